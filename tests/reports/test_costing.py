"""What contacts cost, counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.costing import Guess, Rate, Stretch, Work, cost, months, stretches, within
from reports.periods import Period

NEW_YEAR = date(2026, 1, 1)


def rate(from_day: date, per_hour: int = 60, per_month: int = 0, channel: str = "chat") -> Rate:
    return Rate(channel, from_day, Decimal(per_hour), Decimal(per_month))


def year_of(per_hour: int = 60, per_month: int = 0) -> Stretch:
    return Stretch(Period(NEW_YEAR, date(2026, 12, 31)), rate(NEW_YEAR, per_hour, per_month))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-02-01", "2026-02-28", 1),
        ("2026-01-01", "2026-12-31", 12),
        ("2026-04-16", "2026-04-30", 0.5),
        ("2026-04-30", "2026-05-01", 1 / 30 + 1 / 31),
        ("2028-02-29", "2028-02-29", 1 / 29),
    ],
)
def test_days_are_parts_of_their_month(first: str, last: str, expected: float):
    days = Period(date.fromisoformat(first), date.fromisoformat(last))

    assert months(days) == pytest.approx(expected)


def test_a_rate_holds_until_the_next_of_its_channel():
    rates = [
        rate(date(2026, 3, 1), 70),
        rate(date(2025, 1, 1), 60),
        rate(date(2026, 2, 1), 1, channel="phone"),
    ]

    found = stretches(rates, "chat", Period(date(2026, 2, 10), date(2026, 3, 20)))

    assert [(each.days.first, each.days.last, each.rate.per_hour) for each in found] == [
        (date(2026, 2, 10), date(2026, 2, 28), 60),
        (date(2026, 3, 1), date(2026, 3, 20), 70),
    ]


def test_days_before_the_first_rate_have_none():
    found = stretches([rate(date(2026, 3, 1))], "chat", Period(NEW_YEAR, date(2026, 2, 28)))

    assert found == []


@given(
    st.lists(st.integers(0, 800), max_size=6, unique=True), st.integers(0, 800), st.integers(0, 400)
)
def test_each_day_has_the_last_rate_before_it(starts: list[int], first: int, length: int):
    rates = [rate(NEW_YEAR + timedelta(days=day), per_hour=day) for day in starts]
    begin = NEW_YEAR + timedelta(days=first)
    period = Period(begin, begin + timedelta(days=length))

    found = stretches(rates, "chat", period)

    for n in range(period.days):
        day = begin + timedelta(days=n)
        holding = [each.rate.per_hour for each in found if each.days.first <= day <= each.days.last]
        known = [start for start in starts if NEW_YEAR + timedelta(days=start) <= day]
        assert holding == ([max(known)] if known else [])


def test_attention_and_the_fixed_cost_are_shared_by_all_contacts():
    found = cost([(year_of(60, 100), Work(100, 80, 36_000, 0))], None, 0.1)

    assert (found.attention, found.fixed, found.each) == (600.0, 1200.0, 18.0)
    assert (found.attention_each, found.ends(found.each)) == (6.0, (17.4, 18.6))


def test_minutes_that_nobody_measured_are_assumed_and_may_be_wrong():
    found = cost([(year_of(), Work(50, 0, 0, 40))], Guess(minutes=9.0, within=0.25), None)

    assert (found.hours, found.attention, found.each) == (6.0, 360.0, 7.2)
    assert found.ends(found.each) == pytest.approx((5.4, 9.0))


def test_measured_minutes_without_weeks_enough_have_no_range():
    found = cost([(year_of(), Work(10, 10, 3600, 0))], None, None)

    assert (found.each, found.ends(found.each)) == (6.0, None)


def test_each_stretch_has_its_own_rate():
    dear = Stretch(Period(NEW_YEAR, NEW_YEAR), rate(NEW_YEAR, 120))

    found = cost([(year_of(60), Work(1, 1, 3600, 0)), (dear, Work(1, 1, 3600, 0))], None, None)

    assert found.attention == 180.0


def test_nobody_costs_nothing_each():
    found = cost([(year_of(60, 100), Work(0, 0, 0, 0))], None, None)

    assert (found.each, found.attention_each, found.ends(found.each)) == (None, None, None)


def test_how_far_a_mean_may_be_off_comes_from_how_weeks_vary():
    rng = Random(5)
    weeks = [(rng.randrange(200, 400) * n, n) for n in (rng.randrange(10, 40) for _ in range(30))]

    found = within(weeks)

    samples = sorted(_resampled(weeks, rng) for _ in range(4000))
    mean = sum(s for s, _n in weeks) / sum(n for _s, n in weeks)
    half = (samples[3899] - samples[99]) / 2 / mean
    assert found == pytest.approx(half, rel=0.15)


def _resampled(weeks: list[tuple[int, int]], rng: Random) -> float:
    drawn = rng.choices(weeks, k=len(weeks))
    return sum(s for s, _n in drawn) / sum(n for _s, n in drawn)


@pytest.mark.parametrize("weeks", [[], [(100, 10)] * 7, [(0, 5)] * 9])
def test_too_little_is_not_judged(weeks: list[tuple[int, int]]):
    assert within(weeks) is None
