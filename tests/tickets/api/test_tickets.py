from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from helpdesk.people.models import Requester, User
from tests.admin_objects import make_ticket
from tickets.actions import add_comment, attach_file, move_ticket
from tickets.models import Comment, Ticket

pytestmark = pytest.mark.django_db
LIST = "/api/v1/tickets/"


def numbers(answer: Any) -> list[int]:
    return [ticket["id"] for ticket in answer.json()["results"]]


@pytest.mark.parametrize("path", [LIST, "/api/v1/contacts/"])
def test_the_page_for_browsers_lists_no_people_to_choose_from(api: APIClient, path: str) -> None:
    Requester.objects.create(name="Somebody Else")

    page = api.get(path, headers={"Accept": "text/html"})

    assert ('name="requester"' in page.text, "Somebody Else" in page.text) == (True, False)


def test_tickets_are_listed_newest_first(api: APIClient) -> None:
    old, new = make_ticket(1), make_ticket(2)

    assert numbers(api.get(LIST)) == [new.pk, old.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    api: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        make_ticket(n)

    with django_assert_num_queries(3):
        api.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_ticket_costs_the_same_however_much_it_gathered(
    api: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ticket = make_ticket(1)
    for n in range(rows):
        add_comment(ticket, kind="note", body=f"Note {n}", author=ticket.assignee)
        attach_file(ticket, name=f"{n}.txt", content_type="text/plain", content=b"x")

    with django_assert_num_queries(6):
        api.get(f"{LIST}{ticket.pk}/")


def test_a_ticket_shows_all_that_it_gathered(api: APIClient) -> None:
    ticket = make_ticket(1)
    add_comment(ticket, kind="note", body="Look at the router", author=ticket.assignee)
    file = attach_file(ticket, name="a.txt", content_type="text/plain", content=b"Hello")

    shown = api.get(f"{LIST}{ticket.pk}/").json()

    assert shown["requester"]["email"] == "person1@uni.example"
    assert shown["moves"] == ["closed", "open", "pending", "solved"]
    assert [contact["channel"] for contact in shown["contacts"]] == ["phone"]
    assert [event["words"] for event in shown["events"]] == ["Opened: Phone", "Internal note"]
    assert [(said["author"]["name"], said["body"]) for said in shown["comments"]] == [
        ("User1", "Look at the router")
    ]
    assert [(entry["size"], entry["sha256"], entry["url"]) for entry in shown["attachments"]] == [
        (5, file.sha256, f"/tickets/{ticket.pk}/files/{file.pk}/")
    ]


def test_times_are_utc_with_milliseconds(api: APIClient) -> None:
    ticket = make_ticket(1)
    Ticket.objects.update(created_at=datetime(2026, 1, 31, 10, 2, 3, 123456, UTC))

    shown = api.get(f"{LIST}{ticket.pk}/").json()

    assert shown["created_at"] == "2026-01-31T10:02:03.123Z"


def test_tickets_are_narrowed_by_status(api: APIClient) -> None:
    solved, closed, _new = make_ticket(1), make_ticket(2), make_ticket(3)
    move_ticket(solved, to="solved")
    move_ticket(closed, to="closed")

    assert numbers(api.get(f"{LIST}?status=solved&status=closed")) == [closed.pk, solved.pk]


@pytest.mark.parametrize("field", ["team", "topic", "requester", "assignee"])
def test_tickets_are_narrowed_by_whom_and_what_they_are_about(api: APIClient, field: str) -> None:
    ticket, _other = make_ticket(1), make_ticket(2)

    answer = api.get(f"{LIST}?{field}={getattr(ticket, field).pk}")

    assert numbers(answer) == [ticket.pk]


def test_a_range_of_times_has_its_beginning_but_not_its_end(api: APIClient) -> None:
    first, second = make_ticket(1), make_ticket(2)
    Ticket.objects.filter(pk=first.pk).update(created_at=datetime(2026, 3, 1, tzinfo=UTC))
    Ticket.objects.filter(pk=second.pk).update(created_at=datetime(2026, 3, 2, tzinfo=UTC))
    asked = {"created_from": "2026-03-01T00:00:00Z", "created_before": "2026-03-02T00:00:00Z"}

    assert numbers(api.get(LIST, asked)) == [first.pk]


@pytest.mark.parametrize(
    "wrong", [{"status": "lost"}, {"team": "x"}, {"created_from": "yesterday"}, {"topic": "0"}]
)
def test_a_filter_that_makes_no_sense_is_named(api: APIClient, wrong: dict[str, str]) -> None:
    answer = api.get(LIST, wrong)

    assert (answer.status_code, list(answer.json())) == (400, list(wrong))


def test_an_unknown_number_is_not_found(api: APIClient) -> None:
    assert api.get(f"{LIST}4711/").status_code == 404


def test_a_note_is_stored_once_however_often_it_is_sent(api: APIClient, agent: User) -> None:
    ticket = make_ticket(1)
    note = {"key": str(uuid4()), "kind": "note", "body": "Rang back"}

    answers = [api.post(f"{LIST}{ticket.pk}/comments/", note, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    stored = Comment.objects.get()
    assert (stored.kind, stored.body, stored.author) == ("note", "Rang back", agent)


def test_a_reply_is_owed_as_a_mail_and_waits_for_the_person(api: APIClient) -> None:
    ticket = make_ticket(1)
    reply = {"key": str(uuid4()), "kind": "reply", "body": "Try again now"}

    api.post(f"{LIST}{ticket.pk}/comments/", reply, format="json")

    ticket.refresh_from_db()
    assert (ticket.status, Comment.objects.get().send_to) == ("pending", "person1@uni.example")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": "x" * 8001}, "body"),
        ({"kind": "message"}, "kind"),
        ({"key": "1"}, "key"),
    ],
)
def test_a_comment_that_does_not_fit_is_refused_by_field(
    api: APIClient, wrong: dict[str, str], field: str
) -> None:
    ticket = make_ticket(1)
    sent = {"key": str(uuid4()), "kind": "note", "body": "x", **wrong}

    answer = api.post(f"{LIST}{ticket.pk}/comments/", sent, format="json")

    assert (answer.status_code, list(answer.json()), Comment.objects.count()) == (400, [field], 0)


def test_identity_codes_stop_before_storage(api: APIClient) -> None:
    ticket = make_ticket(1)
    note = {"key": str(uuid4()), "kind": "note", "body": "Her code is 131052-308T."}

    api.post(f"{LIST}{ticket.pk}/comments/", note, format="json")

    assert "131052" not in Comment.objects.get().body


def test_a_status_is_moved_and_the_ticket_shown(api: APIClient, agent: User) -> None:
    ticket = make_ticket(1)

    answer = api.post(f"{LIST}{ticket.pk}/status/", {"to": "solved"}, format="json")

    assert (answer.status_code, answer.json()["status"]) == (200, "solved")
    assert ticket.events.get(kind="status").actor == agent


def test_a_step_that_is_not_allowed_is_refused_with_its_reason(api: APIClient) -> None:
    ticket = make_ticket(1)
    move_ticket(ticket, to="closed")

    answer = api.post(f"{LIST}{ticket.pk}/status/", {"to": "open"}, format="json")

    assert (answer.status_code, answer.json()["code"], answer.json()["from"]) == (
        409,
        "not_a_move",
        "closed",
    )


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_tickets_change_by_their_verbs_only(api: APIClient, method: str) -> None:
    ticket = make_ticket(1)

    assert getattr(api, method)(f"{LIST}{ticket.pk}/", {}).status_code == 405


@pytest.mark.parametrize(("kind", "is_public"), [("reply", True), ("note", False)])
def test_files_come_with_a_form_of_parts(api: APIClient, kind: str, is_public: bool) -> None:
    ticket = make_ticket(1)
    files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")]
    said = {"key": str(uuid4()), "kind": kind, "body": "Look", "files": files}

    answer = api.post(f"{LIST}{ticket.pk}/comments/", said, format="multipart")

    shown = api.get(f"{LIST}{ticket.pk}/").json()["attachments"]
    number = answer.json()["id"]
    assert [(file["name"], file["comment"], file["is_public"]) for file in shown] == [
        ("a.txt", number, is_public),
        ("b.txt", number, is_public),
    ]


def test_files_that_are_not_taken_are_named_and_nothing_is_stored(api: APIClient) -> None:
    ticket = make_ticket(1)
    files = [SimpleUploadedFile("a.exe", b"MZ"), SimpleUploadedFile("b.png", b"MZ")]
    said = {"key": str(uuid4()), "kind": "reply", "body": "Look", "files": files}

    answer = api.post(f"{LIST}{ticket.pk}/comments/", said, format="multipart")

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "code": "files_refused",
            "faults": ["kind", "content"],
            "message": "“a.exe” is of a kind that is not taken. Send pictures, PDF, office"
            " documents, text or ZIP. “b.png” is not what its ending says. Save it anew and send"
            " that.",
        },
    )
    assert not Comment.objects.exists()
