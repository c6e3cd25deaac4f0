"""Calls and e-mails held against those of the same weeks a year before."""

from datetime import date, timedelta

import pytest

from helpdesk.people.models import Desk
from reports.filters import Scope
from reports.intervals import Interval
from reports.measures.closure import YEAR, Closure, closure
from reports.periods import Period
from tests.reports.rows import HELSINKI, add_contacts, add_team, at, filters

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
MONDAY = date(2026, 9, 7)


def add_week(monday: date, **counts: int) -> None:
    for channel, n in counts.items():
        add_contacts(channel, at(f"{monday} 12:00"), n)


def add_years(weeks: int = 10) -> None:
    """Chats rise from 2 to 12 a week; calls and e-mails fall from 20 to 11."""
    for n in range(weeks):
        monday = MONDAY + timedelta(weeks=n)
        add_week(monday - YEAR, chat=2, phone=14, email=6, web=1)
        add_week(monday, chat=12, phone=6, email=5, web=1)


def found(first: str = "2026-09-01", last: str = "2026-11-20", **options) -> Closure | None:
    return closure(filters(first, last, **options), zone=HELSINKI, today=TODAY)


def test_whole_weeks_stand_beside_the_same_weeks_a_year_before(desk: Desk):
    add_years()

    seen = found()

    assert seen
    assert seen.now == Period(MONDAY, date(2026, 11, 15))
    assert seen.before == Period(MONDAY - YEAR, date(2025, 11, 16))
    numbers = {name: (change.now, change.before) for name, change in seen.changes.items()}
    assert numbers == {"chats": (120, 20), "calls-and-mails": (110, 200), "all": (240, 230)}


def test_further_chats_times_the_share_should_have_spared_so_many(desk: Desk):
    add_years()

    seen = found()

    assert seen
    assert seen.expected(Interval(0.8, 0.95)) == (-95.0, -80.0)


def test_weeks_before_the_records_began_are_left_out(desk: Desk):
    add_years(9)

    seen = found("2025-01-01")

    assert seen
    assert seen.now.first == MONDAY


@pytest.mark.parametrize("weeks", [0, 7])
def test_records_that_are_too_short_say_nothing(desk: Desk, weeks: int):
    add_years(weeks)

    assert found(last=f"{MONDAY + timedelta(weeks=weeks)}") is None


def test_the_running_week_does_not_count(desk: Desk):
    add_years()
    add_week(date(2026, 11, 16), phone=500)

    seen = found()

    assert seen
    assert seen.changes["calls-and-mails"].now == 110


def test_of_one_team_its_own_contacts_count(desk: Desk):
    add_years()
    team = add_team("campus")
    for n in range(10):
        for back in (YEAR, timedelta(0)):
            noon = at(f"{MONDAY + timedelta(weeks=n) - back} 12:00")
            add_contacts("phone", noon, 3, team=team)

    seen = found(scope=Scope(team=team))

    assert seen
    assert (seen.changes["all"].now, seen.changes["all"].before) == (30, 30)


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(pk=1)
