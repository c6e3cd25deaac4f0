from __future__ import annotations

from django.db import transaction
from django.db.models import Q, Sum

from helpdesk.people.models import User
from tickets.actions.locking import lock_kept
from tickets.choices import TicketEventKind
from tickets.events import record
from tickets.models import Ticket, TicketEvent

MOST_HANDOVERS = 2
"""From this one on the ticket stays with whoever has it."""


@transaction.atomic
def keep_owner(ticket: Ticket, *, owner: User | None = None) -> Ticket:
    """Lets a ticket that was passed on twice stay with its assignee, or without one with `owner`.

    Counted are the transfers of all its contacts, over whatever channel, and its reassignments.
    """
    locked = lock_kept(ticket)
    holder = locked.assignee or owner
    if holder is None or locked.keeps_assignee or handovers(locked) < MOST_HANDOVERS:
        return locked
    locked.assignee, locked.keeps_assignee = holder, True
    locked.save(update_fields=["assignee", "keeps_assignee"])
    record(
        locked,
        TicketEventKind.ASSIGNED,
        assignee=holder.pk,
        assignee_name=holder.public_name,
        keeps=True,
    )
    ticket.assignee, ticket.keeps_assignee = holder, True
    return locked


def handovers(ticket: Ticket) -> int:
    """How often the person's issue went from one to another, also before tickets were merged."""
    passed_on: int = ticket.contacts.aggregate(n=Sum("transfers"))["n"] or 0
    events = TicketEvent.objects.filter(Q(ticket=ticket) | Q(ticket__merged_into=ticket))
    taken = events.filter(kind=TicketEventKind.ASSIGNED, data__has_key="taken_from")
    return passed_on + taken.count()
