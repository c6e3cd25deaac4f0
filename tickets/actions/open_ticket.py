from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import User
from helpdesk.redaction import clean, one_line
from tickets.actions.link_contacts import link_contacts
from tickets.actions.locking import lock_contact, lock_person
from tickets.choices import Status, TicketEventKind
from tickets.errors import Erased, NoRequester
from tickets.events import record
from tickets.models import Contact, Ticket


@transaction.atomic
def open_ticket(
    contact: Contact,
    *,
    subject: str,
    status: str = Status.NEW,
    assignee: User | None = None,
    actor: User | None = None,
) -> Ticket:
    """The ticket of this contact; made if it has none, never twice.

    Topic, team, language and channel are the contact's. Raises `NoRequester` for a contact that
    names nobody, `Erased` for one of which nothing is known any more.
    """
    lock_person(contact.requester_id)
    locked = lock_contact(contact)
    locked.requester_id = lock_person(locked.requester_id)
    if locked.ticket is None:
        if locked.erased_at:
            raise Erased
        locked.ticket = _make_ticket(locked, subject=subject, status=status, assignee=assignee)
        locked.save(update_fields=["ticket", "requester"])
        record(
            locked.ticket,
            TicketEventKind.OPENED,
            actor=actor,
            contact=locked.pk,
            channel=locked.channel,
            status=status,
        )
        link_contacts(locked.requester_id)
    contact.ticket = locked.ticket
    return locked.ticket


def _make_ticket(contact: Contact, *, subject: str, status: str, assignee: User | None) -> Ticket:
    if contact.requester is None:
        raise NoRequester
    now = timezone.now()
    return Ticket.objects.create(
        requester=contact.requester,
        subject=one_line(clean(subject).text)[:200],
        status=status,
        topic=contact.topic,
        team=contact.team,
        assignee=assignee,
        language=contact.language,
        origin_channel=contact.channel,
        created_at=now,
        updated_at=now,
        solved_at=now if status == Status.SOLVED else None,
        closed_at=now if status == Status.CLOSED else None,
    )
