from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import Desk
from tickets.actions.move_ticket import move_ticket
from tickets.choices import Status
from tickets.models import Ticket

BATCH = 100
"""So many tickets a transaction: nobody waits long for a row of theirs."""
MOST = 1000
"""So many a run. After an import of old years the rest is left to the runs that follow."""


def close_solved(at: datetime | None = None, *, most: int = MOST, batch: int = BATCH) -> int:
    """Closes what was solved and then left alone for as many days as the desk says; how many.

    Each by the one door, as a step of nobody in particular. What somebody else holds at the moment
    is left to the next run. Two runs at once share the work.
    """
    days, now = Desk.current().close_solved_days, at or timezone.now()
    closed = 0
    while days and closed < most:
        done = _close_batch(days, now, size=min(batch, most - closed))
        closed += done
        if not done:
            break
    return closed


@transaction.atomic
def _close_batch(days: int, now: datetime, *, size: int) -> int:
    quiet = Ticket.objects.quiet_since(now - timedelta(days=days))
    found = list(quiet.select_for_update(no_key=True, skip_locked=True)[:size])
    for ticket in found:
        move_ticket(ticket, to=Status.CLOSED, at=now, quiet_days=days)
    return len(found)
