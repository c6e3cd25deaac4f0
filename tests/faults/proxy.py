"""A network that misbehaves: a TCP proxy that delays, throttles, cuts, swallows and resets."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

CHUNK = 4096
NO_LINGER = struct.pack("ii", 1, 0)
"""A close with this option is a reset: the other side gets no proper end."""


@dataclass(eq=False)
class Line:
    """One connection: the client's end and the server's."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    deaf: bool = False
    dumb: bool = False

    def cut(self) -> None:
        """Both ends get a proper close, in the middle of whatever is on its way."""
        for end in (self.client, self.server):
            end.close()

    def reset(self) -> None:
        """Both ends get a reset."""
        for end in (self.client, self.server):
            own = end.get_extra_info("socket")
            with contextlib.suppress(OSError):
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            end.transport.abort()


@dataclass
class Proxy:
    """Stands before one port of this machine. What it does to the network can change at any time.

    `delay_s` holds each piece up; `bytes_per_s` lets so much through, in each direction.
    """

    port: int
    host: str = "127.0.0.1"
    delay_s: float = 0.0
    bytes_per_s: float = 0.0
    refuse: bool = False
    lines: set[Line] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener = await asyncio.start_server(self._come, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.cut()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    @property
    def url(self) -> str:
        return f"ws://{self.address}"

    def cut(self) -> None:
        for line in list(self.lines):
            line.cut()

    def reset(self) -> None:
        for line in list(self.lines):
            line.reset()

    def swallow(self, *, to_server: bool = False, to_client: bool = False) -> None:
        """The connections of now carry nothing more in this direction; nobody is told."""
        for line in self.lines:
            line.deaf, line.dumb = line.deaf or to_server, line.dumb or to_client

    def heal(self) -> None:
        """From now on all that comes is carried at once."""
        self.delay_s = self.bytes_per_s = 0.0
        self.refuse = False

    async def _come(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        if self.refuse:
            client.close()
            return
        try:
            answers, server = await asyncio.open_connection(self.host, self.port)
        except OSError:
            client.close()
            return
        line = Line(client, server)
        self.lines.add(line)
        for work in (
            self._carry(reader, server, lambda: line.deaf),
            self._carry(answers, client, lambda: line.dumb),
        ):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            task.add_done_callback(lambda _: self._end(line))

    def _end(self, line: Line) -> None:
        self.lines.discard(line)
        line.cut()

    async def _carry(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        is_lost: Callable[[], bool],
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await source.read(CHUNK):
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                if self.bytes_per_s:
                    await asyncio.sleep(len(piece) / self.bytes_per_s)
                if not is_lost():
                    target.write(piece)
                    await target.drain()
