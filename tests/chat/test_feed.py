"""The queue as consoles see it change."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import SimpleNamespace
from typing import Any

import pytest

from chat import feed
from chat.feed import QueueFeed


class Console:
    """Keeps what it was shown."""

    language = "en"
    wants_queue = True

    def __init__(self) -> None:
        self.shown: list[Any] = []

    def on_queue(self, shot: Any) -> None:
        self.shown.append(shot)


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Task[None]]:
    monkeypatch.setattr(feed, "COALESCE_S", 0.01)
    monkeypatch.setattr(feed, "RETRY_S", 0.01)
    return []


def make_feed(console: Any, tasks: list[asyncio.Task[None]]) -> QueueFeed:
    def spawn(work: Coroutine[Any, Any, None]) -> None:
        tasks.append(asyncio.get_running_loop().create_task(work))

    return QueueFeed([console], spawn)


def looks(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> None:
    """What the looks at the queue come to: a state, after so many seconds; or an error."""
    coming = iter(answers)

    async def look(*_: Any) -> Any:
        seconds, answer = next(coming)
        await asyncio.sleep(seconds)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(feed, "in_thread", look)


async def test_many_changes_are_shown_once(
    monkeypatch: pytest.MonkeyPatch, tasks: list[asyncio.Task[None]]
) -> None:
    console = Console()
    looks(monkeypatch, (0, "now"))
    queue = make_feed(console, tasks)

    for _ in range(10):
        queue.refresh()
    await asyncio.gather(*tasks)

    assert console.shown == ["now"]


async def test_a_slow_look_at_an_old_state_does_not_come_last(
    monkeypatch: pytest.MonkeyPatch, tasks: list[asyncio.Task[None]]
) -> None:
    console = Console()
    looks(monkeypatch, (0.1, "old"), (0, "new"))
    queue = make_feed(console, tasks)

    queue.refresh()
    await asyncio.sleep(0.05)
    queue.refresh()
    await asyncio.gather(*tasks)

    assert console.shown == ["old", "new"]


async def test_what_could_not_be_read_is_read_again(
    monkeypatch: pytest.MonkeyPatch, tasks: list[asyncio.Task[None]]
) -> None:
    console = Console()
    looks(monkeypatch, (0, TimeoutError()), (0, "after all"))
    queue = make_feed(console, tasks)

    queue.refresh()
    await asyncio.gather(*tasks)

    assert console.shown == ["after all"]


async def test_after_the_end_nothing_is_read_again(
    monkeypatch: pytest.MonkeyPatch, tasks: list[asyncio.Task[None]]
) -> None:
    looks(monkeypatch, (0, TimeoutError()))
    queue = make_feed(SimpleNamespace(language="en", wants_queue=True), tasks)

    queue.refresh()
    await asyncio.sleep(0.015)
    queue.stop()
    queue.refresh()

    await asyncio.wait_for(asyncio.gather(*tasks), 1)
