from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.errors import Invalid
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Requester, User
from helpdesk.redaction import clean
from tickets.actions.add_comment import add_comment
from tickets.actions.append_or_open import append_or_open
from tickets.actions.record_contact import record_contact
from tickets.choices import Channel, CommentKind, Outcome, Status
from tickets.errors import OtherPerson
from tickets.models import Contact, Ticket, Topic
from tickets.subjects import subject_from

CHANNELS = (Channel.PHONE, Channel.WALK_IN)
OUTCOMES = (Outcome.SOLVED, Outcome.OPEN)


@transaction.atomic
def log_call(
    *,
    agent: User,
    channel: str = Channel.PHONE,
    requester: Requester | None = None,
    person: str = "",
    topic: Topic | None = None,
    outcome: str,
    summary: str,
    started_at: datetime,
    key: str,
    ticket: Ticket | None = None,
) -> Contact:
    """A call or a visit, answered at once by this agent: its contact, ticket, and a note.

    `person` is a name, an e-mail address or a number, as typed. Logged twice under one `key` it is
    one call. Raises `Invalid` without words and without a topic, and `OtherPerson`.
    """
    if channel not in CHANNELS or outcome not in OUTCOMES:
        raise Invalid(_("Choose phone or walk-in, and solved or open."))
    summary, masked = clean(summary)
    if not summary.strip() and topic is None:
        raise Invalid(_("Say what it was about, or choose a topic."), code="empty")
    now = timezone.now()
    subject = subject_from(summary) if summary.strip() else str(topic)
    contact = record_contact(
        channel=channel,
        topic=topic,
        agent=agent,
        subject=subject,
        started_at=min(started_at, now),
        first_reply_at=min(started_at, now),
        ended_at=now,
        outcome=outcome,
        masked=masked + clean(person).masked,
        external_id=f"call:{key}",
    )
    if contact.ticket_id:
        return contact
    if requester is None and ticket and not person.strip():
        requester = ticket.requester
    _name_person(contact, requester or find_or_make_requester(**identified(person)))
    if ticket and contact.requester_id != ticket.requester_id:
        raise OtherPerson
    opened = append_or_open(
        contact,
        subject=subject,
        status=Status.SOLVED if outcome == Outcome.SOLVED else Status.OPEN,
        assignee=agent,
        actor=agent,
        ticket=ticket,
    )
    if summary.strip():
        add_comment(opened, kind=CommentKind.NOTE, body=summary, author=agent, contact=contact)
    return contact


def _name_person(contact: Contact, requester: Requester) -> None:
    contact.requester, contact.language = requester, requester.language
    contact.save(update_fields=["requester", "language"])


def identified(typed: str) -> dict[str, Any]:
    """What was typed as an e-mail address, a telephone number or else a name."""
    typed = clean(typed).text.strip()
    if re.fullmatch(r"\S+@\S+", typed):
        return {"email": typed}
    if re.fullmatch(r"[+\d][\d\s()/-]{3,}", typed):
        return {"phone": typed}
    return {"name": typed}
