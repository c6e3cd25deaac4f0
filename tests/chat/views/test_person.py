from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chat.actions import Opened, accept_chat, open_chat
from chat.models import Chat
from helpdesk.people.models import Requester, Team, User
from tests.chat.conftest import MakeAgent
from tickets.actions import (
    assign_ticket,
    move_ticket,
    open_ticket,
    record_contact,
    reply_to_requester,
)
from tickets.choices import Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def page_of(chat: Chat) -> str:
    return f"/console/chats/{chat.pk}/person/"


def asked_before(requester: Requester, subject: str, status: str = Status.OPEN) -> Ticket:
    contact = record_contact(channel="phone", requester=requester, subject=subject)
    ticket = open_ticket(contact, subject=subject)
    if status != Status.NEW:
        move_ticket(ticket, to=status)
    return ticket


def test_the_person_is_shown_with_what_was_asked_before(
    client: Client, opened: Opened, agent: User
) -> None:
    requester = opened.chat.contact.requester
    assert requester is not None
    solved = asked_before(requester, "Old printer", Status.SOLVED)
    unsolved = asked_before(requester, "New printer")
    client.force_login(agent)

    response = client.get(page_of(opened.chat))

    assert response.context["open_tickets"] == [unsolved]
    assert list(response.context["done_tickets"]) == [solved]
    assert [contact.subject for contact, _chat in response.context["contacts"]] == [
        "New printer",
        "Old printer",
    ]
    page = response.content.decode()
    assert page.count("not verified") == 1
    assert page.count("aino@uni.example") == 2


def test_a_visitor_without_an_address_has_no_history(
    client: Client, desk: Any, agent: User
) -> None:
    asked_before(Requester.objects.create(name="Leo"), "Of another Leo")
    chat = open_chat(question="Hello", language="en", name="Leo").chat
    client.force_login(agent)

    page = client.get(page_of(chat)).content.decode()

    assert page.count("Of another Leo") == 0
    assert page.count("No address was given") == 1


def test_names_are_shown_as_text_never_as_html(client: Client, desk: Any, agent: User) -> None:
    chat = open_chat(question="Hello", language="en", name="<script>alert(1)</script>").chat
    client.force_login(agent)

    page = client.get(page_of(chat)).content.decode()

    assert page.count("<script") == 0
    assert page.count("&lt;script&gt;") == 1


def test_a_chat_of_another_team_is_refused_like_one_that_is_not_there(
    client: Client, opened: Opened, make_agent: MakeAgent, team: Team
) -> None:
    other, boss = make_agent("mikko"), make_agent("sari", role="supervisor")
    Chat.objects.filter(pk=opened.chat.pk).update(team=team)

    client.force_login(other)
    foreign = client.get(page_of(opened.chat))
    absent = client.get(f"/console/chats/{uuid4()}/person/")
    client.force_login(boss)
    allowed = client.get(page_of(opened.chat))

    assert (foreign.status_code, absent.status_code, allowed.status_code) == (404, 404, 200)


def test_an_agent_who_got_the_chat_sees_the_person_whatever_the_team(
    client: Client, opened: Opened, agent: User, team: Team
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    Chat.objects.filter(pk=opened.chat.pk).update(team=team)
    client.force_login(agent)

    assert client.get(page_of(opened.chat)).status_code == 200


def test_an_open_ticket_says_who_works_on_it_and_when_we_answered_last(
    client: Client, opened: Opened, agent: User
) -> None:
    requester = opened.chat.contact.requester
    assert requester is not None
    mine = asked_before(requester, "New printer")
    assign_ticket(mine, assignee=agent, team=None, actor=agent)
    reply_to_requester(mine, author=agent, body="It is ordered.", key=uuid4())
    asked_before(requester, "Old printer")
    client.force_login(agent)

    response = client.get(page_of(opened.chat))

    answered = {each.subject: each.answered_at for each in response.context["open_tickets"]}
    assert answered == {
        "New printer": mine.comments.get().created_at,
        "Old printer": None,
    }
    page = response.content.decode()
    assert page.count("Anna works on it") == 1
    assert page.count("Nobody works on it yet") == 1


def test_other_chats_of_the_person_are_linked_where_one_may_read_them(
    client: Client, opened: Opened, agent: User, team: Team
) -> None:
    mine, foreign = (
        open_chat(question=words, language="en", name="Aino", email="aino@uni.example").chat
        for words in ("Second matter", "Third matter")
    )
    Chat.objects.filter(pk=foreign.pk).update(team=team)
    client.force_login(agent)

    response = client.get(page_of(opened.chat))

    assert [chat for _contact, chat in response.context["contacts"]] == [None, mine]


def test_the_page_costs_the_same_queries_whatever_the_history(
    client: Client, opened: Opened, agent: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    requester = opened.chat.contact.requester
    assert requester is not None
    asked_before(requester, "One")
    client.force_login(agent)
    with django_assert_num_queries(8):
        client.get(page_of(opened.chat))
    asked_before(requester, "Two")
    asked_before(requester, "Three", Status.SOLVED)
    with django_assert_num_queries(8):
        client.get(page_of(opened.chat))
