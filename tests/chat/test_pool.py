"""How the message path reaches PostgreSQL."""

from __future__ import annotations

import asyncio

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from chat import pool
from chat.pool import Away, Pool, conninfo

BACKEND = "SELECT pg_backend_pid()"
END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ANY(%(pids)s)"


def test_what_django_is_told_of_the_way_holds_for_messages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = {**connection.settings_dict.get("OPTIONS", {}), "sslmode": "verify-full"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", options)
    monkeypatch.setitem(connection.settings_dict, "NAME", "elsewhere")

    address = conninfo_to_dict(conninfo())

    assert (address["dbname"], address["sslmode"], address["application_name"]) == (
        "elsewhere",
        "verify-full",
        "helpdesk messages",
    )
    assert "statement_timeout=5s" in address["options"]


@pytest.mark.django_db(transaction=True)
async def test_connections_that_the_server_ended_are_replaced_at_once() -> None:
    some, other = Pool(conninfo(), 4), Pool(conninfo(), 1)
    asked = await asyncio.gather(*(some.fetch(f"{BACKEND}, pg_sleep(0.2)") for _ in range(4)))
    pids = {rows[0][0] for rows in asked}

    await other.fetch(END, {"pids": list(pids)})
    (after,) = await some.fetch(BACKEND)

    assert len(pids) == 4
    assert after[0] not in pids
    await some.close()
    await other.close()


@pytest.mark.django_db(transaction=True)
async def test_a_statement_whose_connection_breaks_is_done_on_another() -> None:
    some, other = Pool(conninfo(), 1), Pool(conninfo(), 1)
    ((pid,),) = await some.fetch(BACKEND)
    asked = asyncio.create_task(some.fetch(f"{BACKEND}, pg_sleep(0.3)"))
    await asyncio.sleep(0.1)

    await other.fetch(END, {"pids": [pid]})
    ((after, _),) = await asked

    assert after != pid
    await some.close()
    await other.close()


@pytest.mark.django_db(transaction=True)
async def test_who_gets_no_answer_is_told_and_waits_for_nothing_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "ANSWER_S", 0.1)
    monkeypatch.setattr(pool, "WAIT_S", 0.1)
    some = Pool(conninfo(), 1)
    await some.fetch("SELECT 1")

    with pytest.raises(Away):
        await asyncio.wait_for(some.fetch("SELECT pg_sleep(4)"), 2)

    await some.close()


async def test_a_server_that_says_nothing_is_not_waited_for_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "WAIT_S", 0.3)
    hold = asyncio.Event()
    silent = await asyncio.start_server(lambda *_: hold.wait(), "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    some = Pool(f"host=127.0.0.1 port={port} dbname=nowhere", 2)

    with pytest.raises(Away):
        await asyncio.wait_for(some.fetch("SELECT 1"), 3)

    hold.set()
    silent.close()


@pytest.mark.django_db(transaction=True)
async def test_a_wrong_statement_spoils_no_connection() -> None:
    some = Pool(conninfo(), 1)
    ((pid,),) = await some.fetch(BACKEND)

    with pytest.raises(psycopg.errors.DivisionByZero):
        await some.fetch("SELECT 1/0")

    assert await some.fetch(BACKEND) == [(pid,)]
    await some.close()
