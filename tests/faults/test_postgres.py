"""PostgreSQL dies, stands still, or loses single connections."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from urllib.parse import urlsplit

import psycopg

from tests.faults.crowd import Crowd, crowd
from tests.faults.desk import Desk, end, frozen, kill
from tests.faults.journal import Side
from tests.faults.proxy import Proxy

CHATS = 12
FROZEN = "PostgreSQL frozen (SIGSTOP)"
BACKEND = "one PostgreSQL backend killed (SIGKILL)"
AIMED = "web process killed between COMMIT and `ok`"
BACKENDS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 4
"""
NOTICED_S = UNHEARD_S = 0.3
LIMIT_S = 60.0
ONE_BACKEND = """
SELECT pid FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1
"""
STORED = "SELECT client_id::text FROM chat_event WHERE client_id::text = ANY(%s)"


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


async def test_windows_are_told_while_postgres_stands_still_and_go_on_afterwards(
    desk: Desk, rounds: int, seed: int, long: bool
) -> None:
    frozen_s = 20.0 if long else 10.0
    async with crowd(desk, CHATS, fault=FROZEN, seed=seed) as people:
        for _ in range(rounds):
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                with frozen(desk.postgres):
                    # What was on its way when all stood still may yet arrive.
                    await people.some_time(0.5, 0.5)
                    before, until = people.acknowledged, time.monotonic() + frozen_s
                    await people.all_hear(people.hear_delays(), within_s=frozen_s)
                    await asyncio.sleep(until - time.monotonic())
                    assert people.acknowledged == before
                await people.recover()
            await people.check()
        await people.finish()


async def test_a_crash_of_a_single_backend_takes_nothing_with_it(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault=BACKEND, seed=seed) as people:
        for _ in range(2 * rounds):
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                with psycopg.connect(desk.database_url, autocommit=True) as database:
                    ((pid,),) = database.execute(ONE_BACKEND).fetchall()
                os.kill(pid, signal.SIGKILL)
                # The postmaster ends all other backends as well, and recovers from its log.
                await people.some_time(NOTICED_S, NOTICED_S)
                await asyncio.to_thread(desk.postgres.wait_until_ready)
                await people.recover()
            await people.check()
        await people.finish()


async def test_what_was_committed_but_never_acknowledged_is_stored_once(
    near_desk: Desk, rounds: int, seed: int, long: bool
) -> None:
    """PostgreSQL commits, its answer is swallowed on the way, and the web process is killed."""
    desk, (host, port) = near_desk, address(near_desk.database_url)
    sides: tuple[Side, Side] = ("visitor", "agent")
    async with (
        Proxy(port, host) as before_postgres,
        crowd(desk, CHATS, fault=AIMED, seed=seed) as people,
    ):
        for number in range(2 * rounds if long else 1):
            web, side = desk.webs[number % 2], sides[number % 2]
            await end(web)
            url = desk.database_url.replace(f"{host}:{port}", before_postgres.address)
            desk.begin(web, DATABASE_URL=url)
            await desk.serves(web)
            await people.recover()
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                before = people.sent_again
                await committed_unheard(desk, people, side, before_postgres)
                kill(web)
                desk.begin(web)
                await desk.serves(web)
                await people.recover()
            await people.check()
            assert people.sent_again > before
        await people.finish()


async def committed_unheard(desk: Desk, people: Crowd, side: Side, network: Proxy) -> None:
    """Swallows what PostgreSQL answers. Returns when it has held a message of this side for a while
    and its window does not know it.
    """
    stored: set[str] = set()
    async with asyncio.timeout(LIMIT_S):
        while not stored & unanswered(people, side):
            network.swallow(to_client=True)
            stored = await asyncio.to_thread(among_stored, desk, unanswered(people, side))
            await asyncio.sleep(UNHEARD_S)


def unanswered(people: Crowd, side: Side) -> set[str]:
    said = (one for journal in people.journals for one in journal.said)
    return {one.client_id for one in said if one.side == side and one.answered_at is None}


def among_stored(desk: Desk, client_ids: set[str]) -> set[str]:
    with psycopg.connect(desk.database_url, autocommit=True) as database:
        return {found for (found,) in database.execute(STORED, [list(client_ids)])}


def address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


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
