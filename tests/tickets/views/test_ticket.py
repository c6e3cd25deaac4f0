"""The page of a ticket and what staff do there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from helpdesk.people.models import Requester, Team, User
from tests.tickets.conftest import MakeContact
from tickets import tasks
from tickets.actions import add_comment, attach_file, move_ticket, record_contact
from tickets.models import Comment, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def staff(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


def text(page: Any) -> str:
    return page.content.decode()


def test_the_conversation_and_the_history_are_shown(
    staff: Client, ticket: Ticket, agent: User
) -> None:
    add_comment(ticket, kind="message", body="<b>Smoke</b>\n\nand fire")
    add_comment(ticket, kind="transcript", body="10:02 Aino: hi", contact=ticket.contacts.get())
    move_ticket(ticket, to="open", actor=agent)

    page = staff.get(f"/tickets/{ticket.pk}/")

    assert "<p>&lt;b&gt;Smoke&lt;/b&gt;</p>\n\n<p>and fire</p>" in text(page)
    assert "10:02 Aino: hi</pre>" in text(page)
    assert [words for _, words in page.context["history"]] == [
        "Opened: Web form",
        "From the requester",
        "Chat transcript",
        "New → Open",
    ]


def test_times_are_in_the_desks_zone(staff: Client, ticket: Ticket) -> None:
    at = datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
    add_comment(ticket, kind="note", body="Late", at=at)

    assert "2 Jul 2026, 00:30" in text(staff.get(f"/tickets/{ticket.pk}/"))


def test_a_reply_is_stored_mailed_and_the_ticket_waits(
    staff: Client, ticket: Ticket, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    hurried: list[int] = []
    monkeypatch.setattr(tasks.send_mail, "delay", hurried.append)
    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(
            f"/tickets/{ticket.pk}/comments/", {"key": uuid4(), "kind": "reply", "body": "Try now"}
        )

    comment = Comment.objects.get()
    ticket.refresh_from_db()
    assert response["Location"] == f"/tickets/{ticket.pk}/"
    assert (comment.kind, comment.body, ticket.status) == ("reply", "Try now", "pending")
    assert hurried == [comment.pk]


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_posted_twice_it_is_stored_once(staff: Client, ticket: Ticket, kind: str) -> None:
    form = {"key": str(uuid4()), "kind": kind, "body": "Once"}
    for _ in range(2):
        staff.post(f"/tickets/{ticket.pk}/comments/", form)

    assert [comment.kind for comment in Comment.objects.all()] == [kind]


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "reply", "body": " "},
        {"kind": "reply", "body": "\x00\u200b"},
        {"kind": "note", "body": "x" * 8001},
        {"kind": "transcript", "body": "forged"},
        {"body": "words"},
    ],
)
def test_a_wrong_comment_is_not_stored_and_what_was_typed_stays(
    staff: Client, ticket: Ticket, form: dict[str, str]
) -> None:
    response = staff.post(f"/tickets/{ticket.pk}/comments/", form)

    assert response.status_code == 400
    assert response.context["form"].data["body"] == form["body"]
    assert not Comment.objects.exists()


def test_a_reply_to_a_closed_ticket_stays_in_the_page(staff: Client, ticket: Ticket) -> None:
    move_ticket(ticket, to="closed")

    response = staff.post(
        f"/tickets/{ticket.pk}/comments/", {"kind": "reply", "body": "Words of an hour"}
    )

    assert response.status_code == 409
    assert "Words of an hour</textarea>" in text(response)
    assert "The ticket is closed." in text(response)


def test_codes_in_a_note_are_masked(staff: Client, ticket: Ticket) -> None:
    staff.post(f"/tickets/{ticket.pk}/comments/", {"kind": "note", "body": "131052-308T"})

    assert Comment.objects.get().body == "▇▇▇▇▇▇-▇▇▇▇"


def test_the_status_is_moved_and_only_allowed_steps_are_offered(
    staff: Client, ticket: Ticket
) -> None:
    staff.post(f"/tickets/{ticket.pk}/status/", {"to": "solved"})

    page = text(staff.get(f"/tickets/{ticket.pk}/"))
    assert re.findall(r'name="to" value="(\w+)"', page) == ["open", "closed"]


@pytest.mark.parametrize("to", ["new", "lost", ""])
def test_a_wrong_step_is_refused_with_a_sentence(staff: Client, ticket: Ticket, to: str) -> None:
    move_ticket(ticket, to="open")

    response = staff.post(f"/tickets/{ticket.pk}/status/", {"to": to})

    assert response.status_code == 409
    assert "A ticket in this state cannot be moved there." in text(response)


def test_a_ticket_is_assigned(staff: Client, ticket: Ticket, agent: User, team: Team) -> None:
    staff.post(f"/tickets/{ticket.pk}/assignment/", {"assignee": agent.pk, "team": team.pk})

    ticket.refresh_from_db()
    assert (ticket.assignee, ticket.team) == (agent, team)


def test_nobody_who_left_is_assigned(staff: Client, ticket: Ticket) -> None:
    left = User.objects.create_user("left", "left@desk.example", is_active=False)

    response = staff.post(f"/tickets/{ticket.pk}/assignment/", {"assignee": left.pk})

    assert response.status_code == 400


def test_a_loose_contact_of_the_person_is_offered_and_attached(
    staff: Client, ticket: Ticket, make_contact: MakeContact
) -> None:
    contact = make_contact(channel="phone", subject="Called before")
    assert "Called before" in text(staff.get(f"/tickets/{ticket.pk}/"))

    staff.post(f"/tickets/{ticket.pk}/contacts/", {"contact": contact.pk})

    contact.refresh_from_db()
    assert contact.ticket == ticket


def test_a_contact_of_another_person_is_refused(staff: Client, ticket: Ticket) -> None:
    leo = record_contact(channel="phone", requester=Requester.objects.create(name="Leo"))

    response = staff.post(f"/tickets/{ticket.pk}/contacts/", {"contact": leo.pk})

    assert response.status_code == 409


@pytest.mark.parametrize("contact", ["", "x", "999999999", "9" * 40, "²"])
def test_a_contact_that_is_none_is_not_found(staff: Client, ticket: Ticket, contact: str) -> None:
    response = staff.post(f"/tickets/{ticket.pk}/contacts/", {"contact": contact})

    assert response.status_code == 404


def test_a_file_is_downloaded_and_never_shown(staff: Client, ticket: Ticket) -> None:
    file = attach_file(
        ticket, name="näyttö.html", content_type="text/html", content=b"<script>x</script>"
    )

    response = staff.get(f"/tickets/{ticket.pk}/files/{file.pk}/")

    assert response.content == b"<script>x</script>"
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''n%C3%A4ytt%C3%B6.html")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["1/files/1", "999999999", "9" * 40, "9" * 40 + "/files/1"])
def test_what_is_not_there_is_not_found(staff: Client, path: str) -> None:
    assert staff.get(f"/tickets/{path}/").status_code == 404


def test_a_file_is_found_only_in_its_own_ticket(
    staff: Client, ticket: Ticket, make_ticket: Any
) -> None:
    file = attach_file(make_ticket(), name="a", content_type="a/b", content=b"1")

    assert staff.get(f"/tickets/{ticket.pk}/files/{file.pk}/").status_code == 404
