"""The one door of a ticket's status."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from helpdesk.people.models import User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeTicket
from tickets.actions import move_ticket
from tickets.choices import MOVES, Status
from tickets.errors import NotAMove
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("before", "to"), list(product(Status.values, repeat=2)))
def test_only_listed_steps_are_allowed(make_ticket: MakeTicket, before: str, to: str) -> None:
    ticket = make_ticket(status=before)

    if to in MOVES[before] or to == before:
        assert move_ticket(ticket, to=to).status == to
    else:
        with pytest.raises(NotAMove):
            move_ticket(ticket, to=to)


def test_an_unknown_state_is_refused(ticket: Ticket) -> None:
    with pytest.raises(NotAMove):
        move_ticket(ticket, to="lost")


def test_a_step_is_written_down(ticket: Ticket, agent: User) -> None:
    move_ticket(ticket, to="solved", actor=agent, at=NOON)

    event = ticket.events.get(kind="status")
    assert (event.actor, event.at, event.data) == (agent, NOON, {"from": "new", "to": "solved"})
    assert ticket.solved_at == NOON


def test_reopening_takes_the_solution_back(ticket: Ticket) -> None:
    move_ticket(ticket, to="solved")
    move_ticket(ticket, to="open")

    ticket.refresh_from_db()
    assert (ticket.status, ticket.solved_at) == ("open", None)


def test_closing_keeps_when_it_was_solved(ticket: Ticket) -> None:
    move_ticket(ticket, to="solved", at=NOON)
    move_ticket(ticket, to="closed")

    ticket.refresh_from_db()
    assert ticket.solved_at == NOON
    assert ticket.closed_at is not None


def test_staying_is_no_step(ticket: Ticket) -> None:
    move_ticket(ticket, to="new")

    assert not ticket.events.filter(kind="status").exists()


@pytest.mark.django_db(transaction=True)
def test_two_steps_at_once_follow_each_other(make_ticket: MakeTicket) -> None:
    ticket = make_ticket(status="open")

    results = at_once(
        *(
            lambda to=to: move_ticket(Ticket.objects.get(pk=ticket.pk), to=to)
            for to in ("solved", "closed")
        )
    )

    ticket.refresh_from_db()
    steps = [
        (event.data["from"], event.data["to"]) for event in ticket.events.filter(kind="status")
    ]
    assert steps in ([("open", "solved"), ("solved", "closed")], [("open", "closed")])
    assert ticket.status == "closed"
    assert len(results) == 2
