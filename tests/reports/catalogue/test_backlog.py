"""What was open when, and how old: as plain Python reads it out of the history."""

from datetime import date, datetime, timedelta

import pytest

from helpdesk.people.models import Desk, Requester, Team, User
from reports.actions import build_counts
from reports.choices import Grain
from reports.filters import Scope
from reports.periods import DAY, buckets, midnight
from tests.reports.catalogue.asking import answer, asked
from tests.reports.rows import HELSINKI, at
from tickets.actions import assign_ticket, merge_tickets, move_ticket, open_ticket, record_contact
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
UNSOLVED = ("new", "open", "pending")
TODAY = date(2026, 11, 20)


def open_then(moment: datetime) -> list[Ticket]:
    """Those whose last step before the moment left somebody something to do."""
    found = []
    for ticket in Ticket.objects.prefetch_related("events"):
        steps = [
            event.data.get("to") or event.data["status"]
            for event in sorted(ticket.events.all(), key=lambda each: (each.at, each.pk))
            if event.kind in ("opened", "status") and event.at < moment
        ]
        if steps and steps[-1] in UNSOLVED:
            found.append(ticket)
    return found


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_what_was_open_at_the_end_of_each_week_is_what_the_history_says(built: bool, year: Desk):
    if built:
        build_counts()

    rows = answer(year, "backlog", grain=Grain.WEEK).grids[0].rows

    filters = asked(year, "backlog", grain=Grain.WEEK).filters
    expected = [
        len(open_then(midnight(bucket.period.last + DAY, HELSINKI)))
        for bucket in list(buckets(filters.period, Grain.WEEK))
    ]
    assert [row.values[-1] for row in rows[:-1]] == expected
    assert len(set(expected)) > 10


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
@pytest.mark.parametrize("last", ["2026-03-29", "2026-07-15", "2026-11-20"])
def test_ages_are_counted_in_days_of_the_calendar(last: str, built: bool, year: Desk):
    if built:
        build_counts()
    day = date.fromisoformat(last)

    rows = answer(year, "backlog", "2026-03-01", last).grids[1].rows

    found = open_then(midnight(day + DAY, HELSINKI))
    old = [(day - ticket.created_at.astimezone(HELSINKI).date()).days for ticket in found]
    groups = [(0, 1), (2, 7), (8, 30), (31, 90), (91, 9999)]
    expected = [sum(low <= each <= high for each in old) for low, high in groups]
    assert [row.values[1] for row in rows] == [*expected, len(found)]


def make(person: Requester, moment: datetime, *steps: tuple[str, datetime]) -> Ticket:
    contact = record_contact(channel="web", requester=person, started_at=moment)
    ticket = open_ticket(contact, subject="Wi-Fi")
    Ticket.objects.filter(pk=ticket.pk).update(created_at=moment)
    ticket.events.filter(kind="opened").update(at=moment)
    for to, when in steps:
        move_ticket(ticket, to=to, at=when)
    ticket.refresh_from_db()
    return ticket


@pytest.fixture
def person(desk: Desk) -> Requester:
    return Requester.objects.create(name="Aino")


def test_a_ticket_solved_and_reopened_later_was_not_open_between(desk: Desk, person: Requester):
    make(
        person,
        at("2026-03-02 12:00"),
        ("open", at("2026-03-02 13:00")),
        ("solved", at("2026-03-03 12:00")),
        ("open", at("2026-03-06 12:00")),
    )
    build_counts()

    rows = answer(desk, "backlog", "2026-03-01", "2026-03-07").grids[0]

    days = answer(desk, "backlog", "2026-03-01", "2026-03-07", grain=Grain.DAY).grids[0].rows
    assert [row.values[-1] for row in days[:-1]] == [0, 1, 0, 0, 0, 1, 1]
    assert rows.rows[-1].values[1:] == (1, 1, 1, 1, 1)
    assert days[-1].values[1:] == (1, 1, 1, 1, 1)


def test_what_was_open_before_the_period_is_said_and_counted(desk: Desk, person: Requester):
    make(person, at("2026-02-10 12:00"))
    make(person, at("2026-02-11 12:00"), ("solved", at("2026-03-03 12:00")))
    make(person, at("2026-03-04 12:00"), ("closed", at("2026-03-04 13:00")))

    found = answer(desk, "backlog", "2026-03-01", "2026-03-31")

    assert found.sentences[0] == (
        "1 ticket was open at the end of 31 Mar 2026, 2 before the period began;"
        " 1 came in and 2 went out."
    )
    assert [row.values[1] for row in found.grids[1].rows] == [0, 0, 0, 1, 0, 1]


def test_times_count_the_open_ones_as_open_so_far(desk: Desk, person: Requester):
    noon = at("2026-03-02 12:00")
    for hours in (1, 1, 3):
        make(person, noon, ("solved", noon + timedelta(hours=hours)))
    for _ in range(2):
        make(person, noon)

    found = answer(desk, "backlog", "2026-03-01", "2026-03-31")

    whole = found.grids[2].rows[-1].values
    # Of five, two took between half an hour and an hour, one between two and three hours.
    assert whole[1:4] == (5, 3, 2)
    assert whole[4] == pytest.approx(7200 + 3600 / 2)
    assert whole[5] is None
    assert (
        found.sentences[1]
        == "Half of the requests of the period are solved within 2\u00a0h 30\u00a0min."
    )


def test_times_of_fewer_than_five_requests_are_not_told(desk: Desk, person: Requester):
    noon = at("2026-03-02 12:00")
    for _ in range(4):
        make(person, noon, ("solved", noon + timedelta(hours=1)))

    found = answer(desk, "backlog", "2026-03-01", "2026-03-31")

    assert found.grids[2].rows[-1].values[1:] == (4, 4, 0, None, None)
    assert len(found.sentences) == 1


def test_a_ticket_given_to_another_team_takes_its_history_along(desk: Desk, person: Requester):
    ticket = make(person, at("2026-03-02 12:00"), ("open", at("2026-03-05 12:00")))
    team = Team.objects.create(slug="media", name="Media")
    build_counts()
    assign_ticket(ticket, team=team)

    found = answer(desk, "backlog", "2026-03-01", "2026-03-31", scope=Scope(team))

    assert found.grids[0].rows[-1].values[1:] == (1, 0, 0, 1, 1)


def test_a_period_to_come_has_no_answer_yet(desk: Desk):
    found = answer(desk, "backlog", "2026-12-01", "2026-12-31")

    assert found.sentences == ("This period has not begun yet.",)


def test_days_to_come_of_a_running_period_stay_empty(desk: Desk, person: Requester):
    make(person, at("2026-11-19 12:00"))

    rows = answer(desk, "backlog", "2026-11-18", "2026-11-30", grain=Grain.DAY).grids[0].rows

    assert [row.values[-1] for row in rows] == [0, 1, 1, 1]


def test_a_year_of_open_work_takes_few_queries(year: Desk, django_assert_num_queries):
    build_counts()

    with django_assert_num_queries(4):
        answer(year, "backlog")


def test_a_merged_ticket_came_in_as_work_but_is_no_request_of_its_own(
    desk: Desk, person: Requester
):
    kept = make(person, at("2026-03-02 12:00"))
    other = make(person, at("2026-03-03 12:00"))
    merge_tickets(other, into=kept, by=User.objects.create_user("anna"))

    flow, _ages, times = answer(desk, "backlog", "2026-03-01", "2026-03-31").grids

    assert [column.title for column in flow.columns][1] == "Tickets opened"
    assert [column.title for column in times.columns][1] == "Requests"
    assert (flow.rows[-1].values[1], times.rows[-1].values[1]) == (2, 1)
