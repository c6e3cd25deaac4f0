from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import User
from tickets.actions.locking import lock_ticket
from tickets.choices import MOVES, Status, TicketEventKind
from tickets.errors import NotAMove
from tickets.events import record
from tickets.models import Ticket


@transaction.atomic
def move_ticket(
    ticket: Ticket,
    *,
    to: str,
    actor: User | None = None,
    at: datetime | None = None,
    quiet_days: int | None = None,
) -> Ticket:
    """The one door of a ticket's status. Moving it to where it stands changes nothing.

    `quiet_days`: the desk moves it by itself, since nothing happened for so long.
    Keeps `solved_at` and `closed_at` true: reopening takes the former back, and history keeps it.
    Raises `NotAMove`.
    """
    locked = lock_ticket(ticket)
    before = locked.status
    if to != before:
        if to not in MOVES[before]:
            raise NotAMove(now=before, to=to)
        is_return = before == Status.SOLVED and to != Status.CLOSED
        solved_at = locked.solved_at if is_return else None
        _enter(locked, to, at or timezone.now())
        step: dict[str, Any] = {"from": before, "to": to}
        if quiet_days is not None:
            step["quiet_days"] = quiet_days
        record(locked, TicketEventKind.STATUS, actor=actor, at=at, solved_at=solved_at, **step)
    ticket.status, ticket.solved_at, ticket.closed_at = (
        locked.status,
        locked.solved_at,
        locked.closed_at,
    )
    return locked


def _enter(ticket: Ticket, status: str, at: datetime) -> None:
    ticket.status = status
    if status == Status.SOLVED:
        ticket.solved_at = at
    elif status == Status.CLOSED:
        ticket.closed_at = at
    else:
        ticket.solved_at = None
    ticket.save(update_fields=["status", "solved_at", "closed_at"])
