from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.actions import accept_chat, close_chat, open_chat
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.models import Chat
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tickets.models import Topic

pytestmark = pytest.mark.django_db


def finish(agent: User, name: str) -> Chat:
    """A chat of this agent, opened, taken and closed."""
    chat = open_chat(question="Printer on fire", language="en", name=name).chat
    accept_chat(chat.pk, agent=agent)
    close_chat(chat.pk, reason=EndReason.AGENT, agent=agent, client_id=uuid4(), outcome="solved")
    chat.refresh_from_db()
    return chat


def test_a_stranger_is_asked_to_sign_in_and_led_back(client: Client) -> None:
    response = client.get("/console/")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/console/")


def test_the_console_offers_only_the_topics_in_use(client: Client, desk: Any, agent: User) -> None:
    for slug, offered in (("wifi", True), ("fax", False)):
        names = {f"name_{language}": slug for language in ("en", "fi", "sv")}
        Topic.objects.create(slug=slug, is_active=offered, **names)
    client.force_login(agent)

    topics = client.get("/console/").context["closing"].fields["topic"].queryset

    assert [topic.slug for topic in topics] == ["wifi"]


def test_an_open_console_learns_of_new_topics(client: Client, desk: Any, agent: User) -> None:
    names = {f"name_{language}": "Eduroam" for language in ("en", "fi", "sv")}
    topic = Topic.objects.create(slug="wifi", **names)
    client.force_login(agent)

    html = client.get("/console/topics/").content.decode()

    assert f'<option value="{topic.pk}">Eduroam</option>' in html


def test_the_console_costs_the_same_queries_however_much_was_done(
    client: Client, desk: Any, agent: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(agent)
    finish(agent, "Aino")
    client.get("/console/")
    with django_assert_num_queries(8):
        client.get("/console/")
    finish(agent, "Leo")
    finish(agent, "Ruut")
    with django_assert_num_queries(8):
        client.get("/console/")


def test_what_was_done_today_stands_latest_first_with_its_ticket(
    client: Client, desk: Any, agent: User
) -> None:
    first, second = finish(agent, "Aino"), finish(agent, "Leo")
    ticket = open_ticket_for(first.pk)
    client.force_login(agent)

    response = client.get("/console/done/")

    assert response.context["done"] == [second, first]
    assert response.context["done_count"] == 2
    assert response.context["owed"] == 1
    assert f"#{ticket.pk}" in response.content.decode()


def test_yesterdays_and_other_agents_chats_are_not_done_today(
    client: Client, desk: Any, agent: User, make_agent: MakeAgent
) -> None:
    old = finish(agent, "Aino")
    Chat.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=1))
    finish(make_agent("mikko"), "Leo")
    client.force_login(agent)

    response = client.get("/console/done/")

    assert (response.context["done"], response.context["done_count"]) == ([], 0)
