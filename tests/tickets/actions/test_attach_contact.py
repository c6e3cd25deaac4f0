"""A ticket gathers further contacts of its person."""

from __future__ import annotations

import pytest

from helpdesk.people.models import Requester, User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact, MakeTicket
from tickets.actions import (
    attach_contact,
    erase_contacts,
    move_ticket,
    open_ticket,
    record_contact,
)
from tickets.errors import Erased, HasTicket, OtherPerson, TicketClosed
from tickets.models import Contact, Ticket

pytestmark = pytest.mark.django_db


def test_a_further_contact_joins_and_history_says_so(
    ticket: Ticket, make_contact: MakeContact, agent: User
) -> None:
    contact = make_contact(channel="phone")

    attach_contact(contact, ticket=ticket, actor=agent)

    assert contact.ticket == ticket
    assert ticket.contacts.count() == 2
    event = ticket.events.get(kind="contact")
    assert (event.actor, event.data) == (agent, {"contact": contact.pk, "channel": "phone"})


def test_attaching_twice_changes_nothing(ticket: Ticket, make_contact: MakeContact) -> None:
    contact = make_contact()
    attach_contact(contact, ticket=ticket)
    attach_contact(contact, ticket=ticket)

    assert ticket.events.filter(kind="contact").count() == 1


def test_a_contact_of_nobody_becomes_the_tickets_persons(ticket: Ticket) -> None:
    contact = record_contact(channel="phone")

    attach_contact(contact, ticket=ticket)

    contact.refresh_from_db()
    assert contact.requester == ticket.requester


def test_the_ticket_of_another_person_is_refused(ticket: Ticket) -> None:
    leo = Requester.objects.create(name="Leo")

    with pytest.raises(OtherPerson):
        attach_contact(record_contact(channel="chat", requester=leo), ticket=ticket)


def test_a_closed_ticket_is_refused(ticket: Ticket, make_contact: MakeContact) -> None:
    move_ticket(ticket, to="closed")

    with pytest.raises(TicketClosed):
        attach_contact(make_contact(), ticket=ticket)


def test_a_contact_whose_words_are_erased_joins_none(
    ticket: Ticket, make_contact: MakeContact
) -> None:
    contact = make_contact()
    erase_contacts([contact.pk])

    with pytest.raises(Erased):
        attach_contact(contact, ticket=ticket)


def test_a_contact_of_another_ticket_is_refused(ticket: Ticket, make_contact: MakeContact) -> None:
    contact = make_contact()
    other = open_ticket(contact, subject="Other")

    with pytest.raises(HasTicket) as refusal:
        attach_contact(contact, ticket=ticket)

    assert refusal.value.details == {"ticket": other.pk}


@pytest.mark.django_db(transaction=True)
def test_of_two_tickets_at_once_one_gets_the_contact(
    make_ticket: MakeTicket, make_contact: MakeContact
) -> None:
    tickets, contact = [make_ticket(), make_ticket()], make_contact()

    def attach(ticket: Ticket) -> Ticket:
        return attach_contact(Contact.objects.get(pk=contact.pk), ticket=ticket)

    results = at_once(*(lambda ticket=ticket: attach(ticket) for ticket in tickets))

    assert sorted(type(result).__name__ for result in results) == ["HasTicket", "Ticket"]
