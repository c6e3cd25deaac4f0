"""The mail to a member of staff about what they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.people.models import Desk, User
from tickets.mail.compose import sender_address
from tickets.notice import Notice, What

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""So that nobody's absence answers to it."""


def compose_notices(
    user: User, notices: Sequence[Notice], connection: BaseEmailBackend
) -> EmailMessage:
    """Numbers and subjects only: no name of who asked, and nothing that was written."""
    desk = Desk.current()
    return EmailMessage(
        subject=_subject(notices),
        body="\n\n".join(_lines(notice) for notice in notices) + f"\n\n-- \n{desk.name}\n",
        from_email=formataddr((desk.name, sender_address(desk))),
        to=[user.email],
        headers=HEADERS,
        connection=connection,
    )


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return f"{_words(notices[0])}: #{notices[0].ticket.pk} {notices[0].ticket.subject}"
    count = len(notices)
    return ngettext("%(count)d notice", "%(count)d notices", count) % {"count": count}


def _lines(notice: Notice) -> str:
    lines = [f"#{notice.ticket.pk} {notice.ticket.subject}", _words(notice)]
    if settings.PUBLIC_URL:
        path = reverse("tickets:ticket", args=[notice.ticket.pk])
        lines.append(settings.PUBLIC_URL.rstrip("/") + path)
    return "\n".join(lines)


def _words(notice: Notice) -> str:
    if notice.what == What.ASSIGNED:
        return _("Assigned to you")
    return _("Answered by whoever asked")
