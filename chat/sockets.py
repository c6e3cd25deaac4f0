"""What both sockets share: the opening, the frames in and out, the log that a window follows.

A plain ASGI consumer: it reads one frame after the other, so the order of one window's messages is
kept, and never touches the ORM's shared thread. What it sends goes through one ordered outbox.
Nothing that matters happens when a socket ends: presence has a time to live.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, ClassVar

import psycopg
from django.conf import settings
from django.db import Error as DatabaseError
from django.utils import timezone

from chat import protocol
from chat.choices import Speaker
from chat.entries import Entry, wire_time
from chat.errors import UnknownChat
from chat.handshake import Scope, same_origin
from chat.hub import Hub, get_hub
from chat.limits import Bucket
from chat.protocol import About, Frame, FrameError
from helpdesk.errors import DomainError

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AWAY = (psycopg.Error, DatabaseError, OSError, TimeoutError)
"""What it looks like when PostgreSQL is away."""
FLOOD_FRAMES = 200


class Socket:
    """One connected window. Subclasses say who is behind it and what they may send."""

    role: ClassVar[Speaker]
    handlers: ClassVar[dict[type, Callable[..., Awaitable[None]]]]
    wants_queue = False

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self._receive = receive
        self._send = send
        self.greeted = False
        self.language = settings.LANGUAGE_CODE
        self.visitor_chat = ""
        self.user_id = 0
        self.name = ""
        self.following: dict[str, int] = {}
        """The chats of this window and the greatest number seen of each."""
        self.hub: Hub = get_hub()
        self._alive = True
        self._out: deque[MutableMapping[str, Any]] = deque()
        self._sending = False
        self._frames = Bucket(settings.CHAT["frames_per_s"] * 2, settings.CHAT["frames_per_s"])
        self._refused = 0
        self._closing = False

    @classmethod
    def as_asgi(cls) -> Callable[[Scope, Receive, Send], Awaitable[None]]:
        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            await cls(scope, receive, send).run()

        return application

    # --- the life of a socket

    async def run(self) -> None:
        await self._receive()
        self._push_raw({"type": "websocket.accept"})
        if not same_origin(self.scope):
            self.close(4403)
        hello_timer = asyncio.get_running_loop().call_later(
            settings.CHAT["hello_timeout_s"], self._miss_hello
        )
        self.hub.sockets.add(self)
        try:
            while True:
                event = await self._receive()
                if event["type"] != "websocket.receive":
                    return
                await self._take(event.get("text") or event.get("bytes") or "")
        finally:
            hello_timer.cancel()
            self.hub.sockets.discard(self)
            for chat in list(self.following):
                self.unfollow(chat)
            self.left()

    def left(self) -> None:
        """The window is gone."""

    def _miss_hello(self) -> None:
        if not self.greeted:
            self.close(4408)

    async def _take(self, text: str | bytes) -> None:
        self._alive = True
        try:
            if early := self._frames.take():
                self._refused += 1
                if self._refused > FLOOD_FRAMES:
                    self.close(4429)
                raise self._limited(text, early)
            frame = protocol.parse(text)
            if isinstance(frame, protocol.Hello):
                await self._greet(frame)
            elif not self.greeted:
                raise FrameError("not_allowed", about(frame))
            else:
                await self._answer(frame)
        except FrameError as error:
            self.push(error.frame)

    def _limited(self, text: str | bytes, early: float) -> FrameError:
        try:
            frame = protocol.parse(text)
        except FrameError as error:
            return error
        return limited(early, about(frame))

    async def _greet(self, hello: protocol.Hello) -> None:
        if hello.v != 1:
            self.push(FrameError("upgrade").frame)
            self.close(4400)
            return
        if self.greeted:
            raise FrameError("bad_frame")
        try:
            await self.greet(hello)
        except AWAY:
            logger.warning("a window could not be greeted: PostgreSQL is away")
            self.push(FrameError("unavailable", retry=True, after_ms=1000).frame)
            self.close(1013)

    async def _answer(self, frame: Frame) -> None:
        try:
            await self.handlers[type(frame)](self, frame)
        except KeyError:
            raise FrameError("not_allowed", about(frame)) from None
        except DomainError as error:
            raise FrameError(
                error.code, about(frame), retry=error.retry, after_ms=None, **error.details
            ) from None
        except AWAY as error:
            logger.warning("a frame was not carried out: %s", type(error).__name__)
            raise FrameError("unavailable", about(frame), retry=True, after_ms=1000) from None

    # --- the chats that this window follows

    def need(self, chat: str) -> None:
        """Raises `UnknownChat` for a chat that is not this window's, as for none."""
        if chat not in self.following:
            raise UnknownChat

    def follow(self, chat: str, head: int) -> None:
        self.following.setdefault(chat, head)
        self.hub.follow(f"chat:{chat}", self)

    def unfollow(self, chat: str) -> None:
        self.following.pop(chat, None)
        self.hub.unfollow(f"chat:{chat}", self)

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

    # --- out

    def ping(self, n: int, heads: dict[str, int]) -> None:
        self.push({"type": "ping", "n": n, "heads": heads})

    def take_sign_of_life(self) -> bool:
        """Whether the window gave one since this was last asked."""
        alive, self._alive = self._alive, False
        return alive

    def push(self, frame: dict[str, Any]) -> None:
        self._push_raw({"type": "websocket.send", "text": protocol.encode(frame)})

    def close(self, code: int) -> None:
        self._push_raw({"type": "websocket.close", "code": code})
        self._closing = True

    def _push_raw(self, message: MutableMapping[str, Any]) -> None:
        if self._closing:
            return
        self._out.append(message)
        if not self._sending:
            self._sending = True
            self.hub.spawn(self._flush())

    async def _flush(self) -> None:
        try:
            while self._out:
                await self._send(self._out.popleft())
        finally:
            self._sending = False

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


def about(frame: Frame) -> About:
    """Which message of which chat a frame is about."""
    client_id = getattr(frame, "client_id", None)
    return {
        "client_id": str(client_id) if client_id else None,
        "chat": getattr(frame, "chat", None),
    }


def limited(early: float, subject: About) -> FrameError:
    """Too fast: the same frame may come again after this many milliseconds."""
    return FrameError("rate_limited", subject, retry=True, after_ms=int(early * 1000) + 1)
