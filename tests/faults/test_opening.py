"""Chats that are opened while something dies are opened, once, and taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.faults.crowd import Crowd, crowd
from tests.faults.desk import Desk, frozen, kill

CHATS = 6
NEWCOMERS = 4
OPENED = "chats opened while {}"


async def _web_dies(desk: Desk, people: Crowd) -> None:
    kill(desk.webs[0])
    await people.some_time(0.5, 1.0)
    desk.begin(desk.webs[0])
    await desk.serves(desk.webs[0])


async def _postgres_dies(desk: Desk, people: Crowd) -> None:
    kill(desk.postgres)
    await people.some_time(0.5, 1.0)
    await desk.revive(desk.postgres)


async def _postgres_stands_still(desk: Desk, people: Crowd) -> None:
    with frozen(desk.postgres):
        await people.some_time(10, 12)


async def _valkey_dies(desk: Desk, people: Crowd) -> None:
    kill(desk.valkey)
    desk.forget_all()
    await people.some_time(1.0, 2.0)
    await desk.revive(desk.valkey)


FAULTS: dict[str, Callable[[Desk, Crowd], Awaitable[None]]] = {
    "a web process is killed": _web_dies,
    "PostgreSQL is killed": _postgres_dies,
    "PostgreSQL is frozen": _postgres_stands_still,
    "Valkey is killed": _valkey_dies,
}


LONG_FORM = ("PostgreSQL is frozen", "Valkey is killed")


@pytest.mark.parametrize(
    "fault",
    [pytest.param(name, marks=[pytest.mark.long_form] * (name in LONG_FORM)) for name in FAULTS],
)
async def test_a_chat_that_is_opened_during_a_fault_is_opened_once_and_taken(
    desk: Desk, rounds: int, seed: int, fault: str
) -> None:
    for turn in range(rounds):
        async with crowd(
            desk, CHATS, fault=OPENED.format(fault), seed=seed + turn, room=NEWCOMERS
        ) as people:
            async with people.talking():
                people.faults += 1
                coming = asyncio.create_task(people.welcome(NEWCOMERS, apart_s=1.0))
                await people.some_time(0.1, 0.5)
                await FAULTS[fault](desk, people)
                await coming
                await people.recover()
            await people.check()
            assert await asyncio.to_thread(people.open_chats) == CHATS + NEWCOMERS
            await people.finish()
