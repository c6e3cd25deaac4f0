from __future__ import annotations

import logging
import smtplib

from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from tickets.actions.locking import lock_kept
from tickets.choices import TicketEventKind
from tickets.events import record
from tickets.mail.compose import compose
from tickets.mail.faults import fault_of
from tickets.models import Comment, Ticket

logger = logging.getLogger(__name__)

TIMEOUT_S = 20
"""Shorter than the database's patience with an idle transaction."""
FAULTS = (OSError, smtplib.SMTPException, SoftTimeLimitExceeded, ValueError)
"""Of the network, the server, one that takes for ever, and an address that no mail can have."""


@transaction.atomic
def send_reply(comment_id: int) -> Comment | None:
    """Mails a reply that is owed and due to its requester, once; None if there is nothing to do.

    A failure is counted and leaves the mail owed: what was asked for many times while no worker ran
    is tried once, and then when its time comes; after the last one, history says so. A process that
    dies between sending and storing sends it again, under the same Message-ID, so that mailboxes
    show one.
    """
    comment = (
        Comment.objects.due(timezone.now())
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("ticket")
        .filter(pk=comment_id)
        .first()
    )
    if comment is None:
        return None
    try:
        compose(comment, get_connection(timeout=TIMEOUT_S)).send()
    except FAULTS as error:
        logger.warning("reply %s could not be mailed: %s", comment.pk, type(error).__name__)
        comment.send_tries += 1
        comment.send_fault = fault_of(error)
        if comment.is_given_up:
            transaction.on_commit(lambda: _tell(comment_id))
    else:
        comment.sent_at, comment.send_fault = timezone.now(), ""
    comment.save(update_fields=["sent_at", "send_tries", "send_fault"])
    return comment


@transaction.atomic
def _tell(comment_id: int) -> None:
    """In a transaction of its own: whoever erases holds the ticket first and the comment next."""
    ticket = lock_kept(Ticket.objects.get(comments=comment_id))
    comment = Comment.objects.given_up().filter(pk=comment_id).first()
    if comment:
        record(
            ticket,
            TicketEventKind.UNSENT,
            comment=comment.pk,
            address=comment.send_to,
            author=comment.author_id,
        )
