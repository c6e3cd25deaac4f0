"""One client's connection: it stands until it is stopped, through every loss of the network."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from chat.client.backoff import LONGEST_S, reconnect_delay
from chat.client.core import Core
from chat.client.errors import ServerGone
from chat.client.outbox import Draft
from chat.client.window import Json

FINAL = {
    4400: "The server closed the connection: it could not read what the client said (4400).",
    4401: "The server does not know this token or session (4401). Does it use the same database?",
    4403: "The server does not let this client in (4403): is its address the one people use?",
    4410: "The chat was erased (4410).",
}
"""Close codes after which coming back makes no sense."""
HANDSHAKE = {403: FINAL[4403], 404: "The server has no chat at this address (404)."}
ANSWER_S = 15.0
"""A connection that leaves a message unanswered for so long is taken for dead."""
SILENT_BEATS = 2.5
WELCOME_S = 15.0


@dataclass(frozen=True)
class Endpoint:
    """A server by its WebSocket address, `ws://host:port` or `wss://host`."""

    url: str

    @property
    def origin(self) -> str:
        return self.url.replace("ws", "http", 1).rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether it is on this machine: then no proxy is asked."""
        return urlsplit(self.url).hostname in ("127.0.0.1", "localhost", "::1")

    def socket(self, path: str) -> str:
        return self.url.rstrip("/") + path


@dataclass
class Socket:
    """Carries the frames of a Core. `run` it in a task: ends after `stop`, raises ServerGone."""

    core: Core
    endpoint: Endpoint
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    longest_rest_s: float = LONGEST_S
    random: Random = field(default_factory=Random)
    connections: int = 0
    losses: int = 0

    def __post_init__(self) -> None:
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._welcomed = False
        self._gone: ServerGone | None = None

    def send(self, frame: Json) -> Draft:
        """Keeps a `send`, `close` or `transfer` until it is answered, over as many connections."""
        draft = Draft(frame, asyncio.get_running_loop().create_future())
        self.core.send(draft)
        if self._gone is not None:
            self.core.outbox.give_up(self._gone)
        self._wake.set()
        return draft

    def post(self, frame: Json) -> None:
        """Writes any other frame once, if a connection stands."""
        self.core.post(frame)
        self._wake.set()

    def stop(self) -> None:
        """Ends `run` at once."""
        self._stopping.set()

    async def leave(self, within_s: float = 2.0) -> None:
        """Ends `run`, after what was posted has gone out, or after so many seconds."""
        until = time.monotonic() + within_s
        while self._welcomed and self.core.owes_frames and time.monotonic() < until:
            await asyncio.sleep(0.01)
        self.stop()

    async def run(self) -> None:
        failures = 0
        try:
            while not self._stopping.is_set():
                self._welcomed = False
                await self._connect_once()
                if self._stopping.is_set():
                    break
                self.losses += self._welcomed
                failures = 0 if self._welcomed else failures + 1
                await self._rest(failures)
        except ServerGone as reason:
            self._gone = reason
            self.core.outbox.give_up(reason)
            raise

    async def _connect_once(self) -> None:
        """One connection from beginning to end; losing it is no error."""
        try:
            async with connect(
                self.endpoint.socket(self.path),
                origin=self.endpoint.origin,  # type: ignore[arg-type]  # a NewType of str
                additional_headers=self.headers,
                proxy=None if self.endpoint.is_local else True,
                compression=None,
                ping_interval=None,  # the protocol has its own beat
                close_timeout=2,
                max_size=2**24,
            ) as connection:
                self.connections += 1
                await self._talk(connection)
        except InvalidStatus as error:
            if (sentence := HANDSHAKE.get(error.response.status_code)) is not None:
                raise ServerGone(sentence) from None
        except (OSError, TimeoutError, WebSocketException):
            return

    async def _talk(self, connection: ClientConnection) -> None:
        await connection.send(json.dumps(self.core.hello(), ensure_ascii=False))
        workers = [
            asyncio.create_task(work)
            for work in (self._read(connection), self._write(connection), self._stopping.wait())
        ]
        try:
            await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for worker in workers:
                worker.cancel()
            results = await asyncio.gather(*workers, return_exceptions=True)
        for result in results:
            if isinstance(result, ServerGone):
                raise result
            if isinstance(result, Exception) and not isinstance(
                result, WebSocketException | OSError
            ):
                raise result
        if (sentence := FINAL.get(connection.close_code or 0)) is not None:
            raise ServerGone(sentence)

    async def _read(self, connection: ClientConnection) -> None:
        """Takes frames until the connection ends or has been silent for too long."""
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            while True:
                silence = SILENT_BEATS * self.core.beat_s if self._welcomed else WELCOME_S
                async with asyncio.timeout(silence):
                    text = await connection.recv()
                self._take(text)

    def _take(self, text: str | bytes) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            frame = None
        if not isinstance(frame, dict):
            raise ServerGone("The server said something that is no frame of the chat protocol.")
        self._welcomed = self._welcomed or frame.get("type") == "welcome"
        self.core.receive(frame, time.monotonic())
        self._wake.set()

    async def _write(self, connection: ClientConnection) -> None:
        """Writes what is due; returns when a message has been unanswered for too long."""
        while self.core.outbox.oldest_unanswered(time.monotonic()) < ANSWER_S:
            self._wake.clear()
            while (due := self.core.next(time.monotonic())) is not None:
                await connection.send(json.dumps(due, ensure_ascii=False))
            wait = self.core.wait(time.monotonic())
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0 if wait is None else min(1.0, wait)):
                    await self._wake.wait()

    async def _rest(self, failures: int) -> None:
        told = self.core.retry_ms
        delay = (
            reconnect_delay(failures, self.random, self.longest_rest_s)
            if told is None
            else self.random.uniform(0.5, 1.0) * told / 1000
        )
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await self._stopping.wait()
