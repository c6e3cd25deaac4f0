"""Making an instruction of what was answered in a chat."""

from __future__ import annotations

import pytest
from django.test import Client

from chat import log
from chat.actions import Opened, accept_chat
from chat.choices import EventKind, Speaker
from chat.models import Chat
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent
from tickets.models import Article

pytestmark = pytest.mark.django_db


def page_of(chat: Chat) -> str:
    return f"/console/chats/{chat.pk}/draft/"


@pytest.fixture
def answered(opened: Opened, agent: User) -> Chat:
    """A question about a printer, two answers, a note and the visitor's thanks."""
    accept_chat(opened.chat.pk, agent=agent)
    chat = Chat.objects.get(pk=opened.chat.pk)
    for kind, role, author, body in (
        (EventKind.MESSAGE, Speaker.AGENT, agent, "Hello Aino, leave the room."),
        (EventKind.NOTE, Speaker.AGENT, agent, "Third time this week"),
        (EventKind.MESSAGE, Speaker.AGENT, agent, "Call 112."),
        (EventKind.MESSAGE, Speaker.VISITOR, None, "Thanks"),
    ):
        log.record(chat, kind=kind, role=role, author=author, body=body)
    return chat


def test_all_answers_of_a_chat_become_one_draft(
    client: Client, answered: Chat, agent: User
) -> None:
    client.force_login(agent)

    response = client.post(page_of(answered))

    draft = Article.objects.get()
    assert (response.status_code, response.json()) == (
        201,
        {"title": "Printer on fire", "url": None},
    )
    assert draft.body == "Hello, leave the room.\n\nCall 112."
    assert (draft.drafted_from, draft.is_published) == (answered.contact, False)


def test_one_answer_is_taken_alone(client: Client, answered: Chat, agent: User) -> None:
    client.force_login(agent)
    number = answered.events.get(body="Call 112.").seq

    client.post(page_of(answered), {"entry": number})

    assert Article.objects.get().body == "Call 112."


@pytest.mark.parametrize("words", ["Third time this week", "Thanks"])
def test_notes_and_the_visitors_words_are_no_answers(
    client: Client, answered: Chat, agent: User, words: str
) -> None:
    client.force_login(agent)

    response = client.post(
        page_of(answered),
        {"entry": answered.events.get(body=words).seq},
        headers={"Accept": "application/json"},
    )

    assert (response.status_code, response.json()["code"]) == (400, "empty")
    assert Article.objects.count() == 0


def test_whoever_may_finish_the_draft_is_told_where(
    client: Client, answered: Chat, make_agent: MakeAgent
) -> None:
    client.force_login(make_agent("sari", role="supervisor"))

    url = client.post(page_of(answered)).json()["url"]

    assert url == f"/admin/tickets/article/{Article.objects.get().pk}/change/"


def test_a_chat_of_another_team_is_not_there(
    client: Client, answered: Chat, make_agent: MakeAgent, team: Team
) -> None:
    Chat.objects.update(team=team)
    client.force_login(make_agent("mikko"))

    assert client.post(page_of(answered)).status_code == 404
    assert Article.objects.count() == 0
