"""Who works on a ticket."""

from __future__ import annotations

import pytest

from helpdesk.errors import Invalid
from helpdesk.people.models import Team, User
from tickets.actions import assign_ticket
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_an_assignment_is_stored_and_written_down(ticket: Ticket, agent: User, team: Team) -> None:
    assign_ticket(ticket, assignee=agent, team=team, actor=agent)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.team) == (agent, team)
    assert ticket.events.get(kind="assigned").data == {
        "assignee": agent.pk,
        "assignee_name": "Anna",
        "team": team.pk,
        "team_name": "First line",
    }


def test_handing_to_a_team_frees_the_person_and_the_team_stays(
    ticket: Ticket, agent: User, team: Team
) -> None:
    assign_ticket(ticket, assignee=agent)
    assign_ticket(ticket, team=team)
    assign_ticket(ticket, assignee=None)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.team) == (None, team)
    assert ticket.events.filter(kind="assigned").count() == 2


def test_somebody_who_left_gets_no_ticket(ticket: Ticket, agent: User) -> None:
    agent.is_active = False

    with pytest.raises(Invalid):
        assign_ticket(ticket, assignee=agent)
