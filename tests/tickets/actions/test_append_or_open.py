"""A contact goes on with a ticket, or begins one."""

from __future__ import annotations

import pytest

from helpdesk.people.models import Requester
from tests.tickets.conftest import MakeContact, MakeTicket
from tickets.actions import append_or_open, move_ticket, open_ticket, record_contact
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_without_a_ticket_a_new_one_is_opened(make_contact: MakeContact) -> None:
    ticket = append_or_open(make_contact(), subject="New", status="open")

    assert (ticket.subject, ticket.status) == ("New", "open")


def test_the_contacts_own_ticket_comes_first(ticket: Ticket, make_contact: MakeContact) -> None:
    contact = make_contact()
    own = open_ticket(contact, subject="Own")

    assert append_or_open(contact, subject="New", status="open", ticket=ticket) == own


@pytest.mark.parametrize(
    ("before", "given", "after"),
    [
        ("new", "new", "new"),
        ("new", "open", "open"),
        ("new", "solved", "solved"),
        ("open", "new", "open"),
        ("pending", "new", "open"),
        ("pending", "open", "open"),
        ("pending", "solved", "solved"),
        ("solved", "new", "open"),
        ("solved", "solved", "solved"),
    ],
)
def test_a_joined_ticket_takes_over_the_status_where_it_may(
    make_ticket: MakeTicket, make_contact: MakeContact, before: str, given: str, after: str
) -> None:
    ticket = make_ticket(status=before)

    joined = append_or_open(make_contact(), subject="More", status=given, ticket=ticket)

    assert joined == ticket
    assert joined.status == after


def test_a_closed_ticket_is_not_joined(ticket: Ticket, make_contact: MakeContact) -> None:
    move_ticket(ticket, to="closed")

    assert append_or_open(make_contact(), subject="Again", status="new", ticket=ticket) != ticket


def test_the_ticket_of_another_person_is_not_joined(ticket: Ticket) -> None:
    contact = record_contact(channel="chat", requester=Requester.objects.create(name="Leo"))

    opened = append_or_open(contact, subject="Mine", status="new", ticket=ticket)

    assert opened.requester == contact.requester
