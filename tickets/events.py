"""The history of a ticket: one row a change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from helpdesk.people.models import User
from tickets.choices import TicketEventKind
from tickets.models import Ticket, TicketEvent


def record(
    ticket: Ticket,
    kind: TicketEventKind,
    /,
    *,
    actor: User | None = None,
    at: datetime | None = None,
    solved_at: datetime | None = None,
    **data: Any,
) -> TicketEvent:
    """Writes down a change within the transaction that makes it, and touches the ticket."""
    event = TicketEvent.objects.create(
        ticket=ticket,
        kind=kind,
        actor=actor,
        at=at or timezone.now(),
        solved_at=solved_at,
        data=data,
    )
    ticket.updated_at = timezone.now()
    ticket.save(update_fields=["updated_at"])
    return event
