"""Rows held until the transaction ends. Always the contact before its ticket."""

from __future__ import annotations

from tickets.models import Contact, Ticket


def lock_contact(contact: Contact) -> Contact:
    """The contact as it is now; nobody else changes it meanwhile."""
    return Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)


def lock_ticket(ticket: Ticket) -> Ticket:
    """The ticket as it is now; nobody else changes it meanwhile."""
    return Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
