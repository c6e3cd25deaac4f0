"""PostgreSQL for the message path: asynchronous connections, apart from the ORM's.

One slow ORM query must not hold the sockets of a process. One pool an event loop, opened when used.

psycopg's own pool is not used: after a connection was found dead it rests for one, then for two
seconds, while messages wait (3.6 to 6.9 s until all were whole again), and it waits without end for
a server that stands still. Here whoever asks connects, again and again until WAIT_S; a statement
that has no answer after ANSWER_S loses its connection, and nobody waits for what becomes of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import AsyncConnection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo, TransactionStatus

Rows = list[tuple[Any, ...]]
Connection = AsyncConnection[tuple[Any, ...]]
HOLDING = {
    "connect_timeout": 5,
    # A server that fell off the network is noticed in seconds, not in a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
LIMITS = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"
ANSWER_S = 6.0
"""A server that lives ends a statement before this; one that says nothing stands still."""
WAIT_S = 5.0
"""So long a statement waits for a connection."""
REST_S = 0.1
ENDED_BY_SERVER = "57P"
"""SQLSTATE of connections that the server ends: shut down, crashed, not ready yet."""


class Away(psycopg.OperationalError):
    """PostgreSQL was not reached or did not answer: the statement may have been done or not."""


def conninfo() -> str:
    """The address of Django's database, which in a test run is the test's, as safely reached.

    Whatever of Django's options libpq knows (`sslmode`, certificates, service) holds here, too.
    """
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    django = connection.get_connection_params()
    given = {name: value for name, value in django.items() if name in known}
    return make_conninfo(
        "",
        **{**given, **HOLDING, "options": LIMITS, "application_name": "helpdesk messages"},
    )


class Pool:
    """Up to `size` connections of one event loop."""

    def __init__(self, address: str, size: int) -> None:
        self._address = address
        self._places = asyncio.Semaphore(size)
        self._idle: list[Connection] = []
        self._closed = False

    async def fetch(self, query: str, values: dict[str, Any] | None = None) -> Rows:
        """All rows of one statement, which is repeated if its connection breaks.

        So it must do no harm when done twice. Raises `Away`, and psycopg's errors.
        """
        until = asyncio.get_running_loop().time() + WAIT_S
        try:
            async with asyncio.timeout_at(until):
                await self._places.acquire()
        except TimeoutError:
            raise Away("all connections are busy") from None
        try:
            while True:
                one = self._idle.pop() if self._idle else await self._connect(until)
                with contextlib.suppress(_Broken):
                    return await self._ask(one, query, values, until)
        finally:
            self._places.release()

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().close()

    async def _ask(
        self, one: Connection, query: str, values: dict[str, Any] | None, until: float
    ) -> Rows:
        try:
            with _hung_up_after(ANSWER_S, one):
                cursor = await one.execute(query, values)
                return await cursor.fetchall() if cursor.description else []
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if not (one.closed or (error.sqlstate or "").startswith(ENDED_BY_SERVER)):
                raise
            await one.close()
            if asyncio.get_running_loop().time() > until:
                raise Away("no answer") from error
            raise _Broken from error
        finally:
            await self._put_back(one)

    async def _put_back(self, one: Connection) -> None:
        if one.closed:
            return
        if self._closed or one.info.transaction_status != TransactionStatus.IDLE:
            await one.close()
        else:
            self._idle.append(one)

    async def _connect(self, until: float) -> Connection:
        loop = asyncio.get_running_loop()
        while True:
            try:
                async with asyncio.timeout_at(until):
                    return await AsyncConnection.connect(self._address, autocommit=True)
            except (psycopg.OperationalError, OSError, TimeoutError) as error:
                if loop.time() + REST_S > until:
                    raise Away("not reached") from error
            await asyncio.sleep(REST_S)


class _Broken(Exception):
    """The connection broke while there is time for another."""


@contextlib.contextmanager
def _hung_up_after(seconds: float, one: Connection) -> Iterator[None]:
    """Breaks the connection after so long. To cancel would wait for the server to consent."""
    timer = asyncio.get_running_loop().call_later(seconds, _hang_up, one)
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(one: Connection) -> None:
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(one.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)


_pools: dict[asyncio.AbstractEventLoop, Pool] = {}


async def close_pool() -> None:
    """Ends the running loop's pool, if it has one."""
    pool = _pools.pop(asyncio.get_running_loop(), None)
    if pool is not None:
        await pool.close()


async def fetch(query: str, values: dict[str, Any] | None = None) -> Rows:
    """All rows of one statement that does no harm when done twice. Raises psycopg's errors."""
    loop = asyncio.get_running_loop()
    pool = _pools.get(loop)
    if pool is None:
        pool = _pools[loop] = Pool(conninfo(), settings.MESSAGE_POOL_SIZE)
    return await pool.fetch(query, values)
