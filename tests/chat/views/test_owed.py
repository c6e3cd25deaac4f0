from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chat.actions import close_chat, open_chat
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.models import Chat, Comment
from helpdesk.people.models import User
from tests.admin_objects import make_ticket
from tests.chat.conftest import MakeAgent
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(make_agent: MakeAgent) -> User:
    return make_agent("sari", role="supervisor")


def ended(name: str) -> Chat:
    chat = open_chat(question="Printer on fire", language="en", name=name).chat
    close_chat(chat.pk, reason=EndReason.VISITOR)
    return chat


def given_up(number: int, tries: int = SEND_TRIES) -> Comment:
    """A reply that was tried so often to mail."""
    reply = {"kind": "reply", "body": "Try again", "send_to": "aino@uni.example"}
    return Comment.objects.create(
        ticket=make_ticket(number), send_tries=tries, send_fault="size", **reply
    )


def test_the_page_reads_zero_when_every_ended_chat_has_its_ticket(
    client: Client, desk: Any, supervisor: User
) -> None:
    open_ticket_for(ended("Aino").pk)
    client.force_login(supervisor)

    response = client.get("/console/owed/")

    assert (response.context["count"], list(response.context["chats"])) == (0, [])
    assert (response.context["unmailed_count"], list(response.context["unmailed"])) == (0, [])


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


def test_replies_that_could_not_be_mailed_are_named_longest_owed_first(
    client: Client, desk: Any, supervisor: User
) -> None:
    first, second, _tried = given_up(1), given_up(2), given_up(3, tries=SEND_TRIES - 1)
    client.force_login(supervisor)

    response = client.get("/console/owed/")

    assert response.context["unmailed_count"] == 2
    assert list(response.context["unmailed"]) == [first, second]
    link = f'<a href="/tickets/{first.ticket_id}/#comment-{first.pk}">#{first.ticket_id} '
    assert response.content.decode().count(link) == 1
    assert "it is too large for the mail server</td>" in response.content.decode()


def test_three_owed_chats_and_mails_cost_no_more_queries_than_one(
    client: Client, desk: Any, supervisor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(supervisor)
    ended("Aino")
    given_up(1)
    with django_assert_num_queries(7):
        client.get("/console/owed/")
    ended("Leo")
    ended("Ruut")
    given_up(2)
    given_up(3)
    with django_assert_num_queries(7):
        client.get("/console/owed/")
