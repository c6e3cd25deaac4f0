"""What a supervisor's console may do besides an agent's: see all, look in, whisper, take over.

The right is asked of PostgreSQL at every step; a socket whose user gained or lost it is closed, and
comes back with what holds now (`chat.watch`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from chat import actions, protocol
from chat.cards import agent_card, followed_card
from chat.choices import EventKind
from chat.conversation import Conversation
from chat.entries import Entry, as_uuid
from chat.handshake import Scope
from chat.models import Presence
from chat.permissions import as_supervisor
from chat.protocol import FrameError, about
from chat.references import chat_id
from chat.sockets import Receive, Send
from chat.speech import done, limited
from chat.threads import in_thread

CHANGES = {EventKind.ASSIGNED, EventKind.TRANSFERRED, EventKind.CLOSED}
"""Entries after which a card reads differently."""


class Supervision(Conversation):
    """The part of an agent's console that only supervisors may use."""

    user: Any = None
    looks_on = False
    """Whether this is the page that looks at the whole desk: nobody takes chats there."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        super().__init__(scope, receive, send)
        self.watching: set[str] = set()
        """The chats that this window follows without having them."""
        self._overview: dict[str, Any] = {}

    def take_sign_of_life(self) -> bool:
        return super().take_sign_of_life() and not self.looks_on

    def arrive(self) -> Presence:
        """The stored presence. A console that opens is a sign of life; looking on is none."""
        if not self.looks_on:
            return actions.keep_alive(self.user)
        found: Presence | None = Presence.objects.filter(user=self.user).first()
        return found or Presence(user=self.user, capacity=self.user.capacity)

    # --- the whole desk

    async def on_overview(self, frame: protocol.Overview) -> None:
        await in_thread(as_supervisor, self.user)
        self._overview = {}
        self.hub.overview.show_to(self, on=frame.on)

    def show_overview(self, shot: dict[str, Any]) -> None:
        if shot != self._overview:
            self._overview = shot
            self.push(shot)

    # --- one chat

    async def on_watch(self, frame: protocol.Watch) -> None:
        chat = str((await in_thread(actions.look_in, chat_id(frame.chat), by=self.user)).pk)
        self.watching.add(chat)
        await self.review(chat)

    async def on_unwatch(self, frame: protocol.Unwatch) -> None:
        await in_thread(as_supervisor, self.user)
        self.watching.discard(frame.chat)
        await self.review(frame.chat)

    async def on_takeover(self, frame: protocol.Takeover) -> None:
        await in_thread(actions.take_over, chat_id(frame.chat), by=self.user)

    async def review(self, chat: str) -> None:
        """Shows the chat if this window may follow it, or lets go of it."""
        raise NotImplementedError

    def card_of(self, chat: str) -> dict[str, Any] | None:
        """The card of a chat that is the agent's own, or watched here."""
        identity = as_uuid(chat)
        own = agent_card(identity, self.user, language=self.language) if identity else None
        if own is not None:
            self.watching.discard(chat)
            return own
        if identity is None or chat not in self.watching:
            return None
        return followed_card(identity, language=self.language)

    def on_entry(self, entry: Entry) -> None:
        super().on_entry(entry)
        if entry.chat in self.watching and entry.kind in CHANGES:
            self.hub.spawn(self.review(entry.chat))

    # --- what means something else in a chat that is not one's own

    async def on_send(self, frame: protocol.Send) -> None:
        """A whisper, where one only looks on: the visitor is the agent's to speak to."""
        if frame.chat not in self.watching:
            await super().on_send(frame)
            return
        if frame.attachments or not frame.note:
            raise FrameError("not_allowed", about(frame))
        if early := self.sends.take():
            raise limited(early, about(frame))
        entry, again = await in_thread(
            actions.whisper,
            chat_id(frame.chat),
            by=self.user,
            body=frame.body,
            client_id=frame.client_id,
        )
        self.push(done(entry, again=again))

    async def on_read(self, frame: protocol.Read) -> None:
        """Looking on is no reading for the visitor."""
        if frame.chat not in self.watching:
            await super().on_read(frame)

    async def on_typing(self, frame: protocol.Typing) -> None:
        """A whisper in the making is nobody's business."""
        if frame.chat not in self.watching:
            await super().on_typing(frame)

    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]] = {
        **Conversation.handlers,
        protocol.Send: on_send,
        protocol.Read: on_read,
        protocol.Typing: on_typing,
        protocol.Overview: on_overview,
        protocol.Watch: on_watch,
        protocol.Unwatch: on_unwatch,
        protocol.Takeover: on_takeover,
    }
