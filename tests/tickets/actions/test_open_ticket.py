"""A contact gets one ticket."""

from __future__ import annotations

import pytest

from helpdesk.people.models import User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact
from tickets.actions import erase_contacts, open_ticket, record_contact
from tickets.errors import Erased, NoRequester
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db


def test_a_ticket_takes_what_the_contact_knows(
    make_contact: MakeContact, topic: Topic, agent: User
) -> None:
    contact = make_contact(channel="phone", topic=topic, language="sv")

    ticket = open_ticket(contact, subject="Printer", status="open", assignee=agent, actor=agent)

    assert ticket.requester == contact.requester
    assert (ticket.topic, ticket.team) == (topic, topic.team)
    assert (ticket.origin_channel, ticket.language, ticket.status) == ("phone", "sv", "open")
    assert ticket.assignee == agent
    assert contact.ticket == ticket
    event = ticket.events.get()
    assert (event.kind, event.actor) == ("opened", agent)
    assert event.data == {"contact": contact.pk, "channel": "phone", "status": "open"}


def test_a_contact_with_a_ticket_keeps_it(make_contact: MakeContact) -> None:
    contact = make_contact()
    first = open_ticket(contact, subject="One")

    assert open_ticket(contact, subject="Two") == first
    assert Ticket.objects.get().subject == "One"


def test_a_contact_whose_words_are_erased_gets_none(make_contact: MakeContact) -> None:
    contact = make_contact(subject="Printer")
    erase_contacts([contact.pk])

    with pytest.raises(Erased):
        open_ticket(contact, subject=contact.subject)

    assert not Ticket.objects.exists()


def test_a_ticket_opened_as_solved_says_when(make_contact: MakeContact) -> None:
    solved = open_ticket(make_contact(), subject="Done", status="solved")
    closed = open_ticket(make_contact(), subject="Over", status="closed")

    assert solved.solved_at == solved.created_at
    assert closed.closed_at == closed.created_at


def test_a_contact_of_nobody_gets_no_ticket() -> None:
    with pytest.raises(NoRequester):
        open_ticket(record_contact(channel="chat"), subject="Who?")


def test_the_subject_is_cleaned(make_contact: MakeContact) -> None:
    ticket = open_ticket(make_contact(), subject="131052-308T\n" + "x" * 300)

    assert ticket.subject.startswith("▇▇▇▇▇▇-▇▇▇▇ xxx")
    assert len(ticket.subject) == 200


@pytest.mark.django_db(transaction=True)
def test_two_transactions_at_once_make_one_ticket(make_contact: MakeContact) -> None:
    contact = make_contact()

    def open_it() -> Ticket:
        return open_ticket(Contact.objects.get(pk=contact.pk), subject="Printer")

    first, second = at_once(open_it, open_it)

    assert first == second
    assert Ticket.objects.count() == 1
