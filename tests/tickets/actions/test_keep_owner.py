"""Nobody is bounced: what was passed on twice stays with one person."""

from __future__ import annotations

import pytest

from helpdesk.people.models import Team, User
from tests.tickets.conftest import MakeContact
from tickets.actions import assign_ticket, attach_contact, keep_owner
from tickets.errors import KeepsAssignee
from tickets.models import Contact, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mikko(db: None) -> User:
    return User.objects.create_user("mikko", "mikko@desk.example", first_name="Mikko")


@pytest.fixture
def kept(ticket: Ticket, agent: User) -> Ticket:
    assign_ticket(ticket, assignee=agent)
    Ticket.objects.update(keeps_assignee=True)
    return ticket


@pytest.mark.parametrize(("transfers", "keeps"), [([1], False), ([2], True), ([1, 1], True)])
def test_transfers_are_counted_over_all_contacts_whatever_their_channel(
    ticket: Ticket, make_contact: MakeContact, agent: User, transfers: list[int], keeps: bool
) -> None:
    for number, channel in zip(transfers, ("phone", "email"), strict=False):
        contact = make_contact(channel=channel)
        Contact.objects.filter(pk=contact.pk).update(transfers=number)
        attach_contact(contact, ticket=ticket)

    keep_owner(ticket, owner=agent)
    keep_owner(ticket, owner=agent)

    ticket.refresh_from_db()
    assert (ticket.keeps_assignee, ticket.assignee) == (keeps, agent if keeps else None)
    assert ticket.events.filter(kind="assigned").count() == int(keeps)


def test_whoever_has_it_keeps_it(ticket: Ticket, agent: User, mikko: User) -> None:
    assign_ticket(ticket, assignee=agent)
    Contact.objects.update(transfers=2)

    keep_owner(ticket, owner=mikko)

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.keeps_assignee) == (agent, True)


def test_what_nobody_has_waits_for_its_first_owner(ticket: Ticket, agent: User) -> None:
    Contact.objects.update(transfers=2)

    keep_owner(ticket)
    before = Ticket.objects.get().keeps_assignee
    assign_ticket(ticket, assignee=agent)

    assert (before, Ticket.objects.get().keeps_assignee) == (False, True)


def test_the_second_reassignment_is_the_last(ticket: Ticket, agent: User, mikko: User) -> None:
    for person in (agent, mikko, agent):
        assign_ticket(ticket, assignee=person, actor=person)

    with pytest.raises(KeepsAssignee):
        assign_ticket(ticket, assignee=mikko, actor=mikko)

    assert Ticket.objects.get().assignee == agent


@pytest.mark.parametrize("to_nobody", [False, True])
def test_only_a_supervisor_takes_a_kept_ticket_away(
    kept: Ticket, agent: User, mikko: User, supervisor: User, to_nobody: bool
) -> None:
    to = None if to_nobody else mikko
    for actor in (agent, mikko, None):
        with pytest.raises(KeepsAssignee):
            assign_ticket(kept, assignee=to, actor=actor)

    assign_ticket(kept, assignee=to, actor=supervisor)

    assert Ticket.objects.get().assignee == to


def test_the_team_of_a_kept_ticket_may_change(kept: Ticket, agent: User, team: Team) -> None:
    assign_ticket(kept, assignee=agent, team=team, actor=agent)

    assert Ticket.objects.get().team == team


def test_a_kept_ticket_of_somebody_who_left_is_anybodys(
    kept: Ticket, agent: User, mikko: User
) -> None:
    User.objects.filter(pk=agent.pk).update(is_active=False)

    assign_ticket(kept, assignee=mikko, actor=mikko)

    assert Ticket.objects.get().assignee == mikko
