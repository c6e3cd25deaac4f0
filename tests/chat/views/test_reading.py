from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chat import log
from chat.actions import Opened
from chat.choices import EventKind, Speaker
from chat.models import Chat
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent

pytestmark = pytest.mark.django_db


def say(opened: Opened, agent: User, body: str, *, note: bool = False) -> None:
    kind = EventKind.NOTE if note else EventKind.MESSAGE
    log.record(
        opened.chat, kind=kind, role=Speaker.AGENT, author=agent, body=body, is_internal=note
    )


def test_the_whole_conversation_can_be_read_with_its_notes(
    client: Client, opened: Opened, agent: User
) -> None:
    say(opened, agent, "Which floor?")
    say(opened, agent, "Third time this week", note=True)
    client.force_login(agent)

    response = client.get(f"/console/chats/{opened.chat.pk}/")

    said = [(event.kind, event.body) for event, *_ in response.context["events"]]
    assert said == [
        ("opened", ""),
        ("message", "Printer on fire"),
        ("message", "Which floor?"),
        ("note", "Third time this week"),
    ]
    page = response.content.decode()
    assert [page.count(body) for kind, body in said if body] == [1, 1, 1]


def test_the_files_of_a_message_can_be_had_where_it_is_read(
    client: Client, opened: Opened, agent: User
) -> None:
    file = {"id": str(uuid4()), "name": "a.png", "size": 2048, "content_type": "image/png"}
    log.record(
        opened.chat,
        kind=EventKind.MESSAGE,
        role=Speaker.VISITOR,
        body="a.png",
        data={"attachments": [file]},
    )
    client.force_login(agent)

    page = client.get(f"/console/chats/{opened.chat.pk}/").content.decode()

    link = f'<a href="/api/v1/chats/{opened.chat.pk}/files/{file["id"]}/" download dir="auto">a.png'
    assert (page.count(link), page.count("a.png")) == (1, 1)


def test_a_chat_of_another_team_cannot_be_read(
    client: Client, opened: Opened, make_agent: MakeAgent, team: Team
) -> None:
    Chat.objects.filter(pk=opened.chat.pk).update(team=team)
    client.force_login(make_agent("mikko"))

    assert client.get(f"/console/chats/{opened.chat.pk}/").status_code == 404


def test_a_long_chat_costs_no_more_queries_than_a_short_one(
    client: Client, opened: Opened, agent: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(agent)
    with django_assert_num_queries(5):
        client.get(f"/console/chats/{opened.chat.pk}/")
    say(opened, agent, "One")
    say(opened, agent, "Two")
    with django_assert_num_queries(5):
        client.get(f"/console/chats/{opened.chat.pk}/")
