"""Windows die, are loaded anew, stand side by side, and are offline for a minute."""

from __future__ import annotations

import asyncio

import pytest

from tests.faults.crowd import crowd
from tests.faults.desk import Desk
from tests.faults.proxy import Proxy

CHATS = 12
RELOADED = "visitors' windows killed and loaded anew"
CONSOLES = "agents' consoles killed and loaded anew"
TWO = "two windows of each visitor, reset"
OFFLINE = "visitors offline for a minute"
AWAY_S = 60.0


async def test_windows_that_die_and_are_loaded_anew_send_what_they_had_stored(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[0]) as network,
        crowd(near_desk, CHATS, fault=RELOADED, seed=seed, visitors_at=network.url) as people,
    ):
        for _ in range(3 * rounds):
            async with people.talking():
                await people.some_time(0.3, 1.0)
                people.faults += CHATS
                network.reset()
                await asyncio.gather(*(talk.reload() for talk in people.talks))
                await people.recover()
            await people.check()
        await people.finish()


@pytest.mark.long_form
async def test_consoles_that_die_and_are_loaded_anew_show_all_again(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[1]) as network,
        crowd(near_desk, CHATS, fault=CONSOLES, seed=seed, agents_at=network.url) as people,
    ):
        for _ in range(2 * rounds):
            async with people.talking():
                await people.some_time(0.3, 1.0)
                people.faults += len(people.staff.agents)
                for talk in people.talks:
                    talk.reload_console()
                network.reset()
                await people.recover()
            await people.check()
        await people.finish()


async def test_two_windows_of_one_visitor_both_speak_and_show_the_same(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[0]) as network,
        crowd(near_desk, CHATS, fault=TWO, seed=seed, visitors_at=network.url) as people,
    ):
        people.open_second_windows()
        for _ in range(2 * rounds):
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                network.reset()
                await people.recover()
            await people.check()
        await people.finish()


@pytest.mark.long_form
async def test_visitors_who_were_offline_for_a_minute_catch_up(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with (
        Proxy(near_desk.ports[0]) as network,
        crowd(near_desk, CHATS, fault=OFFLINE, seed=seed, visitors_at=network.url) as people,
    ):
        for _ in range(rounds):
            async with people.talking():
                await people.some_time(0.3, 1.0)
                people.faults += 1
                network.refuse = True
                network.reset()
                await asyncio.sleep(AWAY_S)
                network.heal()
                await people.recover()
            await people.check()
        await people.finish()
