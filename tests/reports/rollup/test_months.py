"""Years are read as months that are over, and are exact whatever happens in them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.people.models import Desk
from helpdesk.synthetic.make import make_contacts
from helpdesk.synthetic.plan import Wish as Crowd
from reports.actions import build_counts, compare_counts, refresh_counts
from reports.actions.keep_months import BY_MONTH
from reports.filters import Scope
from reports.measures.sums import sums
from reports.models import KeptMonth, MonthCount, RollupState
from reports.periods import DAY, Period
from reports.rollup.months import cut
from reports.rollup.reading import Wish, add_up
from reports.rollup.shapes import Rollup
from reports.rollup.tables import HOURS
from tests.reports.rows import HELSINKI, add_contacts, add_requests, add_team, at
from tickets.models import Contact

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))


def days_of(*periods: Period) -> list[date]:
    return [period.first + n * DAY for period in periods for n in range(period.days)]


def month(first: date) -> Period:
    return Period(first, (first + timedelta(days=32)).replace(day=1) - DAY)


@given(st.lists(periods, min_size=1, max_size=3), st.lists(periods, max_size=2))
def test_months_and_spans_are_all_days_of_the_periods_each_once(
    asked: list[Period], left_out: list[Period]
):
    found = cut(asked, left_out)

    covered = days_of(*map(month, found.months), *found.spans)
    assert sorted(covered) == sorted(set(days_of(*asked)))


@given(st.lists(periods, min_size=1, max_size=3), st.lists(periods, max_size=2))
def test_no_period_and_nothing_left_out_cuts_a_month(asked: list[Period], left_out: list[Period]):
    for first in cut(asked, left_out).months:
        inside = set(days_of(month(first)))
        assert all(len(inside & set(days_of(period))) in (0, len(inside)) for period in asked)
        assert not inside & set(days_of(*left_out))


def test_whole_months_are_taken_whole():
    found = cut([Period(date(2026, 1, 15), date(2026, 4, 30))])

    assert found.months == [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    assert found.spans == [Period(date(2026, 1, 15), date(2026, 1, 31))]


@pytest.fixture
def team(db: None) -> Scope:
    """A team with contacts in three months of the past."""
    Desk.objects.create(pk=1)
    found = add_team("service")
    for day in ("2025-01-10", "2025-02-10", "2025-02-20", "2025-03-31"):
        add_contacts("phone", at(f"{day} 12:00"), 3, team=found)
        add_requests("phone", at(f"{day} 12:00"), 2, team=found)
    build_counts()
    return Scope(found)


def counted(scope: Scope, first: str, last: str) -> int:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    ((n,),) = sums(("n",), scope, period, zone=HELSINKI)
    return n


def test_months_that_are_over_are_kept(team: Scope):
    kept = set(KeptMonth.objects.values_list("month", flat=True))

    assert {date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)} <= kept
    assert max(kept) < date.today().replace(day=1)
    figures = MonthCount.objects.filter(day=date(2025, 2, 1)).order_by("figure")
    assert list(figures.values_list("figure", "n")) == [("contacts", 6), ("requests", 4)]


def test_kept_months_are_what_is_read(team: Scope):
    MonthCount.objects.filter(day=date(2025, 2, 1)).update(n=100)

    assert counted(team, "2025-01-01", "2025-03-31") == 3 + 100 + 3


def test_a_late_record_is_seen_at_once_and_its_month_kept_again(team: Scope):
    add_contacts("phone", at("2025-02-11 12:00"), 1, team=team.team)

    before = counted(team, "2025-01-01", "2025-03-31")
    refresh_counts()
    after = counted(team, "2025-01-01", "2025-03-31")

    assert (before, after) == (13, 13)
    kept = MonthCount.objects.get(day=date(2025, 2, 1), figure="contacts")
    assert kept.n == 7
    assert KeptMonth.objects.filter(month=date(2025, 2, 1)).exists()


def test_a_month_without_anything_left_counts_nothing(team: Scope):
    Contact.objects.filter(started_at__lt=at("2025-02-01 00:00")).delete()

    before = counted(team, "2025-01-01", "2025-02-28")
    refresh_counts()

    assert (before, counted(team, "2025-01-01", "2025-02-28")) == (6, 6)


def test_a_month_cut_by_the_period_is_read_by_its_days(team: Scope):
    assert counted(team, "2025-01-01", "2025-02-15") == 6


def test_a_kept_month_that_is_not_the_sum_of_its_days_is_found_and_read_by_days(team: Scope):
    last = date.today().replace(day=1) - DAY
    add_contacts("phone", at(f"{last} 12:00"), 2, team=team.team)
    refresh_counts()
    MonthCount.objects.filter(day=last.replace(day=1), figure="contacts").update(n=100)

    found = compare_counts()

    assert found == 1
    assert RollupState.objects.get().differences == 1
    assert counted(team, str(last.replace(day=1)), str(last)) == 2
    refresh_counts()
    assert compare_counts() == 0


def read(rollup: Rollup, period: Period, *, months: bool) -> list[tuple[object, ...]]:
    """All that is kept of a period, by whatever may be asked."""
    keys = tuple(key for key in rollup.month_keys if key != "figure")
    sums = tuple(f"sum({name})" for name in rollup.sums)
    wish = Wish(sums, keys, months=(period,) if months else ())
    return add_up(rollup, period, wish, zone=HELSINKI)


@pytest.mark.django_db
def test_months_of_whatever_is_counted_say_what_days_and_facts_say():
    Desk.objects.create(pk=1)
    today = date.today()
    make_contacts(Crowd(3000, 1, today, 1), progress=lambda _made: None)
    period = Period(today - 300 * DAY, today)
    facts = {rollup.months: read(rollup, period, months=False) for rollup in BY_MONTH}
    build_counts()

    months = {rollup.months: read(rollup, period, months=True) for rollup in BY_MONTH}
    days = {rollup.months: read(rollup, period, months=False) for rollup in BY_MONTH}

    assert months == facts
    assert days == facts
    assert all(facts.values())
    assert KeptMonth.objects.count() >= 9


@pytest.mark.django_db
def test_a_weekday_is_asked_of_months_as_of_days():
    Desk.objects.create(pk=1)
    days = [date(2025, 2, 3), date(2025, 2, 4), date(2025, 2, 10), date(2025, 3, 3)]
    for day in days:
        add_contacts("phone", at(f"{day} 12:00"), 1)
    build_counts()
    mondays = Wish(("sum(n)",), where="weekday = 0")

    for first in (date(2025, 2, 1), date(2025, 2, 2)):
        period = Period(first, date(2025, 3, 15))
        wish = replace(mondays, months=(period,))
        assert add_up(HOURS, period, wish, zone=HELSINKI) == [(3,)]
