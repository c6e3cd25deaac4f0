"""A web process that ends tells its windows when to come back."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from chat.farewell import back_within_ms, lifespan
from tests.chat.windows import Windows


@pytest.mark.parametrize(
    ("windows", "within_ms"), [(1, 1000), (150, 1000), (1500, 10_000), (100_000, 30_000)]
)
def test_windows_return_over_a_time_that_suits_their_number(windows: int, within_ms: int) -> None:
    assert back_within_ms(windows) == within_ms


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The signals that the server beneath heard."""
    numbers: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda number, frame: numbers.append(number))
    yield numbers
    for number, handler in before.items():
        signal.signal(number, handler)


class Server:
    """Speaks of its life as uvicorn does."""

    def __init__(self) -> None:
        self.says: asyncio.Queue[Any] = asyncio.Queue()
        self.hears: asyncio.Queue[Any] = asyncio.Queue()
        self.task = asyncio.ensure_future(lifespan({}, self.says.get, self.hears.put))

    async def tell(self, what: str) -> str:
        await self.says.put({"type": f"lifespan.{what}"})
        return str((await asyncio.wait_for(self.hears.get(), 5))["type"])


@pytest.mark.django_db(transaction=True)
async def test_the_server_hears_of_its_end_after_the_windows(
    windows: Windows, opened: Any, heard: list[int]
) -> None:
    server = Server()
    assert await server.tell("startup") == "lifespan.startup.complete"
    visitor = await windows.visitor(opened.token)

    signal.raise_signal(signal.SIGTERM)
    bye = await visitor.hear("bye")
    early = list(heard)
    code = await visitor.hear_close()
    await visitor.socket.send_input({"type": "websocket.disconnect", "code": code})
    await asyncio.wait([visitor.socket.future])
    while not heard:
        await asyncio.sleep(0.01)

    assert (bye["code"], code) == ("restart", 1012)
    assert 0 <= bye["retry_ms"] < 1000
    assert (early, heard) == ([], [signal.SIGTERM])
    assert await server.tell("shutdown") == "lifespan.shutdown.complete"


@pytest.mark.django_db(transaction=True)
async def test_whoever_insists_does_not_have_to_wait(
    windows: Windows, opened: Any, heard: list[int]
) -> None:
    await Server().tell("startup")
    await windows.visitor(opened.token)

    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGINT)

    assert heard == [signal.SIGINT]
