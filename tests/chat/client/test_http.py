"""Opening a chat, and what a client tells of a server that does not open one."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from chat.client.errors import ChatRefused, ServerGone
from chat.client.socket import Endpoint
from chat.client.visitor import Opened, open_chat

Answer = tuple[int, dict[str, str], bytes]
Serve = Callable[[Answer], Endpoint]


@pytest.fixture
def asked() -> list[Any]:
    return []


@pytest.fixture
def serve(asked: list[Any]) -> Iterator[Serve]:
    """A server that gives every request the same answer and notes what it was asked."""
    answers: list[Answer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, json.loads(body)))
            status, headers, content = answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()

    def begin(answer: Answer) -> Endpoint:
        answers.append(answer)
        return Endpoint(f"ws://127.0.0.1:{server.server_port}")

    yield begin
    server.shutdown()
    thread.join()
    server.server_close()


async def test_a_chat_is_opened_with_what_is_known(serve: Serve, asked: list[Any]) -> None:
    endpoint = serve((201, {}, b'{"chat": "c", "token": "t", "state": "waiting", "position": 1}'))

    opened = await open_chat(endpoint, question="Hätä", name="Aino")

    assert opened == Opened("c", "t", "waiting")
    assert asked == [("/api/v1/chats/", {"question": "Hätä", "name": "Aino"})]


async def test_a_closed_desk_says_why(serve: Serve) -> None:
    endpoint = serve((409, {}, b'{"code": "closed", "reason": "hours", "message": "Closed"}'))

    with pytest.raises(ChatRefused) as refusal:
        await open_chat(endpoint, question="x")

    assert refusal.value.code == "closed"
    assert refusal.value.details == {"reason": "hours", "message": "Closed"}


async def test_a_fault_of_a_field_is_passed_on(serve: Serve) -> None:
    endpoint = serve((400, {}, b'{"question": ["This field may not be blank."]}'))

    with pytest.raises(ChatRefused) as refusal:
        await open_chat(endpoint, question="x")

    assert refusal.value.code == "http_400"
    assert "question" in refusal.value.details


async def test_too_many_requests_say_when_to_come_back(serve: Serve) -> None:
    endpoint = serve((429, {"Retry-After": "3"}, b"{}"))

    with pytest.raises(ChatRefused) as refusal:
        await open_chat(endpoint, question="x")

    assert (refusal.value.code, refusal.value.details) == ("rate_limited", {"after_ms": 3000})


@pytest.mark.parametrize(
    "answer", [(503, {}, b""), (404, {}, b""), (200, {}, b"<html>"), (200, {}, b"[]")]
)
async def test_a_server_that_is_no_well_help_desk_is_named(serve: Serve, answer: Answer) -> None:
    endpoint = serve(answer)

    with pytest.raises(ServerGone, match=r"/api/v1/chats/"):
        await open_chat(endpoint, question="x")


async def test_an_address_where_nobody_listens_is_named() -> None:
    with pytest.raises(ServerGone, match=r"No help desk answers at http://127.0.0.1:9"):
        await open_chat(Endpoint("ws://127.0.0.1:9"), question="x")
