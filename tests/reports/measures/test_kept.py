"""Periods with holes have exactly the days that were not left out."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reports.happenings import each_day
from reports.measures.kept import without
from reports.periods import Period

DAYS = st.integers(0, 40).map(lambda n: date(2026, 2, 20) + timedelta(days=n))
PERIODS = st.tuples(DAYS, DAYS).map(lambda ends: Period(min(ends), max(ends)))


@given(PERIODS, st.lists(PERIODS, max_size=4))
def test_what_is_kept_are_the_days_that_are_not_left_out(period: Period, out: list[Period]):
    kept = without(period, tuple(out))

    assert each_day(kept) == [day for day in each_day([period]) if day not in each_day(out)]


@given(PERIODS, st.lists(PERIODS, max_size=4))
def test_stretches_of_kept_days_do_not_touch(period: Period, out: list[Period]):
    kept = without(period, tuple(out))

    assert all((after.first - before.last).days > 1 for before, after in pairwise(kept))
