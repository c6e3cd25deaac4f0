"""Ready answers in the admin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles import client_as
from tickets.models import CannedReply

pytestmark = pytest.mark.django_db
ADD = "/admin/tickets/cannedreply/add/"


def form(**changes: Any) -> dict[str, Any]:
    return {
        "shortcut": "hello",
        "language": "en",
        "body": "Hello {name}",
        "is_active": "on",
    } | changes


def test_a_ready_answer_with_known_places_is_stored() -> None:
    response = client_as("supervisor").post(ADD, form())

    assert response.status_code == 302
    assert CannedReply.objects.get().body == "Hello {name}"


def test_a_place_that_nobody_can_fill_is_refused_with_what_is_possible() -> None:
    response = client_as("supervisor").post(ADD, form(body="Hello {nmae} {nmae}, {x}"))

    assert response.context["adminform"].form.errors["body"] == [
        "Nobody knows how to fill in {nmae}, {x}. Possible are {name}, {agent}, {desk}, {topic}."
    ]
    assert CannedReply.objects.count() == 0


def test_the_page_shows_the_answer_as_a_visitor_reads_it() -> None:
    reply = CannedReply.objects.create(
        shortcut="hello", language="en", body="<b>Hello</b> {name}, {agent} of {desk} here."
    )

    page = client_as("supervisor").get(f"/admin/tickets/cannedreply/{reply.pk}/change/")

    shown = "&lt;b&gt;Hello&lt;/b&gt; Aino, Mikko of Helpdesk here."
    assert page.content.decode().count(shown) == 1


def test_the_same_shortcut_twice_for_all_in_one_language_is_refused() -> None:
    CannedReply.objects.create(shortcut="hello", language="en", body="Hello")

    response = client_as("supervisor").post(ADD, form())

    assert response.status_code == 200
    assert CannedReply.objects.count() == 1
