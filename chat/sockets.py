"""What both sockets share: the opening, the frames in and out, the log that a window follows.

A plain ASGI consumer that never touches the ORM's shared thread. Frames of one chat are carried out
one after the other, so the order of its messages is kept; a chat that takes its time holds up no
other chat of the same window. What a socket sends goes through one ordered outbox.
Nothing that matters happens when a socket ends: presence has a time to live.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, ClassVar

from django.conf import settings
from django.utils import timezone

from chat import protocol
from chat.choices import Speaker
from chat.entries import Entry, wire_time
from chat.errors import UnknownChat
from chat.farewell import LEAVE_S, back_within_ms
from chat.flow import MAX_UNCONFIRMED, Inflow, Outflow
from chat.handshake import Scope, same_origin
from chat.hub import Hub, get_hub
from chat.limits import Bucket
from chat.presence import Work
from chat.protocol import Frame, FrameError, about
from chat.refusals import refusal
from chat.speech import limited
from helpdesk import metrics

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
FLOOD_FRAMES = 200
DRAIN_S = 3.0
DRAIN_ROUNDS = 60
TALK = (protocol.Send, protocol.Sync, protocol.Read, protocol.Typing)
"""Frames that concern their chat only; all others change whose the chats are, or who is here."""
GREETING, DESK = "greeting", "desk"


class Socket:
    """One connected window. Subclasses say who is behind it and what they may send."""

    role: ClassVar[Speaker]
    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]]
    wants_queue = False
    is_supervisor = False
    member_of: frozenset[int] = frozenset()

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self._receive = receive
        self.hub: Hub = get_hub()
        self.greeted = False
        self._is_settled = False
        self.language = settings.LANGUAGE_CODE
        self.visitor_chat = ""
        self.user_id = 0
        self.name = ""
        self.session_key = ""
        self.session_user = ("", "")
        self.following: dict[str, int] = {}
        """The chats of this window and the greatest number seen of each."""
        self._alive = True
        self._pings = 0
        self._closing = False
        self._refused = 0
        self._hello_timer: asyncio.TimerHandle
        self._frames = Bucket(settings.CHAT["frames_per_s"] * 2, settings.CHAT["frames_per_s"])
        self.out = Outflow(send, self.hub.spawn)
        self._in = Inflow(self._carry_out, self.hub.spawn)

    @classmethod
    def as_asgi(cls) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            with metrics.SOCKETS.labels(cls.role.value).track_inprogress():
                await cls(scope, receive, send).run()

        return application

    # --- the life of a socket

    async def run(self) -> None:
        await self._receive()
        self.out.push({"type": "websocket.accept"})
        if not same_origin(self.scope):
            self.close(4403)
        self._hello_timer = asyncio.get_running_loop().call_later(
            settings.CHAT["hello_timeout_s"], self.close, 4408
        )
        self.hub.sockets.add(self)
        try:
            while True:
                event = await self._receive()
                if event["type"] != "websocket.receive":
                    return
                self._take(event.get("text") or event.get("bytes") or "")
        except asyncio.CancelledError:
            await self._say_goodbye()
            raise
        finally:
            self._hello_timer.cancel()
            self._closing = True
            self._in.drop()
            self.out.drop()
            self.hub.sockets.discard(self)
            for chat in list(self.following):
                self.unfollow(chat)
            self.left()

    async def farewell(self) -> None:
        """The process ends: what was begun is carried out; the window is told when to return."""
        retry_ms = random.randrange(back_within_ms(len(self.hub.sockets)))
        for _ in range(DRAIN_ROUNDS):
            if self._in.idle:
                break
            await asyncio.sleep(DRAIN_S / DRAIN_ROUNDS)
        self.push({"type": "bye", "code": "restart", "retry_ms": retry_ms})
        self.close(1012)

    async def _say_goodbye(self) -> None:
        await self.farewell()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hear_the_end(), LEAVE_S)

    async def _hear_the_end(self) -> None:
        """Returns when the window has let go, having got all that was sent to it."""
        while (await self._receive())["type"] == "websocket.receive":
            pass

    def left(self) -> None:
        """The window is gone."""

    def _take(self, text: str | bytes) -> None:
        """Reads one frame. An answer to a ping counts at once; the rest is carried out in order."""
        if self._closing:
            return
        self._alive = True
        early = self._frames.take()
        try:
            frame = protocol.parse(text)
            answers = isinstance(frame, protocol.Pong) and self.out.confirm(frame.n)
            if early and not answers:
                raise limited(early, about(frame))
            if not isinstance(frame, protocol.Pong):
                self._add(frame)
        except FrameError as error:
            self._refused += bool(early)
            self.push(error.frame)
            if self._refused > FLOOD_FRAMES:
                self.close(4429)

    def _add(self, frame: Frame) -> None:
        if not self._in.add(frame, self._needs(frame)):
            self.close(4429)

    def _needs(self, frame: Frame) -> set[str]:
        """What this frame shares with none before it that is not carried out yet.

        Whoever closes a chat and then accepts one has room for it: such frames keep their order.
        """
        needs = set() if self._is_settled else {GREETING}
        if not isinstance(frame, TALK):
            needs.add(DESK)
        if chat := getattr(frame, "chat", None):
            needs.add(f"chat:{chat}")
        return needs

    async def _carry_out(self, frame: Frame) -> None:
        if isinstance(frame, protocol.Hello):
            await self._greet(frame)
            return
        try:
            await self._answer(frame)
        except Exception as error:  # every frame is answered, and none holds up the next
            self.push(refusal(error, about(frame)).frame)

    async def _greet(self, hello: protocol.Hello) -> None:
        self._hello_timer.cancel()
        if hello.v != 1:
            self.push(FrameError("upgrade").frame)
            self.close(4400)
        elif self.greeted:
            self.push(FrameError("bad_frame").frame)
        else:
            try:
                await self.greet(hello)
                self._is_settled = True
            except Exception as error:  # whoever is not greeted comes back later
                self.push(refusal(error, {}).frame)
                self.close(1013)

    async def _answer(self, frame: Frame) -> None:
        handler = self.handlers.get(type(frame))
        if handler is None or not self.greeted:
            raise FrameError("not_allowed", about(frame))
        await handler(self, frame)

    # --- the chats that this window follows

    def need(self, chat: str) -> None:
        """Raises `UnknownChat` for a chat that is not this window's, as for none."""
        if chat not in self.following:
            raise UnknownChat

    def follow(self, chat: str, head: int) -> None:
        """From now on this window hears of the chat; one that is gone hears of nothing."""
        if self._closing:
            return
        self.following.setdefault(chat, head)
        self.hub.follow_chat(chat, self, head=head)

    def unfollow(self, chat: str) -> None:
        self.following.pop(chat, None)
        self.hub.unfollow_chat(chat, self)

    # --- what a subclass says

    async def greet(self, hello: protocol.Hello) -> None:
        """Answers a `hello`: who this is, and the logs from where the window stopped."""
        raise NotImplementedError

    def on_entry(self, entry: Entry) -> None:
        """A new entry of a chat that this window follows."""
        raise NotImplementedError

    def on_notice(self, notice: dict[str, Any]) -> None:
        """Anything else about what this window follows."""
        raise NotImplementedError

    def on_queue(self, shot: Any) -> None:
        """The queue changed."""

    def on_holdings(self, chats: set[str]) -> None:
        """The chats that are an agent's, read while notices do not arrive."""

    def on_offers(self, running: set[int]) -> None:
        """The offers to an agent, read while notices do not arrive."""

    def take_work(self) -> Work:
        """Whether somebody worked at this window since this was last asked."""
        return Work(False, False)

    # --- out

    def ping(self, heads: dict[str, int]) -> None:
        """Asks for a sign of life and tells how far each chat is."""
        self._pings += 1
        self.push({"type": "ping", "n": self._pings, "heads": heads})
        self.out.mark(self._pings)

    def take_sign_of_life(self) -> bool:
        """Whether the window gave one since this was last asked."""
        alive, self._alive = self._alive, False
        return alive

    def push(self, frame: dict[str, Any]) -> None:
        """Sends a frame, after those before it; a window that is too far behind is let go."""
        if self._closing:
            return
        text = protocol.encode(frame)
        self.out.push({"type": "websocket.send", "text": text}, protocol.size(text))
        if self.out.unconfirmed > MAX_UNCONFIRMED:
            self.close(4500)
        elif self.out.wants_probe and frame["type"] != "ping":
            self.ping({})

    def close(self, code: int) -> None:
        if not self._closing:
            self.out.push({"type": "websocket.close", "code": code})
            self._closing = True

    def welcome(self, *, me: dict[str, Any], cards: list[dict[str, Any]], **more: Any) -> None:
        limits = {
            "body_chars": settings.CHAT["body_chars"],
            "unacknowledged": settings.CHAT["unacknowledged"],
            "frame_bytes": settings.CHAT["frame_bytes"],
        }
        self.push(
            {
                "type": "welcome",
                "now": wire_time(timezone.now()),
                "beat_s": settings.CHAT["beat_s"],
                "limits": limits,
                "me": me,
                "chats": cards,
                **more,
            }
        )

    def start_after(self, hello: protocol.Hello, card: dict[str, Any]) -> int:
        """Where this window's log goes on; from the start where its history is another."""
        known = hello.chats.get(card["chat"])
        if known is None or known.epoch != card["epoch"] or known.after > card["head"]:
            return 0
        return known.after
