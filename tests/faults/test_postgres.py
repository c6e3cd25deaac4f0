"""PostgreSQL dies, stands still, or loses single connections."""

from __future__ import annotations

import psycopg

from tests.faults.crowd import crowd
from tests.faults.desk import Desk, frozen, kill

CHATS = 12
FROZEN_S = 4.0
BACKENDS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 4
"""


async def test_nothing_is_acknowledged_that_a_killed_postgres_forgets(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="PostgreSQL killed (SIGKILL)", seed=seed) as people:
        for _ in range(3 * rounds):
            async with people.talking():
                await people.some_time(0.5, 2.0)
                people.faults += 1
                kill(desk.postgres)
                await desk.revive(desk.postgres)
                await people.recover()
            await people.check()
        await people.finish()


async def test_messages_wait_while_postgres_stands_still(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="PostgreSQL frozen (SIGSTOP)", seed=seed) as people:
        for _ in range(rounds):
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                with frozen(desk.postgres):
                    await people.some_time(FROZEN_S, FROZEN_S * (1 if rounds == 1 else 5))
                await people.recover()
            await people.check()
        await people.finish()


async def test_connections_that_end_under_a_message_lose_none(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="database connections terminated", seed=seed) as people:
        async with people.talking():
            with psycopg.connect(desk.database_url, autocommit=True) as database:
                for _ in range(10 * rounds):
                    await people.some_time(0.1, 0.5)
                    people.faults += 1
                    database.execute(BACKENDS)
            await people.recover()
        await people.check()
        await people.finish()
