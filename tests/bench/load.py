"""How the driver's windows talk: as fast as they are answered, or at a given rate."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from tests.bench.windows import Window

WORDS = "Varmenne on vanhentunut, enkä pääse kotoa sisään; salasanan vaihdoin jo eilen.".encode()
FEW = 200
LATE_S = 20.0
"""An answer that has not come after so long will not come."""


@dataclass
class Lap:
    """What was seen from one moment to another: messages shown on the other side, and how late."""

    seconds: float = 0.0
    said: int = 0
    shown: int = 0
    lost: int = 0
    refused: int = 0
    retried: int = 0
    driver_cpu_s: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)


class Talk:
    """Messages between the two windows of each chat. A lap counts from `begin` to `end`."""

    def __init__(self, pairs: Sequence[tuple[Window, Window]]) -> None:
        self.windows = [window for pair in pairs for window in pair]
        self._sent: dict[str, tuple[Window, float]] = {}
        self._unanswered: dict[str, Window] = {}
        self._prefix = str(uuid4())[:24]
        self._count = self._answered = 0
        self._echo = self._counting = False
        self._lap = Lap()
        for window in self.windows:
            window.load = self

    def begin(self) -> None:
        self._lap, self._counting = Lap(), True
        self._began, self._cpu = time.monotonic(), time.process_time()

    def end(self) -> Lap:
        self._counting = False
        self._lap.seconds = time.monotonic() - self._began
        self._lap.driver_cpu_s = time.process_time() - self._cpu
        return self._lap

    async def as_fast_as_answered(self, on: bool) -> None:
        """Each window says the next as soon as the last is answered; off: all comes to rest."""
        self._echo, self._answered = on, 0
        for window in self.windows if on else ():
            self._say(window, time.monotonic())
        until = time.monotonic() + LATE_S
        while not on and self._unanswered and time.monotonic() < until:
            await asyncio.sleep(0.02)

    async def all_heard(self) -> None:
        """Returns when as many messages were answered as there are windows, or it takes too long.

        Before that, a slow server has answered none of those that all said at once.
        """
        until = time.monotonic() + LATE_S
        while self._answered < len(self.windows) and time.monotonic() < until:
            await asyncio.sleep(0.02)

    async def for_long_enough(self, seconds: float) -> None:
        """So many seconds; longer, where so little was shown that it would tell nothing."""
        began = time.monotonic()
        await asyncio.sleep(seconds)
        while self._lap.shown < FEW and time.monotonic() < began + LATE_S:
            await asyncio.sleep(0.02)

    async def at_rate(self, per_s: float, seconds: float) -> None:
        """Windows taken by chance speak at moments taken by chance, however slow answers are.

        A message counts from the moment when it was due, so that a stall hides none.
        """
        loop = asyncio.get_running_loop()
        due = began = loop.time()
        while (due := due + random.expovariate(per_s)) < began + seconds:
            if (early := due - loop.time()) > 0:
                await asyncio.sleep(early)
            self._say(random.choice(self.windows), due)

    async def rest(self) -> None:
        """Returns when each message was shown, or will not be."""
        until = time.monotonic() + LATE_S
        while self._sent and time.monotonic() < until:
            await asyncio.sleep(0.02)
        self._lap.lost += len(self._sent)
        self._sent.clear()
        self._unanswered.clear()
        self._lap.refused = sum(len(window.refused) for window in self.windows)
        self._lap.retried = sum(window.retried for window in self.windows)

    def _say(self, window: Window, at: float) -> None:
        self._count += 1
        client_id = f"{self._prefix}{self._count:012x}"
        self._sent[client_id] = window, at
        self._unanswered[client_id] = window
        self._lap.said += self._counting
        window.say(client_id, WORDS)

    # --- what the windows see

    def shown(self, window: Window, client_id: str) -> None:
        found = self._sent.get(client_id)
        if found is None or found[0] is window:
            return
        del self._sent[client_id]
        if self._counting:
            self._lap.shown += 1
            self._lap.latencies_ms.append((time.monotonic() - found[1]) * 1000)

    def answered(self, window: Window, client_id: str) -> None:
        if self._unanswered.get(client_id) is not window:
            return
        del self._unanswered[client_id]
        self._answered += 1
        if self._echo:
            self._say(window, time.monotonic())
