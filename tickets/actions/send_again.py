from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import User
from tickets.actions.locking import lock_kept
from tickets.choices import TicketEventKind
from tickets.errors import BeingMailed, Erased, OnItsWay
from tickets.events import record
from tickets.models import Comment, Ticket
from tickets.tasks import hurry_mail


@transaction.atomic
def send_again(comment: Comment, *, by: User, to: str, seen: datetime | None) -> Comment:
    """A reply that could not be mailed is tried anew from now on, maybe to another address.

    `seen` is its `resent_at` as the caller knew it: who clicks twice sends once, and of two people
    the second changes nothing. Raises `OnItsWay` where it goes to another address than the caller
    wants, `BeingMailed`, and `Erased`.
    """
    ticket = lock_kept(comment.ticket)
    locked = Comment.objects.select_for_update(skip_locked=True).filter(pk=comment.pk).first()
    if locked is None:
        raise BeingMailed
    if not locked.send_to:
        raise Erased
    if not locked.has_failed or locked.resent_at != seen:
        if locked.send_to.lower() != to.lower():
            raise OnItsWay(locked.send_to)
        return locked
    return _owe_anew(locked, ticket, by, to)


def _owe_anew(comment: Comment, ticket: Ticket, by: User, to: str) -> Comment:
    comment.send_to, comment.resent_at = to, timezone.now()
    comment.send_tries, comment.send_fault = 0, ""
    comment.save(update_fields=["send_to", "resent_at", "send_tries", "send_fault"])
    record(ticket, TicketEventKind.RESENT, actor=by, comment=comment.pk, address=to)
    transaction.on_commit(lambda: hurry_mail(comment.pk))
    return comment
