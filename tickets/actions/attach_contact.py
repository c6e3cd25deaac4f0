from __future__ import annotations

from django.db import transaction

from helpdesk.people.models import User
from tickets.actions.link_contacts import link_contacts
from tickets.actions.locking import lock_contact, lock_kept, lock_person
from tickets.choices import Status, TicketEventKind
from tickets.errors import Erased, HasTicket, OtherPerson, TicketClosed
from tickets.events import record
from tickets.models import Contact, Ticket


@transaction.atomic
def attach_contact(contact: Contact, *, ticket: Ticket, actor: User | None = None) -> Ticket:
    """Lets a ticket gather a further contact of its person; doing it twice changes nothing.

    A contact that names nobody becomes the ticket's person's. A merged ticket leads on. Raises
    `OtherPerson`, `TicketClosed`, `Erased`, or `HasTicket` for a contact of another ticket.
    """
    lock_person(contact.requester_id or ticket.requester_id)
    locked = lock_contact(contact)
    locked.requester_id = lock_person(locked.requester_id)
    ticket = lock_kept(ticket)
    if locked.ticket_id != ticket.pk:
        _check(locked, ticket)
        locked.ticket, locked.requester = ticket, locked.requester or ticket.requester
        locked.save(update_fields=["ticket", "requester"])
        record(
            ticket, TicketEventKind.CONTACT, actor=actor, contact=locked.pk, channel=locked.channel
        )
        link_contacts(locked.requester_id)
    contact.ticket, contact.requester = ticket, locked.requester
    return ticket


def _check(contact: Contact, ticket: Ticket) -> None:
    if contact.ticket_id is not None:
        raise HasTicket(contact.ticket_id)
    if contact.requester_id is not None and not ticket.is_of(contact.requester_id):
        raise OtherPerson
    if ticket.status == Status.CLOSED:
        raise TicketClosed
    if ticket.erased_at or contact.erased_at:
        raise Erased
