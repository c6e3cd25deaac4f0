"""Promised hours kept: the sums against a count minute by minute."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.people.hours import Calendar, Span, is_open, open_spans
from reports.kept_hours import (
    Gap,
    Held,
    Here,
    Staffed,
    State,
    Stretch,
    by_state,
    quarters,
    stretches,
)

MINUTE = timedelta(minutes=1)
HELSINKI, KATHMANDU = ZoneInfo("Europe/Helsinki"), ZoneInfo("Asia/Kathmandu")
LUNCH = (Span(time(2), time(11)), Span(time(12), time(16)))
ALL_DAY = (Span(time(0), time(0)),)
# The days on which clocks in Helsinki go forward and back, a usual one, and a zone at +05:45.
DAYS = [
    (HELSINKI, date(2026, 3, 29)),
    (HELSINKI, date(2026, 10, 25)),
    (HELSINKI, date(2026, 3, 4)),
    (KATHMANDU, date(2026, 3, 4)),
]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 4, hour, minute, tzinfo=UTC)


spans = st.tuples(st.integers(-120, 1560), st.integers(1, 600))
agents = st.integers(1, 3)


@st.composite
def days(draw):
    """A day with its hours, and what happened on it, in whole minutes from its beginning."""
    zone, day = draw(st.sampled_from(DAYS))
    week = dict.fromkeys(range(7), draw(st.sampled_from([LUNCH, ALL_DAY, ()])))
    here = draw(st.lists(st.tuples(agents, spans, st.integers(1, 6)), max_size=6))
    held = draw(st.lists(st.tuples(agents, spans), max_size=6))
    closed = draw(st.lists(spans, max_size=2))
    return Calendar(zone, week, {}), day, here, held, closed, draw(st.integers(1, 2))


@settings(max_examples=60, deadline=None)
@given(days())
def test_the_sums_are_those_of_counting_every_minute(drawn):
    calendar, day, here, held, closed, least = drawn
    start, end = midnights(calendar.zone, day)
    found = stretches(
        open_spans(calendar, start, end),
        [Here(agent, *moments(start, span), size) for agent, span, size in here],
        [Held(agent, *moments(start, span)) for agent, span in held],
        [moments(start, span) for span in closed],
    )

    sums = quarters(found, least, calendar.zone)

    assert {key[0] for key in sums} <= {day}
    assert minutes(sums) == by_the_minute(drawn)


def by_the_minute(drawn) -> Counter[str]:
    """What holds in each minute of the day, looked at one by one."""
    calendar, day, here, held, closed, least = drawn
    start, end = midnights(calendar.zone, day)
    count: Counter[str] = Counter()
    for number in range((end - start) // MINUTE):
        if not is_open(calendar, start + number * MINUTE):
            continue
        there = Counter(agent for agent, span, _size in here if covers(span, number))
        few = len(there) < least
        count["promised_ms"] += 1
        count["short_ms"] += few
        count["closed_ms"] += not few and any(covers(span, number) for span in closed)
        count["none_ms"] += len(there) == 0
        count["one_ms"] += len(there) == 1
        count["two_ms"] += len(there) == 2
        count["agent_ms"] += len(there)
        count["slot_ms"] += sum(size for _agent, span, size in here if covers(span, number))
        count["chat_ms"] += sum(covers(span, number) for agent, span in held if agent in there)
    return +count


def minutes(sums: dict[tuple[date, datetime], Staffed]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for quarter in sums.values():
        for name in Staffed.__slots__:
            whole[name] += getattr(quarter, name) // 60_000
    return +whole


def midnights(zone: ZoneInfo, day: date) -> tuple[datetime, datetime]:
    first, last = (
        datetime.combine(each, time(), zone).astimezone(UTC)
        for each in (day, day + timedelta(days=1))
    )
    return first, last


def moments(start: datetime, span: tuple[int, int]) -> tuple[datetime, datetime]:
    begins, length = span
    return start + begins * MINUTE, start + (begins + length) * MINUTE


def covers(span: tuple[int, int], minute: int) -> bool:
    begins, length = span
    return begins <= minute < begins + length


@pytest.mark.parametrize(("zone", "day", "hours"), [(*DAYS[0], 23), (*DAYS[1], 25), (*DAYS[3], 24)])
def test_a_day_around_the_clock_promises_as_long_as_it_lasts(zone, day, hours):
    calendar = Calendar(zone, dict.fromkeys(range(7), ALL_DAY), {})
    open_all_day = open_spans(calendar, *midnights(zone, day))

    sums = quarters(stretches(open_all_day, [], [], []), 1, zone)

    assert sum(quarter.promised_ms for quarter in sums.values()) == hours * 3_600_000
    assert {key[0] for key in sums} == {day}


def test_gaps_are_told_from_when_to_when_and_why():
    here = [Here(1, at(9, 20), at(16), 4), Here(2, at(9, 40), at(10), 4)]
    closed = [(at(9), at(9, 30)), (at(11, 5), at(11, 15))]

    found = list(by_state(stretches([(at(9), at(12)), (at(13), at(14))], here, [], closed), 1))

    assert found == [
        Gap(at(9), at(9, 20), State.SHORT, 0),
        Gap(at(9, 20), at(9, 30), State.CLOSED, 1),
        Gap(at(9, 30), at(11, 5), State.KEPT, 1),
        Gap(at(11, 5), at(11, 15), State.CLOSED, 1),
        Gap(at(11, 15), at(12), State.KEPT, 1),
        Gap(at(13), at(14), State.KEPT, 1),
    ]


def test_one_agent_of_two_wanted_is_too_few():
    assert Stretch(at(9), at(10), 1, 4, 0, False).state(2) == State.SHORT
