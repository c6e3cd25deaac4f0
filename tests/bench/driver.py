"""The load driver: a process of its own, so that the load costs the servers' process nothing."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import random
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any
from uuid import uuid4

from chat.client.backoff import reconnect_delay
from tests.bench.load import Lap, Talk
from tests.bench.windows import PlainWindow, Window

AT_ONCE = 25
"""So many handshakes are under way at a time."""
PATIENCE_S = 120.0
Chat = tuple[str, str, str]
"""A chat's id, its visitor's token, its agent's cookie."""


class Driver:
    """What the process can be told to do; each method is one command."""

    def __init__(self, tell: Connection) -> None:
        self._tell = tell
        self._talks: dict[str, Talk] = {}
        self._windows: list[Window] = []
        self._staying: list[asyncio.Task[None]] = []

    # --- conversations

    async def come(self, name: str, port: int, path: str, chats: Sequence[Chat]) -> None:
        """Two windows a chat: a visitor's and a console, or two of a yardstick at `path`."""
        if path:
            pairs: list[tuple[Window, Window]] = [
                (PlainWindow(port, f"/{path}/{c}/", c), PlainWindow(port, f"/{path}/{c}/", c))
                for c, _, _ in chats
            ]
        else:
            pairs = [
                (
                    Window(port, "/ws/chat/", c, token=token),
                    Window(port, "/ws/console/", c, cookie=cookie),
                )
                for c, token, cookie in chats
            ]
        await self._connect([window for pair in pairs for window in pair])
        self._talks[name] = Talk(pairs)

    async def leave(self, name: str) -> None:
        for window in self._talks.pop(name).windows:
            window.end()

    async def saturate(self, name: str, warm_s: float, seconds: float) -> Lap:
        """Everybody talks as fast as answers come; counts after `warm_s`, when the parent knows."""
        talk = self._talks[name]
        await talk.as_fast_as_answered(True)
        await asyncio.sleep(warm_s)
        await talk.all_heard()
        with counting(self._tell):
            talk.begin()
            await talk.for_long_enough(seconds)
            lap = talk.end()
        await talk.as_fast_as_answered(False)
        await talk.rest()
        lap.latencies_ms.clear()
        return lap

    async def at_rate(self, name: str, per_s: float, warm_s: float, seconds: float) -> Lap:
        talk = self._talks[name]
        await talk.at_rate(per_s, warm_s)
        with counting(self._tell):
            talk.begin()
            await talk.at_rate(per_s, seconds)
            await talk.rest()
            return talk.end()

    # --- many windows

    async def gather(self, port: int, chats: Sequence[Chat]) -> float:
        """Visitors' windows come, as many at a time as may; returns the seconds it took."""
        windows = [Window(port, "/ws/chat/", c, token=token) for c, token, _ in chats]
        began = time.monotonic()
        await self._connect(windows)
        self._windows += windows
        return time.monotonic() - began

    async def stay(self, head: int) -> None:
        """From now on windows that are cut off come back by the rules until they have `head`."""
        self._staying = [asyncio.create_task(_stay(window, head)) for window in self._windows]

    async def whole(self) -> list[float]:
        """The moments (monotonic, seconds) at which the windows that stay were whole again."""
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*self._staying)
        return [window.whole_at for window in self._windows]

    async def close_chats(self, among: int, count: int) -> dict[str, float]:
        """So many windows from the one numbered `among` end their chats at once: the moments."""
        began = {}
        for window in self._windows[among : among + count]:
            began[window.chat] = time.monotonic()
            window.close_chat(str(uuid4()))
        return began

    async def disperse(self) -> None:
        for window in self._windows:
            window.end()
        self._windows.clear()

    async def _connect(self, windows: Sequence[Window]) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def connect(window: Window) -> None:
            async with gate, asyncio.timeout(PATIENCE_S):
                await window.connect()
                await window.ready.wait()

        await asyncio.gather(*map(connect, windows))


async def _stay(window: Window, head: int) -> None:
    """One window through a restart: the rest that it was told, or full jitter."""
    chance, failures = random.Random(window.chat), 0
    while window.applied < head:
        await window.gone.wait()
        told, window.retry_ms = window.retry_ms, None
        rest = (
            chance.uniform(0.5, 1.0) * told / 1000
            if told is not None
            else reconnect_delay(failures, chance)
        )
        await asyncio.sleep(rest)
        failures += 1
        try:
            await window.connect()
        except OSError:
            window.gone.set()
            continue
        ready = asyncio.create_task(window.ready.wait())
        gone = asyncio.create_task(window.gone.wait())
        await asyncio.wait((ready, gone), return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        gone.cancel()
    window.whole_at = time.monotonic()


@contextmanager
def counting(tell: Connection) -> Iterator[None]:
    """Tells the parent when the counting begins, and lets no collection of garbage into it."""
    gc.collect()
    gc.disable()
    tell.send("counting")
    try:
        yield
    finally:
        tell.send("counted")
        gc.enable()


async def _serve(tell: Connection) -> None:
    driver, loop = Driver(tell), asyncio.get_running_loop()
    while (wish := await loop.run_in_executor(None, tell.recv)) is not None:
        command, arguments = wish
        try:
            answer: Any = await getattr(driver, command)(*arguments)
        except Exception as error:  # the parent has to know, whatever it is
            answer = Failed(f"{command}: {type(error).__name__}: {error}")
        tell.send((command, answer))


class Failed(Exception):
    """The driver could not do what it was told."""


def _main(tell: Connection) -> None:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_serve(tell))


class Remote:
    """The driver as the parent sees it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._tell, its = context.Pipe()
        self._process = context.Process(target=_main, args=(its,), daemon=True)
        self._process.start()
        its.close()

    def begin(self, command: str, *arguments: Any) -> None:
        self._tell.send((command, arguments))

    def hear(self) -> Any:
        """The next word: `counting`, `counted`, or the answer to the last command."""
        assert self._tell.poll(PATIENCE_S), "the load driver says nothing"
        word = self._tell.recv()
        if isinstance(word, str):
            return word
        if isinstance(word[1], Failed):
            raise word[1]
        return word[1]

    def call(self, command: str, *arguments: Any) -> Any:
        self.begin(command, *arguments)
        return self.hear()

    def end(self) -> None:
        self._tell.send(None)
        self._process.join(5)
        self._process.kill()
