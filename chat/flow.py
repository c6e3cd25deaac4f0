"""Flow control, which the server beneath does not have: how much a socket may owe either way.

Out: a window confirms what it got by answering pings (`pong` confirms all that was sent before that
`ping`). Beyond 256 KiB unconfirmed it is too far behind: the socket ends with 4500, and the window
comes back and syncs. In: 64 frames may be taken and not carried out yet; one more is a flood, 4429.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator, MutableMapping, Set
from typing import Any

from chat import protocol

Event = MutableMapping[str, Any]
Spawn = Callable[[Coroutine[Any, Any, None]], None]
Wish = tuple[Any, Set[str]]
"""A frame, and what it needs."""

MAX_UNCONFIRMED = 256 * 1024
PROBE_EVERY = 64 * 1024
"""So many bytes after the last ping another one asks how far the window is."""
PAGE_BYTES = 48 * 1024
MAX_WAITING = 64


def fitting(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first events that fit into a page; at least one."""
    size = 0
    for place, event in enumerate(events):
        size += protocol.size(protocol.encode(event))
        if place and size > PAGE_BYTES:
            return
        yield event


class Outflow:
    """What a socket still has to send, in order, and how much of it is not confirmed."""

    __slots__ = ("_confirmed", "_gate", "_marks", "_queue", "_send", "_sending", "_spawn", "_total")

    def __init__(self, send: Callable[[Event], Awaitable[None]], spawn: Spawn) -> None:
        self._send = send
        self._spawn = spawn
        self._queue: deque[Event] = deque()
        self._sending = False
        self._total = self._confirmed = 0
        self._marks: deque[tuple[int, int]] = deque()
        self._gate: asyncio.Event | None = None

    @property
    def unconfirmed(self) -> int:
        """Bytes that the window has not said to have."""
        return self._total - self._confirmed

    @property
    def wants_probe(self) -> bool:
        """Whether so much was sent since the last ping that another one is due."""
        last = self._marks[-1][1] if self._marks else self._confirmed
        return self._total - last > PROBE_EVERY

    @property
    def idle(self) -> bool:
        return not self._sending

    def push(self, event: Event, size: int = 0) -> None:
        self._total += size
        self._queue.append(event)
        if not self._sending:
            self._sending = True
            self._spawn(self._flush())

    def mark(self, n: int) -> None:
        """Ping `n` goes out now: its answer confirms everything before it."""
        self._marks.append((n, self._total))

    def confirm(self, n: int) -> bool:
        """The answer to ping `n`; says whether that was still to come."""
        awaited = False
        while self._marks and self._marks[0][0] <= n:
            self._confirmed = self._marks.popleft()[1]
            awaited = True
        if self._gate and self.unconfirmed <= PROBE_EVERY:
            self._gate.set()
        return awaited

    async def room(self) -> None:
        """Returns when the window has confirmed enough for another page."""
        while self.unconfirmed > PROBE_EVERY:
            self._gate = self._gate or asyncio.Event()
            self._gate.clear()
            await self._gate.wait()

    def drop(self) -> None:
        """The socket is gone: nobody waits any longer."""
        self._confirmed = self._total
        if self._gate:
            self._gate.set()

    async def _flush(self) -> None:
        try:
            while self._queue:
                await self._send(self._queue.popleft())
        finally:
            self._sending = False


class Inflow:
    """Frames that were taken and not carried out yet.

    A frame that needs what one before it needs waits for that one; else they go side by side.
    """

    __slots__ = ("_spawn", "_under_way", "_waiting", "_work")

    def __init__(self, work: Callable[[Any], Awaitable[None]], spawn: Spawn) -> None:
        self._work = work
        self._spawn = spawn
        self._waiting: list[Wish] = []
        self._under_way: list[Wish] = []

    def add(self, item: Any, needs: Set[str]) -> bool:
        """Takes a frame; False where too many are not carried out yet."""
        if len(self._waiting) + len(self._under_way) >= MAX_WAITING:
            return False
        self._waiting.append((item, needs))
        self._begin()
        return True

    @property
    def idle(self) -> bool:
        return not self._waiting and not self._under_way

    def drop(self) -> None:
        """What has not begun is forgotten."""
        self._waiting.clear()

    def _begin(self) -> None:
        """Begins, in the order of their coming, those that wait for none before them."""
        taken = {need for _, needs in self._under_way for need in needs}
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            if taken.isdisjoint(wish[1]):
                self._under_way.append(wish)
                self._spawn(self._carry_out(wish))
            else:
                self._waiting.append(wish)
            taken |= wish[1]

    async def _carry_out(self, wish: Wish) -> None:
        try:
            await self._work(wish[0])
        except asyncio.CancelledError:
            self.drop()
            raise
        finally:
            self._under_way.remove(wish)
            self._begin()
