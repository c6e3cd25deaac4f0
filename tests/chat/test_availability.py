"""Whether chat is open, and how long one waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.availability import Load, expected_wait_s, why_closed


@pytest.mark.parametrize(
    ("in_hours", "agents", "waiting", "reason"),
    [
        (True, [Load(4, 0)], 0, None),
        (True, [Load(4, 4), Load(4, 3)], 0, None),
        (False, [Load(4, 0)], 0, "hours"),
        (True, [], 0, "nobody"),
        (False, [], 9, "hours"),
        (True, [Load(4, 4)], 0, "full"),
        (True, [Load(1, 3)], 0, "full"),
        (True, [Load(4, 0)], 5, "queue"),
    ],
)
def test_chat_is_open_in_hours_with_a_free_agent_and_a_short_queue(
    in_hours: bool, agents: list[Load], waiting: int, reason: str | None
) -> None:
    assert why_closed(in_hours=in_hours, agents=agents, waiting=waiting, queue_limit=5) == reason


def test_whoever_finds_a_free_place_waits_as_people_did_lately() -> None:
    wait = expected_wait_s(
        2, free=2, slots=8, recent_waits=[4, 8, 30], recent_durations=[480], promise_s=10
    )

    assert wait == 8


def test_whoever_stands_behind_waits_until_places_free_up() -> None:
    wait = expected_wait_s(
        3, free=1, slots=4, recent_waits=[10], recent_durations=[400], promise_s=10
    )

    assert wait == 10 + 2 * 100


def test_without_experience_the_promise_is_expected() -> None:
    wait = expected_wait_s(1, free=1, slots=4, recent_waits=[], recent_durations=[], promise_s=20)

    assert wait == 20


@given(
    free=st.integers(0, 10),
    slots=st.integers(0, 60),
    waits=st.lists(st.floats(0, 3600)),
    durations=st.lists(st.floats(0, 7200)),
)
def test_nobody_further_back_is_told_a_shorter_wait(
    free: int, slots: int, waits: list[float], durations: list[float]
) -> None:
    told = [
        expected_wait_s(
            place,
            free=free,
            slots=slots,
            recent_waits=waits,
            recent_durations=durations,
            promise_s=10,
        )
        for place in range(1, 20)
    ]

    assert told == sorted(told)
