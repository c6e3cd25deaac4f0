from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpdesk.people.models import Requester, Team, User
from helpdesk.redaction import clean, one_line
from tickets.actions.link_contacts import link_contacts
from tickets.actions.locking import lock_person
from tickets.models import Contact, Topic


@transaction.atomic
def record_contact(
    *,
    channel: str,
    requester: Requester | None = None,
    topic: Topic | None = None,
    team: Team | None = None,
    agent: User | None = None,
    language: str = "",
    subject: str = "",
    started_at: datetime | None = None,
    first_reply_at: datetime | None = None,
    ended_at: datetime | None = None,
    outcome: str = "",
    transfers: int = 0,
    masked: int = 0,
    external_id: str | None = None,
    alternative_asked: str = "",
) -> Contact:
    """One approach of one person, counted once: a known `external_id` gives the stored contact.

    Without a team the topic's team has it. Without a start it started now.
    """
    cleaned, person = clean(subject), lock_person(requester.pk if requester else None)
    fields: dict[str, Any] = {
        "channel": channel,
        "requester_id": person,
        "topic": topic,
        "team": team or (topic.team if topic else None),
        "agent": agent,
        "language": language,
        "subject": one_line(cleaned.text)[:200],
        "started_at": started_at or timezone.now(),
        "first_reply_at": first_reply_at,
        "ended_at": ended_at,
        "outcome": outcome,
        "transfers": transfers,
        "masked": masked + cleaned.masked,
        "alternative_asked": alternative_asked,
    }
    if external_id is None:
        contact, is_new = Contact.objects.create(**fields), True
    else:
        contact, is_new = Contact.objects.get_or_create(external_id=external_id, defaults=fields)
    if is_new:
        link_contacts(person)
    return contact
