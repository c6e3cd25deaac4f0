"""How windows fare while Daphne serves them and stops."""

from __future__ import annotations

import asyncio
import contextlib
from types import SimpleNamespace
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.web import http
from twisted.web.test.requesthelper import DummyChannel

from helpdesk import daphne_manners
from helpdesk.daphne_manners import (
    Pages,
    all_ended,
    closing,
    leaving_forms,
    let_all_end,
    remembering,
    stop_painting,
)


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


class Posted(http.Request):
    __init__ = leaving_forms(http.Request.__init__)

    def process(self) -> None:
        """What comes next is the application's."""


def test_a_posted_file_is_not_read_where_all_windows_would_wait_for_it() -> None:
    form = b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nwords\r\n--x--"
    request = Posted(DummyChannel(), queued=False)
    request.requestHeaders.setRawHeaders("Content-Type", ["multipart/form-data; boundary=x"])
    request.gotLength(len(form))
    request.handleContentChunk(form)

    request.requestReceived(b"POST", b"/?a=1", b"HTTP/1.1")

    assert request.args == {b"a": [b"1"]}
    assert request.content.read() == form


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


async def test_a_page_under_way_is_answered_before_the_server_ends() -> None:
    answered: list[str] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.05)
        answered.append(scope)

    async def poll() -> None:
        await asyncio.Event().wait()

    connections = {
        1: {"application_instance": asyncio.ensure_future(Pages(page)("page", None, None))},
        2: {"application_instance": asyncio.ensure_future(poll())},
    }
    await asyncio.sleep(0)

    await all_ended(connections)

    assert answered == ["page"]
    assert connections[2]["application_instance"].cancelled()


async def test_what_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daphne_manners, "PAGES_WITHIN_S", 0.2)

    async def stubborn() -> None:
        for _ in range(2):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    async def hanging(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.Event().wait()

    connections = {
        1: {"application_instance": asyncio.ensure_future(stubborn())},
        2: {"application_instance": asyncio.ensure_future(Pages(hanging)("page", None, None))},
    }
    await asyncio.sleep(0)

    await all_ended(connections)

    assert connections[1]["application_instance"].done()
    assert connections[2]["application_instance"].cancelled()


def test_nobody_comes_in_while_the_server_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    port = SimpleNamespace(stopListening=lambda: closed.append("port"))
    server = SimpleNamespace(connections={})
    timers: list[tuple[float, Any]] = []
    monkeypatch.setattr(
        "threading.Timer",
        lambda *what: timers.append(what) or SimpleNamespace(start=lambda: closed.append("timer")),
    )
    monkeypatch.setattr(daphne_manners, "let_all_end", lambda self: "ended")

    remembering(lambda self, port: None)(server, port)

    assert daphne_manners.end_in_time(server) == "ended"
    assert closed == ["port", "timer"]
    assert timers == [(daphne_manners.ENDS_WITHIN_S, daphne_manners.end_at_once)]
