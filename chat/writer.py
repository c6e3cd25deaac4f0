"""Writing messages: one statement for all that queued while the last one ran.

No delay is added when idle. A chat whose row another transaction holds does not hold up the others:
its messages wait for the lock on their own. A statement that fails is repeated message by message,
so that one bad message harms no other; those of one chat one after the other, as they came. While
PostgreSQL is away nothing is repeated: whoever waits is told, and sends again.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import psycopg

from chat import pool
from chat.appending import STATEMENTS
from chat.choices import EventKind, Speaker
from chat.entries import Entry, notice
from helpdesk import metrics, realtime

BATCH = 256
ATTEMPTS = 3
NOTE, MESSAGE = EventKind.NOTE.value, EventKind.MESSAGE.value


class Message(msgspec.Struct, frozen=True):
    """What somebody said, cleaned; not stored yet. `author` is the agent's id."""

    chat: UUID
    client_id: UUID
    role: Speaker
    name: str
    body: str
    author: int | None = None
    note: bool = False
    masked: int = 0
    files: list[UUID] | msgspec.UnsetType = msgspec.UNSET


class Verdict(msgspec.Struct, frozen=True):
    """`ok`, `duplicate` (both with number, time, files), or the code of the refusal."""

    code: str
    seq: int | None = None
    at: datetime | None = None
    files: list[dict[str, Any]] | None = None


Waiting = tuple[Message, "asyncio.Future[Verdict]"]


class Writer:
    """The writer of one event loop."""

    def __init__(self) -> None:
        self._queue: list[Waiting] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._running = False

    async def append(self, message: Message) -> Verdict:
        """Stores a message; returns after the commit. Psycopg's errors: then nothing is known.

        The other windows are told before this returns; `ok` and `event` may come in either order.
        """
        future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._queue.append((message, future))
        if not self._running:
            self._running = True
            self._start(self._drain())
        return await future

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self) -> None:
        try:
            while self._queue:
                batch, self._queue = self._queue[:BATCH], self._queue[BATCH:]
                await self._write(batch)
        finally:
            self._running = False

    async def _write(self, batch: list[Waiting]) -> None:
        try:
            verdicts = await _store([message for message, _ in batch])
        except pool.Away as error:
            queued, self._queue = self._queue, []
            for _, future in (*batch, *queued):
                _fail(future, error)
            return
        except Exception:  # whatever it is, it is judged message by message: none waits for ever
            self._write_apart(batch)
            return
        pairs = list(zip(batch, verdicts, strict=True))
        self._write_apart([waiting for waiting, verdict in pairs if verdict.code == "busy"])
        for (_, future), verdict in pairs:
            if verdict.code != "busy" and not future.done():
                future.set_result(verdict)
        _tell([m for m, _ in batch], verdicts)

    def _write_apart(self, batch: list[Waiting]) -> None:
        """Each on its own: chats beside each other, the messages of one in their order."""
        chats: dict[UUID, list[Waiting]] = {}
        for waiting in batch:
            chats.setdefault(waiting[0].chat, []).append(waiting)
        for one in chats.values():
            self._start(self._write_in_turn(one))

    async def _write_in_turn(self, batch: list[Waiting]) -> None:
        for message, future in batch:
            try:
                verdict = await _store_alone(message)
            except Exception as error:  # whoever waits for this message has to know
                _fail(future, error)
            else:
                if not future.done():
                    future.set_result(verdict)
                _tell([message], [verdict])


def _fail(future: asyncio.Future[Verdict], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


async def _store_alone(message: Message) -> Verdict:
    for _ in range(ATTEMPTS - 1):
        # The same client_id was committed meanwhile: the next look finds it.
        with contextlib.suppress(psycopg.errors.UniqueViolation):
            return (await _store([message], alone=True))[0]
    return (await _store([message], alone=True))[0]


async def _store(messages: list[Message], *, alone: bool = False) -> list[Verdict]:
    has_files = any(message.files for message in messages)
    # One value for all, written by msgspec: eight arrays would be written item by item in Python.
    values = {"messages": msgspec.json.encode(messages).decode()}
    with metrics.APPEND_FAILURES.count_exceptions(), metrics.APPEND_SECONDS.time():
        rows = await pool.fetch(STATEMENTS[has_files, alone], values)
    verdicts = [Verdict(*verdict) for _, *verdict in rows]
    metrics.MESSAGES.inc(sum(verdict.code == "ok" for verdict in verdicts))
    return verdicts


def _tell(messages: list[Message], verdicts: list[Verdict]) -> None:
    # What was stored before is told again: whoever stored it may have died before telling.
    entries = [
        _entry(message, verdict)
        for message, verdict in zip(messages, verdicts, strict=True)
        if verdict.code in ("ok", "duplicate")
    ]
    realtime.publish_nowait([notice(entry) for entry in entries])


def _entry(message: Message, verdict: Verdict) -> Entry:
    assert verdict.seq is not None
    assert verdict.at is not None
    return Entry(
        chat=str(message.chat),
        seq=verdict.seq,
        kind=NOTE if message.note else MESSAGE,
        at=verdict.at,
        role=message.role.value,
        name=message.name,
        client_id=str(message.client_id),
        body=message.body,
        data={"attachments": verdict.files} if verdict.files else {},
        is_internal=message.note,
    )


_writers: dict[asyncio.AbstractEventLoop, Writer] = {}


def get_writer() -> Writer:
    """The running loop's writer."""
    loop = asyncio.get_running_loop()
    writer = _writers.get(loop)
    if writer is None:
        writer = _writers[loop] = Writer()
    return writer
