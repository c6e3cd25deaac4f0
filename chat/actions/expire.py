"""What was said is not kept for ever: when the desk's time of keeping is over, it goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chat import handoff
from chat.actions.erase_chats import BATCH, erase_chats
from chat.models import Chat, Contact, Ticket
from helpdesk.people.actions import expire_requesters, finish_erasure
from helpdesk.people.choices import PrivacyAct, PrivacyReason
from helpdesk.people.models import Desk, PrivacyRecord
from helpdesk.people.retention import months_before

PATIENCE_S = 40.0
"""Shorter than a task may take; the rest is the next run's."""
Counts = dict[str, int]


def expire(at: datetime | None = None, *, patience_s: float = PATIENCE_S) -> PrivacyRecord | None:
    """Erases the words of what ended longer ago than the desk keeps it; None if nothing did.

    Open tickets are left alone, however old. People of whom nothing is left and who did not come
    since are forgotten. The record counts what went, batch by batch, also when a crash comes
    between; it stays unfinished until a run finds nothing more.
    """
    months, now = Desk.current().erase_after_months, at or timezone.now()
    if not months:
        return None
    before, until = months_before(now, months), time.monotonic() + patience_s
    for step in (_expire_tickets, _expire_contacts, _expire_people):
        while _once(step, before, now):
            if time.monotonic() > until:
                return _running()
    run = _running()
    return finish_erasure(run) if run else None


def _once(
    step: Callable[[datetime, datetime], Counts | None], before: datetime, now: datetime
) -> bool:
    """One batch with its counts, in one transaction; False when there is none left."""
    with transaction.atomic():
        counts = step(before, now)
        if counts and any(counts.values()):
            run = _running() or PrivacyRecord.objects.create(
                act=PrivacyAct.ERASED, reason=PrivacyReason.RETENTION, at=now
            )
            more = {name: F(name) + count for name, count in counts.items()}
            PrivacyRecord.objects.filter(pk=run.pk).update(**more)
    return counts is not None


def _running() -> PrivacyRecord | None:
    runs = PrivacyRecord.objects.filter(reason=PrivacyReason.RETENTION, number__isnull=True)
    return runs.filter(finished_at__isnull=True).order_by("pk").first()


def _expire_tickets(before: datetime, now: datetime) -> Counts | None:
    due = Ticket.objects.over_before(before).with_words()
    tickets = list(due.order_by("created_at", "pk").values_list("pk", flat=True)[:BATCH])
    if not tickets:
        return None
    gone = handoff.erase_tickets(tickets, still=due)
    erased = Chat.objects.filter(
        contact__ticket__in=tickets, contact__ticket__erased_at__isnull=False
    )
    chats = erased.with_words().values_list("pk", flat=True)
    return {"chats": erase_chats(list(chats)), **gone._asdict()}


def _expire_contacts(before: datetime, now: datetime) -> Counts | None:
    alone = Contact.objects.without_ticket().with_words().filter(chat__isnull=True)
    due = alone.over_before(before)
    contacts = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return handoff.erase_contacts(contacts, still=due)._asdict() if contacts else None


def _expire_people(before: datetime, now: datetime) -> Counts | None:
    forgotten = expire_requesters(handoff.people_without_words(before), now=now)
    return {"people": forgotten} if forgotten else None
