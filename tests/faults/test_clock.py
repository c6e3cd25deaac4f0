"""Clocks are set forth and back, and pass the nights in which an hour is missing or comes twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.faults.clock import wrong_clocks
from tests.faults.crowd import crowd
from tests.faults.desk import Desk

pytestmark = pytest.mark.long_form
CHATS = 12
SET = "all clocks set by an hour, forth and back"
NIGHTS = {
    "the night in which an hour comes twice": datetime(2026, 10, 25, 1, 0, tzinfo=UTC),
    # Not 2027: the desk is closed on Easter Sunday.
    "the night in which an hour is missing": datetime(2028, 3, 26, 1, 0, tzinfo=UTC),
}
BEFORE_S = 12.0


async def test_nothing_is_lost_or_out_of_order_where_clocks_are_set(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    with wrong_clocks(near_desk) as clocks:
        async with crowd(near_desk, CHATS, fault=SET, seed=seed) as people:
            for _ in range(rounds):
                for wrong_by_s in (3600.0, 0.0, -3600.0, 0.0):
                    async with people.talking():
                        await people.some_time(0.3, 1.0)
                        people.faults += 1
                        clocks.set(wrong_by_s)
                        # Long enough for sweeps to come round.
                        await people.some_time(6.0, 7.0)
                        await people.recover()
                    await people.check()
            await people.finish()


@pytest.mark.parametrize("night", NIGHTS)
async def test_chats_go_on_through_the_nights_in_which_clocks_change(
    near_desk: Desk, seed: int, night: str
) -> None:
    ahead_s = NIGHTS[night].timestamp() - datetime.now(UTC).timestamp() - BEFORE_S
    with wrong_clocks(near_desk, ahead_s) as clocks:
        async with crowd(near_desk, CHATS, fault=night, seed=seed) as people:
            clocks.set(NIGHTS[night].timestamp() - datetime.now(UTC).timestamp() - BEFORE_S)
            async with people.talking():
                people.faults += 1
                await people.some_time(1.5 * BEFORE_S, 2 * BEFORE_S)
                await people.recover()
            await people.check()
            await people.finish()
