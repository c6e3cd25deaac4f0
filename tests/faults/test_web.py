"""Web processes die, or end as they are told to."""

from __future__ import annotations

from tests.faults.crowd import crowd
from tests.faults.desk import Desk, end, kill

CHATS = 12


async def test_nothing_is_lost_when_web_processes_are_killed_at_random_moments(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="web process killed (SIGKILL)", seed=seed) as people:
        for number in range(4 * rounds):
            web = desk.webs[number % 2]
            async with people.talking():
                await people.some_time(0.5, 2.0)
                people.faults += 1
                kill(web)
                desk.begin(web)
                await desk.serves(web)
                await people.recover()
            await people.check()
        await people.finish()


async def test_a_web_process_that_is_told_to_end_says_goodbye_and_nothing_is_lost(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(
        near_desk, CHATS, fault="web process restarted (SIGTERM)", seed=seed
    ) as people:
        for number in range(2 * rounds):
            web = near_desk.webs[number % 2]
            async with people.talking():
                await people.some_time(0.5, 1.5)
                people.faults += 1
                told = people.hear_goodbyes(number % 2)
                await end(web)
                await people.all_hear(told)
                near_desk.begin(web)
                await near_desk.serves(web)
                await people.recover()
            await people.check()
        await people.finish()
