"""A visitor opens a chat."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from chat import handoff, log
from chat.actions.refuse import refuse_blocked
from chat.choices import EventKind, Speaker
from chat.desk import situation, watched_teams
from chat.errors import DeskClosed
from chat.events import tell
from chat.identities import hash_browser
from chat.models import Chat, Topic
from chat.permissions import hash_token, new_token
from helpdesk.redaction import clean


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
    client_id: UUID | None = None,
    browser_key: str = "",
) -> Opened:
    """Opens a chat with its question as the first message. Raises `DeskClosed`, `Blocked`.

    The chat waits for the topic's team, or for everybody where none of that team is present. The
    same `client_id` again, because the first answer was lost, gives the same chat and token.
    """
    token = new_token(client_id)
    known = Chat.objects.filter(token_hash=hash_token(token)).first()
    if known:
        return Opened(known, token)
    browser = hash_browser(browser_key)
    refuse_blocked(browser=browser, email=email, topic=topic, language=language)
    now = timezone.now()
    desk = situation(now)
    if desk.reason:
        raise DeskClosed(
            reason=desk.reason, next_open_at=desk.next_open_at, form_url=reverse("tickets:form")
        )
    team_id = topic.team_id if topic and topic.team_id in watched_teams(now) else None
    said, named = clean(question), clean(" ".join(name.split()))
    chat = Chat(
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
        browser_key=browser,
    )
    try:
        _store(chat, question=said.text)
    except IntegrityError:
        # The same opening came twice at the same moment; the other one was first.
        return Opened(Chat.objects.get(token_hash=chat.token_hash), token)
    return Opened(chat, token)


def _store(chat: Chat, *, question: str) -> None:
    with transaction.atomic():
        chat.contact = handoff.begin(chat, question=question)
        chat.save(force_insert=True)
        log.record(chat, kind=EventKind.OPENED)
        log.record(
            chat,
            kind=EventKind.MESSAGE,
            role=Speaker.VISITOR,
            name=chat.visitor_name,
            body=question,
        )
        tell()
