"""PostgreSQL for the message path: asynchronous connections, apart from the ORM's.

One slow ORM query must not hold the sockets of a process. One pool an event loop, opened when used.
"""

from __future__ import annotations

import asyncio
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg import AsyncConnection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo
from psycopg_pool import AsyncConnectionPool

Pool = AsyncConnectionPool[AsyncConnection[tuple[Any, ...]]]
_pools: dict[asyncio.AbstractEventLoop, Pool] = {}
HOLDING = {
    "connect_timeout": 5,
    # A server that fell off the network is noticed in seconds, not in a quarter of an hour.
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
RECONNECT_S = 2.0
"""So long a lost connection is tried again; then the next who asks tries, without any back-off."""
LIMITS = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"


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


async def get_pool() -> Pool:
    """The running loop's pool."""
    loop = asyncio.get_running_loop()
    pool = _pools.get(loop)
    if pool is None:
        pool = _pools[loop] = AsyncConnectionPool(
            conninfo(),
            min_size=1,
            max_size=settings.MESSAGE_POOL_SIZE,
            timeout=5,
            reconnect_timeout=RECONNECT_S,
            kwargs={"autocommit": True},
            check=AsyncConnectionPool.check_connection,
            open=False,
        )
        await pool.open()
    return pool


async def close_pool() -> None:
    """Ends the running loop's pool, if it has one."""
    pool = _pools.pop(asyncio.get_running_loop(), None)
    if pool is not None:
        await pool.close()


async def fetch(query: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """All rows of one statement. Raises psycopg's errors."""
    pool = await get_pool()
    async with pool.connection() as conn:
        cursor = await conn.execute(query, values)
        return await cursor.fetchall() if cursor.description else []
