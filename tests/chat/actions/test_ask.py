"""A visitor who says nothing is asked once, and then the chat closes by itself."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat import log
from chat.actions import accept_chat
from chat.actions.ask import ask_silent
from chat.actions.rescue import end_silent
from chat.choices import EndReason, EventKind, Speaker, State
from chat.models import Chat
from chat.writer import Message, get_writer
from helpdesk.people.models import Desk, Team, User


@pytest.fixture
def chat(opened: Any, agent: User) -> Chat:
    return accept_chat(opened.chat.pk, agent=agent)


def silence(minutes: float, *, role: str = Speaker.AGENT, **more: Any) -> None:
    said_at = timezone.now() - timedelta(minutes=minutes)
    Chat.objects.update(
        assigned_at=said_at,
        first_reply_at=said_at,
        last_message_at=said_at,
        last_message_role=role,
        **more,
    )


def asked(chat: Chat) -> list[str]:
    return list(chat.events.filter(kind=EventKind.MESSAGE, role=Speaker.SYSTEM).values_list("body"))


@pytest.mark.parametrize(
    ("minutes", "role", "of_team", "is_asked"),
    [
        (5.1, Speaker.AGENT, None, True),
        (4.9, Speaker.AGENT, None, False),
        (60, Speaker.VISITOR, None, False),
        (2.1, Speaker.AGENT, 2, True),
        (5.1, Speaker.AGENT, 10, False),
        (60, Speaker.AGENT, 0, False),
    ],
)
def test_who_leaves_our_last_word_unanswered_is_asked_after_the_teams_time(
    chat: Chat, team: Team, minutes: float, role: str, of_team: int | None, is_asked: bool
) -> None:
    silence(minutes, role=role)
    if of_team is not None:
        Team.objects.update(ask_after_minutes=of_team)
        Chat.objects.update(team=team)

    ask_silent()
    ask_silent()

    assert len(asked(chat)) == int(is_asked)


def test_the_question_is_a_message_of_the_desk_that_changes_no_figures(chat: Chat) -> None:
    silence(6)
    before = Chat.objects.get()

    ask_silent()

    after, question = Chat.objects.get(), chat.events.order_by("-seq")[0]
    assert (question.kind, question.role, question.name) == ("message", "system", "Test desk")
    assert question.is_internal is False
    assert question.body.startswith("Are you still there?")
    assert (after.last_message_at, after.last_message_role, after.first_reply_at) == (
        before.last_message_at,
        before.last_message_role,
        before.first_reply_at,
    )


@pytest.mark.django_db(transaction=True)
async def test_any_word_of_the_visitor_clears_it(opened: Any, agent: User) -> None:
    await Chat.objects.aupdate(asked_at=timezone.now())
    said = {"chat": opened.chat.pk, "name": "Aino", "body": "Yes!"}

    for role, author in ((Speaker.AGENT, agent.pk), (Speaker.VISITOR, None)):
        await Chat.objects.aupdate(state=State.ACTIVE, agent=agent)
        message = Message(client_id=uuid.uuid4(), role=role, author=author, **said)
        await get_writer().append(message)
        cleared = (await Chat.objects.aget()).asked_at is None
        assert cleared is (role == Speaker.VISITOR)


def test_a_new_silence_is_asked_about_anew(chat: Chat) -> None:
    silence(6, asked_at=None)
    ask_silent()
    Chat.objects.update(asked_at=None)
    silence(6)

    ask_silent()

    assert len(asked(chat)) == 2


@pytest.mark.parametrize(
    ("of_team", "minutes", "closed"), [(None, 21, True), (None, 19, False), (8, 9, True)]
)
def test_a_silent_chat_closes_after_the_teams_time_or_the_desks(
    chat: Chat, team: Team, of_team: int | None, minutes: int, closed: bool
) -> None:
    Team.objects.update(close_after_minutes=of_team)
    Chat.objects.update(team=team)
    silence(minutes)

    end_silent()

    assert (Chat.objects.get().end_reason == EndReason.IDLE) is closed


def test_the_question_itself_postpones_nothing(chat: Chat) -> None:
    silence(20.5)
    Desk.objects.update(idle_close_minutes=20)

    ask_silent()
    end_silent()

    assert Chat.objects.get().state == State.CLOSED


def test_a_visitor_who_writes_at_the_last_moment_keeps_the_chat(chat: Chat) -> None:
    silence(21)
    log.record(chat, kind=EventKind.MESSAGE, role=Speaker.VISITOR, body="Here!")
    Chat.objects.update(last_message_at=timezone.now(), last_message_role=Speaker.VISITOR)

    assert (ask_silent(), end_silent()) == (0, 0)
