"""How long whoever stands in the queue will wait."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.waits import (
    Answers,
    Estimate,
    Experience,
    Served,
    answers,
    estimate,
    leaving_rate,
    service_s,
)

TEN_MINUTES = tuple(Served(600, 4) for _ in range(10))


def wait(position: int, *, free: int = 0, places: int = 4, **known: Any) -> Estimate:
    experience = Experience(**{"served": TEN_MINUTES, **known})
    return estimate(position, free=free, places=[places], experience=experience, promise_s=10)


def test_without_experience_the_promise_is_expected() -> None:
    assert estimate(1, free=1, places=[4], experience=Experience(), promise_s=20) == Estimate(
        20, 20, 20
    )


def test_whoever_finds_a_free_place_waits_as_people_did_lately() -> None:
    assert wait(2, free=2, answers=Answers(4, 8, 30)) == Estimate(8, 4, 30)


def test_behind_the_free_places_one_moves_up_when_a_chat_ends_or_somebody_leaves() -> None:
    known: dict[str, Any] = {"waited_s": 3300.0, "left": 11, "answers": Answers(0, 5, 9)}
    mu, theta = 4 / 600, 12 / 3600

    found = wait(3, free=1, **known)

    assert found.expected_s == pytest.approx(5 + 1 / (mu + theta) + 1 / (mu + 2 * theta))


def test_people_who_never_leave_wait_for_the_ends_of_chats_only() -> None:
    found = wait(2, waited_s=1e12)

    assert found.expected_s == pytest.approx(10 + 2 * 600 / 4, abs=0.01)


def test_patience_is_all_time_waited_by_those_who_left() -> None:
    assert leaving_rate(Experience(waited_s=5700, left=19)) == pytest.approx(20 / 6000)


def test_nothing_known_counts_as_one_who_left_after_five_minutes() -> None:
    assert leaving_rate(Experience()) == pytest.approx(1 / 300)


def test_chats_take_longer_where_agents_have_more_of_them() -> None:
    served = [Served(300 + 100 * at_once, at_once) for at_once in (1, 2, 3) for _ in range(20)]

    assert service_s(served, at_once=3) == pytest.approx(600)
    assert service_s(served, at_once=6) == pytest.approx(600)  # nobody had six: no guess beyond
    assert service_s(served, at_once=1) == pytest.approx(500)  # those who wait meet busy agents


def test_few_chats_say_only_how_long_they_took() -> None:
    assert service_s([Served(200, 1), Served(400, 4)], at_once=4) == 300


def test_answers_are_told_by_tenths() -> None:
    assert answers([float(n) for n in range(101)]) == Answers(10, 50, 90)
    assert answers([7.0]) == Answers(7, 7, 7)
    assert answers([]) is None


@pytest.mark.parametrize(
    ("soonest", "latest", "told"),
    [
        (2, 9, (0, 60)),
        (2, 60, (0, 60)),
        (2, 61, (0, 180)),
        (60, 170, (60, 180)),
        (70, 299, (60, 300)),
        (200, 301, (180, None)),
        (5, 900, (0, None)),
        (400, 900, (300, None)),
    ],
)
def test_waits_are_told_in_steps(
    soonest: float, latest: float, told: tuple[int, int | None]
) -> None:
    assert Estimate(latest, soonest, latest).told == told


@given(
    free=st.integers(0, 10),
    places=st.lists(st.integers(1, 6), min_size=1, max_size=9),
    waited=st.floats(0, 1e6),
    left=st.integers(0, 200),
)
def test_nobody_further_back_is_told_a_shorter_wait(
    free: int, places: list[int], waited: float, left: int
) -> None:
    experience = Experience(TEN_MINUTES, None, waited, left)
    told = [
        estimate(place, free=free, places=places, experience=experience, promise_s=10)
        for place in range(1, 20)
    ]

    assert [one.expected_s for one in told] == sorted(one.expected_s for one in told)
    assert all(one.soonest_s <= one.expected_s for one in told)
    assert all(one.latest_s >= one.soonest_s for one in told)


@pytest.mark.parametrize("behind", [1, 3, 8])
def test_eight_of_ten_waits_lie_in_the_range(behind: int) -> None:
    """Against a queue that is played out: exponential ends of chats, people who lose patience."""
    rng = random.Random(behind)
    known: dict[str, Any] = {"waited_s": 1e5 - 300, "left": 499, "answers": Answers(0, 0, 0)}
    found = wait(behind, **known)
    mu, theta = 4 / 600, 500 / 1e5

    played = [
        sum(rng.expovariate(mu + (ahead + 1) * theta) for ahead in range(behind))
        for _ in range(20_000)
    ]

    inside = sum(found.soonest_s <= one <= found.latest_s for one in played) / len(played)
    assert inside == pytest.approx(0.8, abs=0.015)
    assert sum(played) / len(played) == pytest.approx(found.expected_s, rel=0.03)
