"""A window's conversation: messages, pages of the log, read marks, typing. Both sides have it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from django.conf import settings

from chat import log, pool, protocol
from chat.choices import Speaker
from chat.entries import Entry, as_uuid
from chat.errors import UnknownChat
from chat.flow import fitting
from chat.handshake import Scope
from chat.limits import Bucket
from chat.refusals import AWAY
from chat.sockets import Receive, Send, Socket
from chat.speech import Who, say
from helpdesk import realtime

logger = logging.getLogger(__name__)

CURSOR_DELAY_S = 0.5
TYPING_GAP_S = 2.5
"""Windows send at most one `typing` per 3 s; a little less is let pass for the network's sake."""

SAVE_READ = {
    Speaker.VISITOR: "visitor_read = greatest(visitor_read, %(seq)s)",
    Speaker.AGENT: "agent_read = greatest(agent_read, %(seq)s)",
}


class Conversation(Socket):
    """A socket that follows chats and talks in them."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self._typed: dict[str, float] = {}
        self._reads: dict[str, int] = {}
        self._window = secrets.token_hex(8)
        self.sends: Bucket

    def share_limits(self, key: str) -> None:
        """All windows of one token, or of one agent, share how much they may say."""
        self.sends = self.hub.bucket(self.role, key)

    # --- frames that both sides send

    async def on_send(self, frame: protocol.Send) -> None:
        """Stores a message and acknowledges it after the commit."""
        self.need(frame.chat)
        who = Who(self.role, self.name, self.user_id or None)
        self.push(await say(frame, who=who, bucket=self.sends))

    async def on_sync(self, frame: protocol.Sync) -> None:
        self.need(frame.chat)
        await self.send_page(frame.chat, after=frame.after, limit=frame.limit)

    async def on_read(self, frame: protocol.Read) -> None:
        """Tells the other side at once; PostgreSQL hears of the last of several reads."""
        self.need(frame.chat)
        seq = min(frame.seq, self.following[frame.chat])
        cursor = {"type": "cursor", "chat": frame.chat, "role": self.role.value, "read": seq}
        self.tell_others(frame.chat, cursor)
        if not self._reads:
            asyncio.get_running_loop().call_later(
                CURSOR_DELAY_S, lambda: self.hub.spawn(self._save_reads())
            )
        self._reads[frame.chat] = max(seq, self._reads.get(frame.chat, 0))

    async def _save_reads(self) -> None:
        reads, self._reads = self._reads, {}
        statement = f"UPDATE chat_chat SET {SAVE_READ[self.role]} WHERE id = %(chat)s"
        for chat, seq in reads.items():
            try:
                await pool.fetch(statement, {"chat": as_uuid(chat), "seq": seq})
            except AWAY:
                logger.warning("a read mark was not kept: PostgreSQL is away")

    async def on_typing(self, frame: protocol.Typing) -> None:
        """Passes it on, at most once in three seconds; the end of it always."""
        self.need(frame.chat)
        now = asyncio.get_running_loop().time()
        if frame.on and now - self._typed.get(frame.chat, -TYPING_GAP_S) < TYPING_GAP_S:
            return
        self._typed[frame.chat] = now if frame.on else -TYPING_GAP_S
        typing = {"type": "typing", "chat": frame.chat, "role": self.role.value}
        self.tell_others(frame.chat, {**typing, "name": self.name, "on": frame.on})

    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]] = {
        protocol.Send: on_send,
        protocol.Sync: on_sync,
        protocol.Read: on_read,
        protocol.Typing: on_typing,
    }

    def show(self, entry: Entry) -> dict[str, Any]:
        """The entry as this side may read it."""
        raise NotImplementedError

    async def send_page(self, chat: str, *, after: int, limit: int) -> int | None:
        """Sends one page, as much as fits; says after which number the log goes on, if it does."""
        identity = as_uuid(chat)
        if identity is None:
            raise UnknownChat
        await self.out.room()
        entries = await log.page(identity, after=after, limit=limit)
        if chat not in self.following:  # no longer this window's since it was asked for
            return None
        events = list(fitting([self.show(entry) for entry in entries]))
        last = entries[len(events) - 1].seq if events else 0
        self.following[chat] = max(self.following.get(chat, 0), last)
        full = len(events) < len(entries) or len(entries) == limit
        heads = await log.heads([identity]) if full else {}
        head = max(heads.get(chat, 0), self.following.get(chat, last))
        more = full and head > last
        page = {"type": "page", "chat": chat, "after": after, "events": events}
        self.push({**page, "head": head, "more": more})
        return last if more else None

    async def send_log(self, chat: str, *, after: int) -> None:
        """All pages from here to the head, no faster than the window takes them."""
        place: int | None = after
        while place is not None and not self._closing:
            place = await self.send_page(chat, after=place, limit=settings.CHAT["page"])

    # --- notices of the hub

    def on_entry(self, entry: Entry) -> None:
        if entry.chat in self.following:
            self.following[entry.chat] = max(self.following[entry.chat], entry.seq)
            self.push(self.show(entry))

    def on_notice(self, notice: dict[str, Any]) -> None:
        """What the other side does; of one's own side, how far another window has read."""
        if "erased" in notice:
            self.on_erased(notice["erased"])
        if "frame" not in notice or notice["window"] == self._window:
            return
        if notice["by"] != self.role.value or notice["frame"]["type"] == "cursor":
            self.push(notice["frame"])

    def on_erased(self, chat: str) -> None:
        """What was said in a chat of this window is gone: the window has to forget it too."""
        raise NotImplementedError

    def tell_others(self, chat: str, frame: dict[str, Any]) -> None:
        """Hands a frame that is not kept to the other windows of the chat."""
        who = {"by": self.role.value, "window": self._window}
        notice = {"to": f"chat:{chat}", **who, "frame": frame}
        realtime.publish_nowait([notice])
