"""Valkey is only a hint: dead, empty or frozen, messages are acknowledged and shown."""

from __future__ import annotations

from tests.faults.crowd import crowd
from tests.faults.desk import Desk, frozen, kill

CHATS = 12
AWAY = "Valkey away for {:.0f} s, back empty"


async def test_messages_flow_between_processes_while_valkey_is_away_and_when_it_is_back_empty(
    near_desk: Desk, rounds: int, seed: int, long: bool
) -> None:
    desk, away_s = near_desk, 120.0 if long else 10.0
    async with crowd(desk, CHATS, fault=AWAY.format(away_s), seed=seed) as people:
        for _ in range(rounds):
            async with people.talking():
                people.faults += 1
                kill(desk.valkey)
                desk.forget_all()
                await people.some_time(away_s, away_s)
                await people.recover()
                await desk.revive(desk.valkey)
                await people.recover()
            await people.check()
        await people.finish()


async def test_messages_flow_between_processes_while_valkey_stands_still(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="Valkey frozen (SIGSTOP)", seed=seed) as people:
        for _ in range(rounds):
            async with people.talking():
                people.faults += 1
                with frozen(desk.valkey):
                    await people.some_time(4, 6)
                    await people.recover()
                await people.recover()
            await people.check()
        await people.finish()


async def test_valkey_may_die_again_and_again(desk: Desk, rounds: int, seed: int) -> None:
    async with crowd(desk, CHATS, fault="Valkey killed, back empty at once", seed=seed) as people:
        for _ in range(3 * rounds):
            async with people.talking():
                await people.some_time(0.3, 1.0)
                people.faults += 1
                kill(desk.valkey)
                desk.forget_all()
                await desk.revive(desk.valkey)
                await people.recover()
            await people.check()
        await people.finish()
