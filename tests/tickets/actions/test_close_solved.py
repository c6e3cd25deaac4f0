"""Long-solved tickets are closed by the desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from helpdesk.celery import app
from helpdesk.people.models import Desk, User
from reports.actions import build_counts
from reports.choices import Grain
from reports.filters import Scope
from reports.moved import moved, open_at
from reports.periods import Period
from tests.reports.catalogue.asking import answer
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeTicket
from tests.tickets.mail.letters import raw
from tickets import tasks
from tickets.actions import add_comment, close_solved, move_ticket, receive_email
from tickets.history import words_of
from tickets.models import Ticket, TicketEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
LATER = timedelta(days=14, minutes=1)


@pytest.fixture
def solved(ticket: Ticket, agent: User) -> Ticket:
    return move_ticket(ticket, to="solved", actor=agent)


def status_of(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).status


def age(days: int) -> None:
    """All that is there happened so many days ago."""
    past = timezone.now() - timedelta(days=days)
    Ticket.objects.update(created_at=past, updated_at=past)
    Ticket.objects.filter(solved_at__isnull=False).update(solved_at=past)
    TicketEvent.objects.update(at=past)


def test_what_is_solved_and_left_alone_is_closed(solved: Ticket) -> None:
    now = timezone.now() + LATER

    assert close_solved(now) == 1

    closed = Ticket.objects.get()
    assert (closed.status, closed.closed_at, closed.solved_at) == ("closed", now, solved.solved_at)


def test_history_says_that_the_desk_did_it(solved: Ticket) -> None:
    close_solved(timezone.now() + LATER)

    event = solved.events.last()
    assert event is not None
    assert (event.actor, event.data) == (None, {"from": "solved", "to": "closed", "quiet_days": 14})
    assert words_of(event) == "Solved → Closed, by the desk after 14 quiet days"


def test_a_second_run_finds_nothing(solved: Ticket) -> None:
    close_solved(timezone.now() + LATER)

    assert close_solved(timezone.now() + LATER) == 0
    assert solved.events.filter(data__to="closed").count() == 1


def test_the_last_day_is_waited_for(solved: Ticket) -> None:
    assert close_solved(timezone.now() + timedelta(days=13, hours=23)) == 0
    assert status_of(solved) == "solved"


def test_a_word_about_it_begins_the_days_anew(solved: Ticket, agent: User) -> None:
    age(20)
    add_comment(solved, kind="reply", body="Does it hold?", author=agent)

    assert close_solved() == 0
    assert status_of(solved) == "solved"


@pytest.mark.parametrize("status", ["new", "open", "pending"])
def test_what_is_not_solved_stays_however_old(make_ticket: MakeTicket, status: str) -> None:
    ticket = make_ticket(status=status)

    assert close_solved(timezone.now() + timedelta(days=1000)) == 0
    assert status_of(ticket) == status


def test_a_desk_may_say_never(solved: Ticket) -> None:
    Desk.objects.update(close_solved_days=0)

    assert close_solved(timezone.now() + timedelta(days=1000)) == 0
    assert status_of(solved) == "solved"


def test_a_desk_may_say_after_how_many_days(solved: Ticket) -> None:
    Desk.objects.update(close_solved_days=3)

    assert close_solved(timezone.now() + timedelta(days=4)) == 1


def test_old_years_are_closed_in_bounded_runs_the_oldest_first(make_ticket: MakeTicket) -> None:
    made = [make_ticket(status="solved") for _number in range(3)]
    age(400)
    oldest = made[1]
    Ticket.objects.filter(pk=oldest.pk).update(updated_at=timezone.now() - timedelta(days=900))

    assert close_solved(most=1) == 1
    assert status_of(oldest) == "closed"
    assert close_solved(most=5) == 2


def test_a_batch_is_a_transaction(make_ticket: MakeTicket, django_assert_num_queries: Any) -> None:
    for _number in range(3):
        make_ticket(status="solved")
    age(400)

    # The desk; two batches and an empty one: open, find, leave; a ticket: open, lock, move, write
    # down, touch, leave.
    with django_assert_num_queries(1 + 3 * 3 + 3 * 6):
        assert close_solved(batch=2) == 3


def test_the_clockwork_does_it(solved: Ticket) -> None:
    age(15)
    entry = app.conf.beat_schedule["tickets solved long ago"]
    assert entry["task"] == tasks.close_solved.name

    tasks.close_solved()

    assert status_of(solved) == "closed"


def test_no_report_counts_the_closing_as_work(solved: Ticket, desk: Desk) -> None:
    age(40)
    build_counts()
    today = timezone.localtime(timezone=desk.zone).date()
    first = today - timedelta(days=60)

    def told() -> list[Any]:
        grids = answer(desk, "backlog", str(first), str(today), grain=Grain.DAY).grids
        return [[row.values for row in grid.rows] for grid in grids]

    before = told()
    close_solved()

    assert told() == before
    assert [moved_on(day, desk) for day in (first, today)] == [1, 0]
    assert list(open_at(timezone.now())) == []


def moved_on(first: date, desk: Desk) -> int:
    """How many were solved from this day on."""
    today = timezone.localtime(timezone=desk.zone).date()
    return moved("solved", Period(first, today), Scope(), desk.zone).count()


def test_closing_lengthens_no_time_of_keeping(solved: Ticket) -> None:
    age(400)
    Ticket.objects.get().contacts.update(started_at=timezone.now() - timedelta(days=400))
    close_solved()

    before = timezone.now() - timedelta(days=390)
    assert list(Ticket.objects.over_before(before)) == [solved]


def test_a_mail_to_a_closed_ticket_makes_a_new_one(solved: Ticket) -> None:
    close_solved(timezone.now() + LATER)

    contact = receive_email(raw("It burns again", Subject=f"Re: [#{solved.pk}] Printer on fire"))

    assert contact.ticket_id != solved.pk
    assert (status_of(solved), Ticket.objects.get(pk=contact.ticket_id).status) == ("closed", "new")


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_close_each_ticket_once(make_ticket: MakeTicket) -> None:
    for _number in range(6):
        make_ticket(status="solved")
    age(400)

    closed = at_once(lambda: close_solved(batch=2), lambda: close_solved(batch=2))

    assert sum(closed) == 6
    assert TicketEvent.objects.filter(data__to="closed").count() == 6
