"""Rows held until the transaction ends.

Always the person before their contacts, and the contact before its ticket. Whoever links contacts
holds the person, and may then lock any contact of theirs; nobody else locks a second one. What was
merged comes before what it was merged into; whoever merges holds `lock_merging` before all else,
then people, then tickets, then contacts, each in the order of their numbers.
"""

from __future__ import annotations

from django.db import connection

from helpdesk.people.models import Requester
from tickets.models import Contact, Ticket

MERGING = 5_318_008_003
"""The advisory lock of whoever merges tickets or people."""


def lock_merging() -> None:
    """Nobody else merges meanwhile: what leads where stands still."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGING])


def lock_person(person: int | None) -> int | None:
    """Nobody else records, files or links a contact of this person meanwhile.

    Returns who they are by now: whoever was merged leads on to the one kept, who is held as well.
    """
    people = Requester.objects.select_for_update(no_key=True)
    while person is not None:
        into = people.filter(pk=person).values_list("merged_into", flat=True).first()
        if into is None:
            return person
        person = into
    return None


def lock_contact(contact: Contact) -> Contact:
    """The contact as it is now; nobody else changes it meanwhile."""
    return Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)


def lock_ticket(ticket: Ticket) -> Ticket:
    """The ticket as it is now; nobody else changes it meanwhile."""
    return Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
