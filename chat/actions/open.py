"""A visitor opens a chat."""

from __future__ import annotations

import secrets
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from chat import handoff, log
from chat.choices import EventKind, Speaker
from chat.desk import situation, watched_teams
from chat.errors import DeskClosed
from chat.events import tell
from chat.models import Chat
from chat.permissions import hash_token
from helpdesk.redaction import clean
from tickets.models import Topic


class Opened(NamedTuple):
    """A new chat, and the token that only its visitor ever gets."""

    chat: Chat
    token: str


def open_chat(
    *,
    question: str,
    language: str,
    name: str = "",
    email: str = "",
    topic: Topic | None = None,
    page_url: str = "",
) -> Opened:
    """Opens a chat with its question as the first message. Raises `DeskClosed`.

    The chat waits for the topic's team, or for everybody where none of that team is present.
    """
    now = timezone.now()
    desk = situation(now)
    if desk.reason:
        raise DeskClosed(
            reason=desk.reason, next_open_at=desk.next_open_at, form_url=reverse("tickets:form")
        )
    said, named = clean(question), clean(name)
    token = secrets.token_urlsafe(32)
    team_id = topic.team_id if topic and topic.team_id in watched_teams(now) else None
    with transaction.atomic():
        contact = handoff.begin(
            name=named.text, email=email, topic=topic, language=language, question=said.text, at=now
        )
        chat = Chat.objects.create(
            contact=contact,
            token_hash=hash_token(token),
            team_id=team_id,
            topic=topic,
            language=language,
            visitor_name=named.text,
            visitor_email=email,
            page_url=clean(page_url).text[:500],
            opened_at=now,
            queued_at=now,
            visitor_seen_at=now,
            last_message_at=now,
            last_message_role=Speaker.VISITOR,
            masked=said.masked + named.masked,
        )
        log.record(chat, kind=EventKind.OPENED)
        log.record(
            chat,
            kind=EventKind.MESSAGE,
            role=Speaker.VISITOR,
            name=chat.visitor_name,
            body=said.text,
        )
        tell()
    return Opened(chat, token)
