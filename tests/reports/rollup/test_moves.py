"""How tickets come and go, counted by day: kept counts and history say the same at any moment."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.people.models import Requester, Team
from reports.actions import build_counts, compare_counts, refresh_counts
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, total
from reports.rollup.tables import AGES, SOLVES, TEAM_FLOW
from tests.reports.rows import HELSINKI, add_team, at
from tickets.choices import MOVES, UNSOLVED
from tickets.models import Ticket, TicketEvent

pytestmark = pytest.mark.django_db

OCTOBER = Period(date(2026, 10, 1), date(2026, 11, 30))
START = datetime(2026, 10, 22, 20, tzinfo=UTC)
HOURS = st.integers(0, 150)
CHANGES = st.one_of(
    st.tuples(st.just("open"), HOURS, st.sampled_from(["new", "open", "solved"])),
    st.tuples(st.just("move"), HOURS, st.integers(0, 9)),
    st.tuples(st.just("hand over"), st.just(0), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.just(0), st.integers(0, 9)),
    st.tuples(st.just("refresh"), st.just(0), st.just(0)),
)


def by_day() -> Counter[tuple[date, int, str]]:
    names = ("opened", "reopened", "solved")
    wish = Wish([total(name) for name in names], by=("day", "team"))
    rows = add_up(TEAM_FLOW, OCTOBER, wish, zone=HELSINKI)
    return Counter(
        {
            (day, team, name): count
            for day, team, *counts in rows
            for name, count in zip(names, counts, strict=True)
            if count
        }
    )


def of_the_history() -> Counter[tuple[date, int, str]]:
    found: Counter[tuple[date, int, str]] = Counter()
    for event in TicketEvent.objects.select_related("ticket"):
        day, team = event.at.astimezone(HELSINKI).date(), event.ticket.team_id or 0
        if event.kind == "opened":
            found[day, team, "opened"] += 1
            found[day, team, "solved"] += event.data["status"] not in UNSOLVED
        elif event.data["from"] in UNSOLVED and event.data["to"] not in UNSOLVED:
            found[day, team, "solved"] += 1
        elif event.data["from"] not in UNSOLVED and event.data["to"] in UNSOLVED:
            found[day, team, "reopened"] += 1
    return +found


def open_one(moment: datetime, status: str = "new", **fields: Any) -> Ticket:
    requester, _made = Requester.objects.get_or_create(name="Aino")
    ticket = Ticket.objects.create(
        requester=requester,
        subject="?",
        origin_channel="web",
        created_at=moment,
        status=status,
        solved_at=None if status in UNSOLVED else moment,
        **fields,
    )
    TicketEvent.objects.create(ticket=ticket, kind="opened", at=moment, data={"status": status})
    return ticket


def move_one(ticket: Ticket, to: str, moment: datetime) -> None:
    TicketEvent.objects.create(
        ticket=ticket, kind="status", at=moment, data={"from": ticket.status, "to": to}
    )
    if to == "solved":
        ticket.solved_at = moment
    elif to == "closed":
        ticket.closed_at = moment
    else:
        ticket.solved_at = None
    ticket.status = to
    ticket.save()


def carry_out(change: tuple[str, int, Any], team: Team) -> None:
    kind, hours, which = change
    moment = START + timedelta(hours=hours)
    tickets = list(Ticket.objects.order_by("pk"))
    if kind == "open":
        open_one(moment, which)
    elif kind == "refresh":
        refresh_counts()
    elif tickets:
        ticket = tickets[which % len(tickets)]
        if kind == "delete":
            ticket.delete()
        elif kind == "hand over":
            Ticket.objects.filter(pk=ticket.pk).update(team=None if ticket.team_id else team)
        elif MOVES[ticket.status]:
            steps = sorted(MOVES[ticket.status])
            move_one(ticket, steps[hours % len(steps)], max(moment, ticket.created_at))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, max_size=14))
def test_moves_are_true_after_any_changes_and_refreshes(changes: list[tuple[str, int, Any]]):
    Ticket.objects.all().delete()
    team = Team.objects.filter(slug="service").first() or add_team("service")
    build_counts()

    for change in changes:
        carry_out(change, team)
        assert by_day() == of_the_history()

    refresh_counts()
    assert by_day() == of_the_history()
    assert compare_counts(days=60) == 0


def test_ages_are_days_by_the_wall_clock_of_the_desk_and_end_at_three_months():
    ticket = open_one(at("2026-10-24 23:30"))
    move_one(ticket, "solved", at("2026-10-26 00:30"))
    move_one(open_one(at("2026-07-01 12:00")), "closed", at("2026-10-26 12:00"))

    found = add_up(AGES, OCTOBER, Wish([total("net")], by=("day", "age")), zone=HELSINKI)

    saturday, monday = date(2026, 10, 24), date(2026, 10, 26)
    assert found == [(saturday, 0, 1), (monday, 2, -1), (monday, 91, -1)]


def test_times_to_the_solving_fall_under_their_edges():
    noon = at("2026-10-05 12:00")
    for seconds in (60, 61, 300, 400 * 86_400):
        move_one(open_one(noon), "solved", noon + timedelta(seconds=seconds))
    move_one(open_one(noon), "closed", noon + timedelta(days=2))
    open_one(noon)

    found = add_up(SOLVES, OCTOBER, Wish([total("n")], by=("upto",)), zone=HELSINKI)

    assert found == [(-1, 1), (0, 1), (60, 1), (300, 2), (2 * 86_400, 1)]
