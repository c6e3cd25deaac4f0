from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from chat.models import Chat, Event
from helpdesk.people.models import Desk
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


def test_what_happened_is_told_in_words_with_the_note_of_a_transfer() -> None:
    chat = make_chat(1)
    add(chat, 1, "transferred", "agent", data={"to": "Networks", "note": "Second time"})

    shown = client_as("supervisor").get(f"/admin/chat/chat/{chat.pk}/change/").content.decode()

    told = ["The chat was handed over to Networks", "Note: Second time"]
    assert [words for words in told if words in shown] == told


@pytest.mark.parametrize(("asked", "found"), [("yes", ["Person 1"]), ("no", ["Person 2"])])
def test_answers_with_an_instruction_are_told_from_those_without(
    asked: str, found: list[str]
) -> None:
    for number, (role, body) in enumerate(
        [
            ("agent", "See https://desk.example/articles/wifi/"),
            ("agent", "Restart it"),
            ("visitor", "I read https://desk.example/articles/wifi/"),
        ],
        start=1,
    ):
        add(make_chat(number), 1, "message", role, body)
    Chat.objects.exclude(visitor_name="Person 3").update(first_reply_at=timezone.now())

    page = client_as("supervisor").get("/admin/chat/chat/", {"instruction": asked})

    assert [chat.visitor_name for chat in page.context["cl"].result_list] == found


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


def test_a_chat_is_titled_by_the_clock_of_the_desk() -> None:
    Desk.objects.create(pk=1, time_zone="Europe/Helsinki")
    chat = make_chat(1)
    Chat.objects.update(opened_at=datetime(2026, 1, 31, 22, 30, tzinfo=UTC))

    page = client_as("supervisor").get(f"/admin/chat/chat/{chat.pk}/change/").content.decode()

    assert "Person 1 2026-02-01 00:30" in page
