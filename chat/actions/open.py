"""A visitor opens a chat."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from chat import handoff, log
from chat.actions.demand import note_refusal
from chat.actions.door import mind_the_door
from chat.actions.refuse import refuse_blocked
from chat.choices import EventKind, Speaker
from chat.desk import Moment, Place, Situation
from chat.draw import draw_question
from chat.errors import DeskClosed
from chat.events import tell
from chat.identities import hash_browser
from chat.models import Chat, Topic
from chat.permissions import hash_token, new_token
from chat.promises import rules_of
from helpdesk.redaction import clean, clean_asked


class Opened(NamedTuple):
    """A new chat, and the token that only its visitor ever gets."""

    chat: Chat
    token: str

    @property
    def place(self) -> Place:
        """What the visitor is told of the queue; the same again, should they ask again."""
        told = self.chat
        return Place(
            told.told_position or 1,
            told.told_wait_seconds or 0,
            told.told_low_seconds or 0,
            told.told_high_seconds,
        )


class Wish(NamedTuple):
    """What a newcomer says of themselves and their trouble; `browser` is hashed."""

    question: str
    language: str
    name: str
    email: str
    topic: Topic | None
    page_url: str
    browser: str


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
    wish = Wish(question, language, name, email, topic, page_url, hash_browser(browser_key))
    refuse_blocked(browser=wish.browser, email=email, topic=topic, language=language)
    moment = mind_the_door(timezone.now())
    line = moment.line(topic.team_id if topic else None)
    if line.reason:
        _refuse(wish, line, who=wish.browser or (client_id.hex if client_id else ""))
    chat = _chat(wish, moment, line, token_hash=hash_token(token))
    try:
        asked = draw_question(moment.desk.survey_one_in)
        _store(chat, question=clean_asked(question).text, asked=asked)
    except IntegrityError:
        # The same opening came twice at the same moment; the other one was first.
        return Opened(Chat.objects.get(token_hash=chat.token_hash), token)
    return Opened(chat, token)


def _refuse(wish: Wish, line: Situation, *, who: str) -> None:
    assert line.reason
    note_refusal(reason=line.reason, language=wish.language, topic=wish.topic, who=who)
    raise DeskClosed(
        reason=line.reason, next_open_at=line.next_open_at, form_url=reverse("tickets:form")
    )


def _chat(wish: Wish, moment: Moment, line: Situation, *, token_hash: str) -> Chat:
    topic, now = wish.topic, moment.at
    team = topic.team if topic and topic.team_id in moment.watched else None
    told, named = line.newcomer, clean(" ".join(wish.name.split()))
    return Chat(
        token_hash=token_hash,
        team=team,
        promise_seconds=rules_of(team).promise_seconds,
        topic=topic,
        language=wish.language,
        visitor_name=named.text,
        visitor_email=wish.email,
        page_url=clean(wish.page_url).text[:500],
        browser_key=wish.browser,
        opened_at=now,
        queued_at=now,
        visitor_seen_at=now,
        last_message_at=now,
        last_message_role=Speaker.VISITOR,
        masked=clean_asked(wish.question).masked + named.masked,
        told_position=told.position,
        told_wait_seconds=told.expected_s,
        told_low_seconds=told.low_s,
        told_high_seconds=told.high_s,
    )


def _store(chat: Chat, *, question: str, asked: str) -> None:
    with transaction.atomic():
        chat.contact = handoff.begin(chat, question=question, alternative_asked=asked)
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
