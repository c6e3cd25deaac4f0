from __future__ import annotations

from html import unescape

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.models import Chat, Event
from tests.admin_objects import make_chat
from tests.roles import client_as

pytestmark = pytest.mark.django_db


def add(chat: Chat, seq: int, kind: str, role: str, body: str = "", **more: object) -> Event:
    return chat.events.create(seq=seq, kind=kind, role=role, body=body, at=timezone.now(), **more)


def test_the_log_is_shown_in_order_with_roles_and_notes() -> None:
    chat = make_chat(1)
    add(chat, 2, "note", "agent", "He sounds tired", is_internal=True)
    add(chat, 1, "message", "visitor", "Is <i>anybody</i> there?", name="Aino")

    shown = client_as("supervisor").get(f"/admin/chat/chat/{chat.pk}/change/").content.decode()

    said = ["Is &lt;i&gt;anybody&lt;/i&gt; there?", "He sounds tired"]
    assert [text for text in said if text in shown] == said
    assert shown.index(said[0]) < shown.index(said[1])
    assert "not for the visitor" in shown


def test_a_long_log_costs_no_more_queries_than_a_short_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    chat = make_chat(1)
    client = client_as("supervisor")
    url = f"/admin/chat/chat/{chat.pk}/change/"
    client.get(url)

    for seq in range(1, 4):
        add(chat, seq, "message", "agent", "Hi", author=chat.agent)
        with django_assert_num_queries(6):
            client.get(url)


def test_nobody_changes_a_chat_or_its_log() -> None:
    chat = make_chat(1)
    client = client_as("superuser")

    answers = [
        client.post(f"/admin/chat/chat/{chat.pk}/{page}/", {"post": "yes"}).status_code
        for page in ("change", "delete")
    ]

    assert (answers, Chat.objects.count()) == ([403, 403], 1)


def test_chats_that_owe_a_ticket_are_found() -> None:
    make_chat(1)
    owed = make_chat(2)
    Chat.objects.filter(pk=owed.pk).update(state="closed", ended_at=timezone.now())

    page = client_as("supervisor").get("/admin/chat/chat/", {"owed": "yes"})

    assert list(page.context["cl"].result_list) == [owed]


def test_a_chat_is_found_by_its_visitor() -> None:
    make_chat(1)
    wanted = make_chat(2)

    page = client_as("supervisor").get("/admin/chat/chat/", {"q": "person 2"})

    assert list(page.context["cl"].result_list) == [wanted]


def test_its_page_leads_to_the_ticket() -> None:
    chat = make_chat(1)

    page = unescape(
        client_as("supervisor").get(f"/admin/chat/chat/{chat.pk}/change/").content.decode()
    )

    assert f'href="/admin/tickets/ticket/{chat.contact.ticket_id}/change/"' in page
