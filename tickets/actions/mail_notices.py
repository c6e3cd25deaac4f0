from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import connection, transaction
from django.utils import timezone, translation

from helpdesk.people.models import User
from tickets.actions.see_events import note_mailed
from tickets.actions.send_reply import FAULTS, TIMEOUT_S
from tickets.mail.notices import compose_notices
from tickets.notice import Notice, What
from tickets.notices import unseen

logger = logging.getLogger(__name__)

AWAY = timedelta(minutes=10)
"""Whoever has not seen it for so long is away."""
FRESH = timedelta(days=1)
"""What could not be mailed for so long is not mailed any more: the desk shows it."""
MAILING = 5_318_011
"""With a person's number the advisory lock of their mail."""


def owed_notices(user: User, *, now: datetime) -> list[Notice]:
    """What this person wants to be mailed, has not seen, and was not mailed."""
    wanted = {
        what
        for what, is_wanted in (
            (What.ASSIGNED, user.mails_assigned),
            (What.ANSWERED, user.mails_answered),
        )
        if is_wanted and user.is_active and user.email
    }
    found = unseen(user, touched_from=now - FRESH, touched_to=now - AWAY) if wanted else []
    return [notice for notice in found if notice.what in wanted]


def who_is_owed_notices(now: datetime) -> list[int]:
    """The members of staff to whom a mail is owed."""
    wishing = User.objects.filter(is_active=True, mails_assigned=True) | User.objects.filter(
        is_active=True, mails_answered=True
    )
    return [user.pk for user in wishing.exclude(email="") if owed_notices(user, now=now)]


@transaction.atomic
def mail_notices(user_id: int, *, now: datetime | None = None) -> list[Notice]:
    """Mails this person all that is owed, in one mail; what was mailed.

    Asked for twice at once it is one. A failure leaves it owed; a process that dies between
    sending and storing sends it again.
    """
    user = User.objects.get(pk=user_id)
    if not _alone(user):
        return []
    owed = owed_notices(user, now=now or timezone.now())
    if not owed:
        return []
    with translation.override(user.language or None):
        mail = compose_notices(user, owed, get_connection(timeout=TIMEOUT_S))
    try:
        mail.send()
    except FAULTS as error:
        logger.warning("notices of %s could not be mailed: %s", user.pk, type(error).__name__)
        return []
    note_mailed(user, events=[event for notice in owed for event in notice.events])
    return owed


def _alone(user: User) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [MAILING, user.pk])
        return bool(cursor.fetchone()[0])
