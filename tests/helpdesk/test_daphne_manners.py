"""How windows fare while Daphne serves them and stops."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from helpdesk.daphne_manners import closing, let_all_end, stop_painting


class Connection:
    """What Daphne holds of one socket: autobahn's two ways to close it."""

    def __init__(self) -> None:
        self.closed: list[tuple[str, int | None]] = []
        self.closeHandshakeTimeout = 1.0

    def sendCloseFrame(self, code: int) -> None:  # noqa: N802  (autobahn's name)
        self.closed.append(("server", code))


def own_close(self: Connection, code: int | None = None) -> None:
    self.closed.append(("application", code))


@pytest.mark.parametrize(
    ("code", "way"),
    [(1012, "server"), (1013, "server"), (1000, "application"), (4429, "application")],
)
def test_a_restarting_or_overloaded_server_may_say_so(code: int, way: str) -> None:
    connection = Connection()

    closing(own_close)(connection, code=code)

    assert connection.closed == [(way, code)]


@pytest.mark.parametrize(("code", "seconds"), [(4500, 10.0), (4429, 1.0)])
def test_a_window_that_is_too_far_behind_gets_longer_to_read_why(code: int, seconds: float) -> None:
    connection = Connection()

    closing(own_close)(connection, code=code)

    assert connection.closeHandshakeTimeout == seconds


def test_words_for_a_log_that_nobody_writes_are_not_painted() -> None:
    module = SimpleNamespace(hlval=lambda value, color: f"<{color}>{value}")

    stop_painting(module)

    assert module.hlval(7, color="red") == 7
    assert not hasattr(module, "hltype")


async def test_the_server_waits_for_the_last_window_and_not_for_the_first() -> None:
    ended: list[str] = []

    async def window(name: str, goodbye_s: float) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(goodbye_s)
            ended.append(name)

    def serve(name: str, goodbye_s: float) -> dict[str, Any]:
        return {"application_instance": asyncio.ensure_future(window(name, goodbye_s))}

    connections = {1: serve("quick", 0), 2: serve("slow", 0.05), 3: {}}
    await asyncio.sleep(0)

    stopped: Deferred[Any] = let_all_end(SimpleNamespace(connections=connections))
    await stopped.asFuture(asyncio.get_running_loop())

    assert ended == ["quick", "slow"]
