"""Who is due for relief, by tables and by chance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.fatigue import Held, Rule, Worked, is_rested, last_rest, load_percent, strained

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
RULE = Rule(timedelta(minutes=120), 75)


def ago(minutes: float) -> datetime:
    return NOON - timedelta(minutes=minutes)


def worked(*spans: tuple[float, float], capacity: int = 4) -> list[Worked]:
    return [Worked(ago(start), ago(end), capacity) for start, end in spans]


def held(*spans: tuple[float, float], times: int = 1) -> list[Held]:
    return [Held(ago(start), ago(end)) for start, end in spans for _ in range(times)]


@pytest.mark.parametrize(
    ("spans", "chats", "load"),
    [
        ([(200, 0)], 3, 75),
        ([(200, 0)], 2, None),
        ([(120, 0)], 4, 100),
        ([(119, 0)], 4, None),
        ([(200, 60), (51, 0)], 3, 81),
        ([(200, 60), (50, 0)], 3, None),
        ([(200, 10)], 3, None),
        ([(200, 130), (120, 0)], 3, 75),
        ([(200, 129), (119, 0)], 4, None),
        ([], 4, None),
    ],
    ids=[
        "three of four places for two hours",
        "two of four places is no high load",
        "the stretch is just long enough",
        "not long enough yet",
        "a pause of nine minutes is no rest",
        "a pause of ten minutes is one",
        "a rest lasts now",
        "a rest ended when the stretch began",
        "a rest ended after the stretch began",
        "not there at all",
    ],
)
def test_who_is_due(spans: list[tuple[float, float]], chats: int, load: int | None) -> None:
    found = strained(RULE, worked(*spans), held((200, 0), times=chats), at=NOON)

    assert found == load


def test_what_counts_the_load_anew_starts_the_stretch_again() -> None:
    busy = worked((200, 0)), held((200, 0), times=4)

    found = [strained(RULE, *busy, at=NOON, rested_at=ago(minutes)) for minutes in (119, 120)]

    assert found == [None, 100]


def test_each_time_weighs_by_its_length_and_its_capacity() -> None:
    spans = worked((100, 50), capacity=2) + worked((50, 0), capacity=6)

    found = load_percent(spans, held((100, 0), (50, 0)), since=ago(100), until=NOON)

    assert found == 38  # 150 of 400 minutes


def test_nobody_there_has_no_load() -> None:
    assert load_percent([], held((100, 0)), since=ago(100), until=NOON) == 0


@pytest.mark.parametrize(
    ("spans", "is_it"), [([(60, 10)], True), ([(60, 9)], False), ([(60, 15), (5, 0)], True)]
)
def test_a_rest_takes_ten_minutes(spans: list[tuple[float, float]], is_it: bool) -> None:
    assert is_rested(worked(*spans), at=NOON) is is_it


minutes = st.integers(0, 300)
spans = st.lists(st.tuples(minutes, minutes).map(lambda ends: (max(ends), min(ends))), max_size=8)


@given(spans)
def test_rests_are_those_of_a_count_minute_by_minute(given_spans: list[tuple[int, int]]) -> None:
    there = [any(start >= m > end for start, end in given_spans) for m in range(130, 0, -1)]
    ends, run = None, 0
    for index, busy in enumerate([*there, None]):
        if busy is False:
            run += 1
            continue
        if run >= 10:
            ends = ago(130 - index)
        run = 0

    found = last_rest(worked(*[s for s in given_spans if s[0] > s[1]]), since=ago(130), until=NOON)

    assert found == ends


@given(spans, st.integers(0, 6), st.integers(0, 6))
def test_who_has_fewer_chats_is_never_due_before_who_has_more(
    given_spans: list[tuple[int, int]], fewer: int, more: int
) -> None:
    few, many = sorted((fewer, more))
    found = [
        strained(RULE, worked(*given_spans), held((300, 0), times=chats), at=NOON) or 0
        for chats in (few, many)
    ]

    assert found == sorted(found)
