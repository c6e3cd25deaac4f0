"""Windows of the load driver: ours, which speak the protocol, and those of the yardsticks."""

from __future__ import annotations

import asyncio
from typing import Protocol

import msgspec

from tests.bench.wire import Wire, request

SEND = b'{"type":"send","chat":"%b","client_id":"%b","body":"%b"}'


class Card(msgspec.Struct):
    chat: str
    epoch: str


class Heard(msgspec.Struct):
    """What the driver reads of a frame; everything else is skipped."""

    type: str = ""
    kind: str | None = None
    client_id: str | None = None
    n: int = 0
    seq: int = 0
    head: int = 0
    more: bool = False
    code: str | int = ""
    retry: bool = False
    after_ms: int | None = None
    retry_ms: int = 0
    chats: list[Card] = []


_decoder = msgspec.json.Decoder(Heard)


class Load(Protocol):
    """Whoever wants to know what windows see."""

    def shown(self, window: Window, client_id: str) -> None: ...

    def answered(self, window: Window, client_id: str) -> None: ...


class Window:
    """One window of one chat. `ready` is set when it shows the log to its end."""

    def __init__(
        self, port: int, path: str, chat: str, *, cookie: str = "", token: str = ""
    ) -> None:
        self.port = port
        self.chat = chat
        self.applied = 0
        self.retry_ms: int | None = None
        self.whole_at = 0.0
        self.refused: list[str] = []
        self.retried = 0
        self._unanswered: dict[str, bytes] = {}
        self.load: Load | None = None
        self.ready = asyncio.Event()
        self.gone = asyncio.Event()
        self._epoch = ""
        self._path, self._cookie, self._token = path, cookie, token
        self._chat = chat.encode()
        self._wire: Wire

    async def connect(self) -> None:
        """Begins a connection; `ready` and `gone` tell what becomes of it. Raises OSError."""
        self.ready.clear()
        self.gone.clear()
        self.retry_ms = None
        asking = request(self._path, self.port, self._cookie)
        loop = asyncio.get_running_loop()
        _, self._wire = await loop.create_connection(
            lambda: Wire(asking, self.opened, self.heard, self.gone.set), "127.0.0.1", self.port
        )

    def opened(self) -> None:
        known = {self.chat: {"epoch": self._epoch, "after": self.applied}} if self._epoch else {}
        hello = {"type": "hello", "v": 1, "token": self._token, "chats": known}
        self._wire.send(msgspec.json.encode(hello))

    def heard(self, text: bytes) -> None:
        frame = _decoder.decode(text)
        if frame.type == "event":
            self.applied = max(self.applied, frame.seq)
            if self.load and frame.client_id:
                self.load.shown(self, frame.client_id)
        elif frame.type == "ok":
            self._unanswered.pop(frame.client_id or "", None)
            if self.load and frame.client_id:
                self.load.answered(self, frame.client_id)
        elif frame.type == "ping":
            self._wire.send(b'{"type":"pong","n":%d}' % frame.n)
        elif frame.type == "page" and not frame.more:
            self.applied = max(self.applied, frame.head)
            self.ready.set()
        elif frame.type == "welcome":
            self._epoch = next((card.epoch for card in frame.chats if card.chat == self.chat), "")
        elif frame.type == "bye":
            self.retry_ms = frame.retry_ms
        elif frame.type == "error":
            self._refused(frame)

    def _refused(self, frame: Heard) -> None:
        """What may come again comes again, as from every window; anything else is noted."""
        if frame.retry and frame.client_id in self._unanswered:
            self.retried += 1
            rest = (frame.after_ms or 1000) / 1000
            asyncio.get_running_loop().call_later(rest, self._send_again, frame.client_id)
        else:
            self.refused.append(str(frame.code))

    def _send_again(self, client_id: str) -> None:
        if client_id in self._unanswered:
            self._wire.send(self._unanswered[client_id])

    def say(self, client_id: str, body: bytes) -> None:
        self._send(client_id, SEND % (self._chat, client_id.encode(), body))

    def close_chat(self, client_id: str) -> None:
        frame = {"type": "close", "chat": self.chat, "client_id": client_id}
        self._send(client_id, msgspec.json.encode(frame))

    def _send(self, client_id: str, frame: bytes) -> None:
        self._unanswered[client_id] = frame
        self._wire.send(frame)

    def end(self) -> None:
        self._wire.end()


class PlainWindow(Window):
    """A socket of a yardstick: in a group by its address, its own message is its answer."""

    def opened(self) -> None:
        self.ready.set()

    def heard(self, text: bytes) -> None:
        client_id = _decoder.decode(text).client_id
        self._unanswered.pop(client_id or "", None)
        if self.load and client_id:
            self.load.shown(self, client_id)
            self.load.answered(self, client_id)
