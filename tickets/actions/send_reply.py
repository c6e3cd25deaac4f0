from __future__ import annotations

import logging
import smtplib

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from tickets.mail.compose import compose
from tickets.models import Comment

logger = logging.getLogger(__name__)

TIMEOUT_S = 20
"""Shorter than the database's patience with an idle transaction."""


@transaction.atomic
def send_reply(comment_id: int) -> Comment | None:
    """Mails a reply that is owed to its requester, once; None if it is not, or no longer, owed.

    A failure is counted and leaves the mail owed. A process that dies between sending and storing
    sends it again, under the same Message-ID, so that mailboxes show one.
    """
    comment = (
        Comment.objects.owed_a_mail()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("ticket")
        .filter(pk=comment_id)
        .first()
    )
    if comment is None:
        return None
    try:
        compose(comment, get_connection(timeout=TIMEOUT_S)).send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("reply %s could not be mailed: %s", comment.pk, type(error).__name__)
        comment.send_tries += 1
    else:
        comment.sent_at = timezone.now()
    comment.save(update_fields=["sent_at", "send_tries"])
    return comment
