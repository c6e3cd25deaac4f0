"""Rows held until the transaction ends.

Always the person before their contacts, and the contact before its ticket. Whoever links contacts
holds the person, and may then lock any contact of theirs; nobody else locks a second one. What was
merged comes before what it was merged into; whoever merges holds `lock_merging` before all else,
then people, then tickets, then contacts, each in the order of their numbers.
"""

from __future__ import annotations

from django.db import connection

from helpdesk.people.models import Requester
from tickets.errors import Erased
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
    Raises `Erased`.
    """
    kept = _hold(person)
    if kept and kept.erased_at:
        raise Erased
    return kept.pk if kept else None


def is_erased(person: int | None) -> bool:
    """Whether nobody may know any more who this was; nobody is erased meanwhile."""
    kept = _hold(person)
    return kept is not None and kept.erased_at is not None


def _hold(person: int | None) -> Requester | None:
    people = Requester.objects.select_for_update(no_key=True)
    held = people.filter(pk=person).first() if person is not None else None
    while held and held.merged_into_id is not None:
        held = people.get(pk=held.merged_into_id)
    return held


def lock_contact(contact: Contact) -> Contact:
    """The contact as it is now; nobody else changes it meanwhile."""
    return Contact.objects.select_for_update(no_key=True).get(pk=contact.pk)


def lock_ticket(ticket: Ticket) -> Ticket:
    """The ticket as it is now; nobody else changes it meanwhile."""
    return Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)


def lock_kept(ticket: Ticket) -> Ticket:
    """Where the ticket's work goes on now, itself or what it was merged into, held likewise."""
    locked = lock_ticket(ticket)
    while locked.merged_into is not None:
        locked = lock_ticket(locked.merged_into)
    return locked
