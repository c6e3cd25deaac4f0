"""Rows held until the transaction ends.

Always the person before their contacts, and the contact before its ticket. Whoever links contacts
holds the person, and may then lock any contact of theirs; nobody else locks a second one.
"""

from __future__ import annotations

from helpdesk.people.models import Requester
from tickets.models import Contact, Ticket


def lock_person(person: int | None) -> None:
    """Nobody else records, files or links a contact of this person meanwhile."""
    if person is not None:
        list(Requester.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"))


def lock_contact(contact: Contact) -> Contact:
    """The contact as it is now; nobody else changes it meanwhile."""
    return Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)


def lock_ticket(ticket: Ticket) -> Ticket:
    """The ticket as it is now; nobody else changes it meanwhile."""
    return Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
