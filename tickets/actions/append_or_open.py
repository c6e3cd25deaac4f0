from __future__ import annotations

from django.db import transaction

from helpdesk.people.models import User
from tickets.actions.attach_contact import attach_contact
from tickets.actions.locking import lock_contact, lock_kept, lock_person
from tickets.actions.move_ticket import move_ticket
from tickets.actions.open_ticket import open_ticket
from tickets.choices import MOVES, Status
from tickets.models import Contact, Ticket


@transaction.atomic
def append_or_open(
    contact: Contact,
    *,
    subject: str,
    status: str,
    assignee: User | None = None,
    actor: User | None = None,
    ticket: Ticket | None = None,
) -> Ticket:
    """The contact's ticket if it has one; else the given one, where it may join; else a new one.

    It may join an unclosed ticket of the same person; one that was merged leads on. That ticket
    takes over `status` if the step is allowed: work that goes on reopens it, a solved contact
    solves it.
    """
    lock_person(contact.requester_id or (ticket.requester_id if ticket else None))
    locked = lock_contact(contact)
    locked.requester_id = lock_person(locked.requester_id)
    if locked.ticket is None and ticket and _may_join(locked, lock_kept(ticket)):
        joined = attach_contact(contact, ticket=ticket, actor=actor)
        return _continue(joined, status, actor)
    return open_ticket(contact, subject=subject, status=status, assignee=assignee, actor=actor)


def _may_join(contact: Contact, ticket: Ticket) -> bool:
    is_same_person = contact.requester_id is None or ticket.is_of(contact.requester_id)
    return is_same_person and ticket.status != Status.CLOSED and ticket.erased_at is None


def _continue(ticket: Ticket, status: str, actor: User | None) -> Ticket:
    to = status
    if status == Status.NEW and ticket.status in (Status.PENDING, Status.SOLVED):
        to = Status.OPEN  # the person is back: somebody must look, but it is not new
    return move_ticket(ticket, to=to, actor=actor) if to in MOVES[ticket.status] else ticket
