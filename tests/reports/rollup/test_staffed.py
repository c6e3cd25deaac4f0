"""Who was there in promised hours: kept sums and facts say the same, whatever changed when."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.models import Closure, PresenceSpan
from helpdesk.people.models import Desk, Holiday, Membership, ServiceHours, Team
from reports.actions import build_counts, compare_counts, refresh_counts
from reports.models import StaffedQuarter
from reports.periods import Period
from reports.promised import read_promise
from reports.rollup.reading import Wish, total
from reports.rollup.staffed import StaffedCounts
from tests.reports.answered import add_agent, add_answered, add_shift
from tests.reports.rows import add_team, at

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
HOUR_MS = 3_600_000


@pytest.fixture
def desk() -> Desk:
    """Open from nine to three on weekdays."""
    for weekday in range(5):
        ServiceHours.objects.create(weekday=weekday, opens=time(9), closes=time(15))
    return Desk.objects.create(pk=1)


def hours(desk: Desk, team: int = 0, period: Period = MARCH) -> list[tuple[date, float, float]]:
    """Promised hours a day, and those with too few agents."""
    wish = Wish((total("promised_ms"), total("short_ms")), by=("day",))
    rows = StaffedCounts(read_promise(desk), period).add_up(wish, team=team)
    return [(day, promised / HOUR_MS, short / HOUR_MS) for day, promised, short in rows]


def queries_of_facts(desk: Desk) -> int:
    with CaptureQueriesContext(connection) as found:
        hours(desk)
    return sum("FROM chat_participation" in query["sql"] for query in found.captured_queries)


def test_before_it_is_on_record_who_was_there_nothing_is_counted(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-30 10:00"), hours=2)

    assert hours(desk) == [(date(2026, 3, 30), 5, 3), (date(2026, 3, 31), 6, 6)]


def test_kept_days_are_read_without_looking_at_the_facts(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-30 08:00"))
    before = hours(desk)
    build_counts()

    assert queries_of_facts(desk) == 0
    assert hours(desk) == before == [(date(2026, 3, 30), 6, 0), (date(2026, 3, 31), 6, 6)]


def test_what_changes_later_is_seen_at_once_and_after_counting_anew(desk: Desk):
    anna = add_agent("anna")
    add_shift(anna, at("2026-03-30 08:00"))
    build_counts()
    span = PresenceSpan.objects.get()

    span.ends_at = at("2026-03-30 12:00")
    span.save()
    add_shift(anna, at("2026-03-31 09:30"))
    seen = hours(desk)
    refresh_counts()

    assert hours(desk) == seen == [(date(2026, 3, 30), 6, 3), (date(2026, 3, 31), 6, 0.5)]
    assert queries_of_facts(desk) == 0


def test_a_stretch_of_several_days_marks_each_of_them(desk: Desk):
    anna = add_agent("anna")
    add_shift(anna, at("2026-03-23 08:00"), hours=1)
    build_counts()
    add_shift(anna, at("2026-03-23 12:00"), hours=75)

    assert hours(desk)[:5] == [
        (date(2026, 3, 23), 6, 3),
        (date(2026, 3, 24), 6, 0),
        (date(2026, 3, 25), 6, 0),
        (date(2026, 3, 26), 6, 0),
        (date(2026, 3, 27), 6, 6),
    ]


def test_who_is_still_there_counts_until_now(desk: Desk):
    ServiceHours.objects.all().delete()
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens=time(0), closes=time(0))
    now = timezone.now()
    PresenceSpan.objects.create(
        user=add_agent("anna"), status="online", capacity=4, starts_at=now - timedelta(hours=2)
    )
    today = timezone.localdate(timezone=desk.zone)
    build_counts()

    rows = hours(desk, period=Period(today - timedelta(days=1), today))

    assert sum(promised for _day, promised, _short in rows) == pytest.approx(2, abs=0.01)
    assert sum(short for _day, _promised, short in rows) == 0
    assert not StaffedQuarter.objects.filter(day=today).exists()


def test_hours_holidays_teams_and_what_they_want_hold_for_the_past_as_they_are_today(desk: Desk):
    anna, team = add_agent("anna"), add_team("wifi")
    add_shift(anna, at("2026-03-30 08:00"))
    build_counts()
    assert hours(desk, team.pk)[0] == (date(2026, 3, 30), 6, 6)

    Membership.objects.create(team=team, user=anna)
    joined = hours(desk, team.pk)
    ServiceHours.objects.filter(weekday=0).update(closes=time(11))
    shorter = hours(desk, team.pk)
    Team.objects.update(least_agents=2)
    two_wanted = hours(desk, team.pk)
    Holiday.objects.create(day=date(2026, 3, 31), name="Inventory")
    closed = hours(desk, team.pk)
    refresh_counts()

    assert [found[0][1:] for found in (joined, shorter, two_wanted)] == [(6, 0), (2, 0), (2, 2)]
    assert closed == hours(desk, team.pk) == [(date(2026, 3, 30), 2, 2)]
    assert queries_of_facts(desk) == 0


def test_a_holiday_to_come_does_not_make_the_past_be_counted_anew(desk: Desk):
    add_shift(add_agent("anna"), at("2026-03-30 08:00"))
    build_counts()

    Holiday.objects.create(day=timezone.localdate() + timedelta(days=30), name="Juhannus")

    assert queries_of_facts(desk) == 0


def test_a_closing_of_a_team_holds_for_that_team_alone(desk: Desk):
    anna, team = add_agent("anna"), add_team("wifi")
    Membership.objects.create(team=team, user=anna)
    add_shift(anna, at("2026-03-30 08:00"))
    start, end = at("2026-03-30 11:05"), at("2026-03-30 11:15")
    Closure.objects.create(team=team, wait_seconds=700, starts_at=start, ends_at=end)
    wish = Wish((total("closed_ms"),), by=("team",))

    found = StaffedCounts(read_promise(desk), MARCH).add_up(wish)

    assert found == [(0, 0), (team.pk, 600_000)]


def test_slots_and_chats_are_counted_as_long_as_their_agent_is_there(desk: Desk):
    anna = add_agent("anna")
    add_shift(anna, at("2026-03-30 09:00"), hours=2)
    add_answered(anna, at("2026-03-30 10:50"), [10], minutes=20)
    build_counts()
    wish = Wish((total("slot_ms"), total("chat_ms")))

    assert StaffedCounts(read_promise(desk), MARCH).add_up(wish, team=0) == [
        (6 * 2 * HOUR_MS, HOUR_MS // 6)
    ]


def test_the_comparison_finds_a_kept_row_that_is_not_true(desk: Desk):
    yesterday = timezone.localdate(timezone=desk.zone) - timedelta(days=1)
    ServiceHours.objects.create(weekday=yesterday.weekday(), opens=time(7), closes=time(8))
    start = timezone.now() - timedelta(days=3)
    add_shift(add_agent("anna"), start, hours=80)
    build_counts()
    assert compare_counts() == 0

    one = StaffedQuarter.objects.filter(day=yesterday).order_by("at")[0]
    StaffedQuarter.objects.filter(team=0, day=yesterday, at=one.at).update(short_ms=7)

    assert compare_counts() == 2
    assert [
        short for _day, _promised, short in hours(desk, period=Period(yesterday, yesterday))
    ] == [0]
