"""One WebSocket of the load driver, as cheap as Python allows: the server is what is measured."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.bench.frames import CLOSE, PING, PONG, TEXT, Unpacker, packed

REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n{cookie}\r\n"
)


class Wire(asyncio.Protocol):
    """Calls `on_open` after the handshake, `on_text` with each message, `on_end` at the end."""

    def __init__(
        self,
        request: str,
        on_open: Callable[[], None],
        on_text: Callable[[bytes], None],
        on_end: Callable[[], None],
    ) -> None:
        self._request = request
        self._on_open, self._on_text, self._on_end = on_open, on_text, on_end
        self._head: bytes | None = b""
        self._frames = Unpacker()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        if self._head is not None:
            self._head += data
            head, end, data = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head.partition(b"\r\n")[0]:
                self._transport.abort()
                return
            self._head = None
            self._on_open()
        for opcode, payload in self._frames.feed(data):
            if opcode == TEXT:
                self._on_text(payload)
            elif opcode == PING:
                self._transport.write(packed(payload, PONG))
            elif opcode == CLOSE:
                self._transport.write(packed(payload[:2], CLOSE))
                self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._on_end()

    def send(self, payload: bytes) -> None:
        self._transport.write(packed(payload))

    def end(self) -> None:
        self._transport.abort()


def request(path: str, port: int, cookie: str = "") -> str:
    """The opening request of a socket."""
    line = f"Cookie: {cookie}\r\n" if cookie else ""
    return REQUEST.format(path=path, port=port, cookie=line)
