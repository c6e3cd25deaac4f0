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
from tickets.topics import propose_topic

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

    Without a topic it gets the one that its words point to. `person` is a name, an e-mail address
    or a number, as typed. Logged twice under one `key` it is one call. Raises `Invalid` without
    words and without a topic, and `OtherPerson` for a `ticket` that is not the person's.
    """
    if channel not in CHANNELS or outcome not in OUTCOMES:
        raise Invalid(_("Choose phone or walk-in, and solved or open."))
    words, masked = clean(summary)
    if not words.strip() and topic is None:
        raise Invalid(_("Say what it was about, or choose a topic."), code="empty")
    contact = record_contact(
        channel=channel,
        topic=topic or propose_topic(words, Topic.objects.offered()),
        agent=agent,
        subject=subject_from(words) if words.strip() else str(topic),
        started_at=min(started_at, timezone.now()),
        first_reply_at=min(started_at, timezone.now()),
        ended_at=timezone.now(),
        outcome=outcome,
        masked=masked + clean(person).masked,
        external_id=f"call:{key}",
    )
    if contact.ticket_id is None:
        _name_person(contact, requester, person, ticket)
        _file(contact, words, ticket)
    return contact


def _name_person(
    contact: Contact, requester: Requester | None, typed: str, ticket: Ticket | None
) -> None:
    if requester is None and ticket and not typed.strip():
        requester = ticket.requester
    found = requester or find_or_make_requester(**identified(typed))
    if ticket and found != ticket.requester:
        raise OtherPerson
    contact.requester, contact.language = found, found.language
    contact.save(update_fields=["requester", "language"])


def _file(contact: Contact, words: str, ticket: Ticket | None) -> None:
    opened = append_or_open(
        contact,
        subject=contact.subject,
        status=Status.SOLVED if contact.outcome == Outcome.SOLVED else Status.OPEN,
        assignee=contact.agent,
        actor=contact.agent,
        ticket=ticket,
    )
    if words.strip():
        add_comment(
            opened, kind=CommentKind.NOTE, body=words, author=contact.agent, contact=contact
        )


def identified(typed: str) -> dict[str, Any]:
    """What was typed as an e-mail address, a telephone number or else a name."""
    typed = clean(typed).text.strip()
    if re.fullmatch(r"\S+@\S+", typed):
        return {"email": typed}
    if re.fullmatch(r"[+\d][\d\s()/-]{3,}", typed):
        return {"phone": typed}
    return {"name": typed}
