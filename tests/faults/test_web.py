"""Web processes die, or end as they are told to."""

from __future__ import annotations

from tests.faults.crowd import crowd
from tests.faults.desk import Desk, kill

CHATS = 12


async def test_nothing_is_lost_when_web_processes_are_killed_at_random_moments(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, seed=seed) as people:
        for number in range(4 * rounds):
            web = desk.webs[number % 2]
            async with people.talking():
                await people.some_time(0.5, 2.0)
                kill(web)
                desk.begin(web)
                await desk.serves(web)
                await people.recover()
            await people.check()
        await people.finish()
