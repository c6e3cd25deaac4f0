"""Marked days are left out of every figure that is about days, and of no other."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chat.models import PresenceSpan, RefusedAttempt
from helpdesk.people.models import Desk, Requester, User
from reports.actions import build_counts
from reports.catalogue import REPORTS
from reports.choices import Without
from reports.definitions import LEFT_OUT
from reports.filters import Scope
from reports.grids import Grid
from reports.happenings import marked_days
from reports.measures.workload import present
from reports.models import Annotation, CostRate
from reports.report import Answer, Report
from tests.reports.catalogue.asking import answer, asked
from tests.reports.rows import add_chats, add_contacts, add_requests, at
from tickets.models import Ticket, TicketEvent

pytestmark = pytest.mark.django_db
MARCH = ("2026-03-01", "2026-03-31")
BAD, GOOD = at("2026-03-05 12:00"), at("2026-03-12 12:00")
"""Two Thursdays; the first is marked."""


@pytest.fixture
def without(desk: Desk) -> Scope:
    Annotation.objects.create(
        first_day="2026-03-05", last_day="2026-03-05", kind="outage", may_be_left_out=True
    )
    return Scope(without=Without.MARKED, left_out=marked_days())


def grid(found: Answer, key: str) -> Grid:
    return next(each for each in found.grids if each.key == key)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
def test_each_report_that_leaves_days_out_says_what_that_means(report: Report):
    assert (LEFT_OUT in report.definitions) == ("without" in report.uses)


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_people_refused_on_a_day_left_out_are_not_lost(built: bool, desk: Desk, without: Scope):
    for when in (BAD, GOOD, GOOD):
        add_chats(when, 1, reply_after=None, outcome="missed")
        RefusedAttempt.objects.create(at=when, reason="hours")
    if built:
        build_counts()

    attempts, reasons = answer(desk, "lost", *MARCH, scope=without).grids

    assert attempts.rows[-1].values[1:4] == (4, 2, 2)
    assert sum(reasons.column("n")) == 2


def test_ratings_and_who_gave_them_are_of_the_days_kept(desk: Desk, without: Scope):
    add_chats(BAD, 4, satisfaction=1, survey_comment="Nothing works")
    add_chats(GOOD, 2, satisfaction=5, survey_comment="All is well")

    found = answer(desk, "satisfaction", *MARCH, scope=without)

    assert grid(found, "ratings").rows[-1].values[1] == 2
    assert sum(grid(found, "who-by-waited").column("rated")) == 2
    assert sum(grid(found, "who-by-outcome").column("rated")) == 2
    assert grid(found, "comments").column("comment") == ["All is well"] * 2


def test_answers_about_chat_are_of_the_days_kept(desk: Desk, without: Scope):
    add_chats(BAD, 4, alternative="none")
    add_chats(GOOD, 2, alternative="phone")

    found = answer(desk, "displacement", *MARCH, scope=without)

    assert found.headline == 100
    assert grid(found, "who-by-part").column("answered") == [2]


def test_whole_weeks_are_held_against_whole_weeks_a_year_before(desk: Desk, without: Scope):
    for weeks in range(70):
        add_contacts("phone", BAD - timedelta(weeks=weeks), 2)

    found = answer(desk, "displacement", "2026-01-05", "2026-03-31", scope=without)

    whole = grid(found, "year-before").rows[-1]
    assert whole.values[1:4] == (18, 24, -6)
    assert [whole.drills[key].rows(desk.zone).count() for key in ("now", "before")] == [18, 24]
    assert "without" not in whole.drills["now"].query


def test_a_day_left_out_costs_nothing_not_even_its_part_of_the_month(desk: Desk, without: Scope):
    CostRate.objects.create(channel="phone", from_day=date(2020, 1, 1), per_hour=60, per_month=310)
    for when, count in ((BAD, 4), (GOOD, 2)):
        add_contacts("phone", when, count, first_reply_at=when, ended_at=when)

    found = answer(desk, "cost", *MARCH, scope=without, call_minutes="10")

    (phone,) = found.grids[0].rows
    assert phone.values[1] == phone.drills["n"].rows(desk.zone).count() == 2
    assert phone.values[5:7] == (Decimal("20.0"), Decimal("300.0"))


def test_where_no_day_is_left_nothing_is_said_of_rates(desk: Desk, without: Scope):
    CostRate.objects.create(channel="phone", from_day=date(2020, 1, 1), per_hour=60, per_month=0)

    found = answer(desk, "cost", "2026-03-05", "2026-03-05", scope=without)

    assert found.sentences == ("None of these days counts: they are to come, or left out.",)


def test_missing_topics_are_counted_on_the_days_kept(desk: Desk, without: Scope):
    add_contacts("phone", BAD, 4, recorded_at=GOOD)
    add_contacts("phone", GOOD, 2, recorded_at=GOOD)

    _state, gaps = answer(desk, "trust", *MARCH, scope=without).grids

    assert [row.values[1] for row in gaps.rows] == [0, 2, 2, 0, 0, 0]


def test_need_and_presence_are_means_of_the_days_kept(desk: Desk, without: Scope):
    agent = User.objects.create_user("a")
    for when, chats, hours in ((BAD, 90, 1), (GOOD, 2, 2)):
        add_contacts("chat", when, chats)
        PresenceSpan.objects.create(
            user=agent,
            status="online",
            capacity=4,
            starts_at=when,
            ends_at=when + timedelta(hours=hours),
        )

    found = answer(desk, "staffing", "2026-03-05", "2026-03-12", scope=without)

    assert [row.values[4] for row in grid(found, "have").rows] == [Decimal("1.0")]
    assert [row.values[4] for row in grid(found, "need").rows] == [1]


def test_presence_across_midnight_ends_where_a_day_left_out_begins(desk: Desk, without: Scope):
    add_contacts("chat", at("2026-03-11 23:50"))
    PresenceSpan.objects.create(
        user=User.objects.create_user("a"),
        status="online",
        capacity=4,
        starts_at=at("2026-03-04 23:45"),
        ends_at=at("2026-03-05 00:30"),
    )

    found = present(asked(desk, "staffing", "2026-03-01", "2026-03-31", scope=without))

    assert found == {(2, 95): 900.0}


def test_only_how_long_requests_took_is_told_without_the_days_left_out(desk: Desk, without: Scope):
    for when, count in ((BAD, 7), (GOOD, 5)):
        add_requests("chat", when, count)
    TicketEvent.objects.bulk_create(
        TicketEvent(ticket=ticket, kind="opened", at=ticket.created_at, data={"status": "new"})
        for ticket in Ticket.objects.all()
    )
    assert Requester.objects.count() == 1

    flow, ages, times = answer(desk, "backlog", *MARCH, scope=without).grids

    assert flow.rows[-1].values[1:] == (12, 0, 0, 12, 12)
    assert ages.rows[-1].values[1] == 12
    assert times.rows[-1].values[1:4] == (5, 0, 5)
    assert [flow.rows[-1].drills[key].rows(desk.zone).count() for key in ("opened", "open")] == [
        12,
        12,
    ]
    assert times.rows[-1].drills["opened"].rows(desk.zone).count() == 5
