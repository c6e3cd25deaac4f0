from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chat.actions import close_chat, open_chat
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.models import Chat
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(make_agent: MakeAgent) -> User:
    return make_agent("sari", role="supervisor")


def ended(name: str) -> Chat:
    chat = open_chat(question="Printer on fire", language="en", name=name).chat
    close_chat(chat.pk, reason=EndReason.VISITOR)
    return chat


def test_the_page_reads_zero_when_every_ended_chat_has_its_ticket(
    client: Client, desk: Any, supervisor: User
) -> None:
    open_ticket_for(ended("Aino").pk)
    client.force_login(supervisor)

    response = client.get("/console/owed/")

    assert (response.context["count"], list(response.context["chats"])) == (0, [])


def test_owed_chats_are_named_longest_owed_first(
    client: Client, desk: Any, supervisor: User
) -> None:
    first, second = ended("Aino"), ended("Leo")
    open_chat(question="Still waiting", language="en", name="Ruut")
    client.force_login(supervisor)

    response = client.get("/console/owed/")

    assert (response.context["count"], list(response.context["chats"])) == (2, [first, second])


def test_agents_do_not_see_what_the_desk_owes(client: Client, agent: User) -> None:
    client.force_login(agent)

    assert client.get("/console/owed/").status_code == 403


def test_three_owed_chats_cost_no_more_queries_than_one(
    client: Client, desk: Any, supervisor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(supervisor)
    ended("Aino")
    with django_assert_num_queries(5):
        client.get("/console/owed/")
    ended("Leo")
    ended("Ruut")
    with django_assert_num_queries(5):
        client.get("/console/owed/")
