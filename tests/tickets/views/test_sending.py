"""Answers from the page of a ticket: files with them, and mails that did not go out."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import User
from tests.english import english_on
from tickets import tasks
from tickets.actions import keep_note, move_ticket, reply_to_requester
from tickets.choices import SendFault
from tickets.models import Attachment, Comment, Ticket
from tickets.querysets import SEND_TRIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def staff(client: Client, agent: User, monkeypatch: Any) -> Client:
    monkeypatch.setattr(tasks.send_mail, "delay", lambda comment_id: None)
    client.force_login(agent)
    return client


def upload(name: str, content: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/x-nonsense")


def write(staff: Client, ticket: Ticket, kind: str = "reply", **fields: Any) -> Any:
    form = {"key": str(uuid4()), "kind": kind, "body": "Words of an hour", **fields}
    return staff.post(f"/tickets/{ticket.pk}/comments/", form)


def page(staff: Client, ticket: Ticket) -> str:
    return staff.get(f"/tickets/{ticket.pk}/").content.decode()


def reply(ticket: Ticket, agent: User, **fields: Any) -> Comment:
    comment = reply_to_requester(ticket, author=agent, body="Try again", key=uuid4())
    Comment.objects.filter(pk=comment.pk).update(**fields)
    return comment


def send_again(staff: Client, comment: Comment, **fields: str) -> Any:
    form = {"to": "right@uni.example", "seen": "", **fields}
    return staff.post(f"/tickets/{comment.ticket_id}/comments/{comment.pk}/send-again/", form)


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_several_files_are_kept_and_shown_with_their_comment(
    staff: Client, ticket: Ticket, kind: str
) -> None:
    write(staff, ticket, kind, files=[upload("näyttö.png"), upload("a.txt", b"words")])

    shown = re.findall(r'<ul role="list" class="attached".*?</ul>', page(staff, ticket), re.DOTALL)
    assert [re.findall(r">([^<>]+)</a>", each) for each in shown] == [["näyttö.png", "a.txt"]]
    types = Attachment.objects.values_list("comment__kind", "content_type", "is_public")
    is_public = kind == "reply"
    assert list(types) == [(kind, "image/png", is_public), (kind, "text/plain", is_public)]


def test_a_refusal_says_per_file_what_is_wrong_and_keeps_the_words(
    staff: Client, ticket: Ticket
) -> None:
    files = [upload("a.exe"), upload("b.png", b""), upload("c.png"), upload("d.png", b"MZ")]

    response = write(staff, ticket, files=files)

    assert response.status_code == 400
    assert response.context["form"].errors == {
        "files": [
            "“a.exe” is of a kind that is not taken. Send pictures, PDF, office documents, text or"
            " ZIP.",
            "“b.png” is empty. Look whether it is the right file.",
            "“d.png” is not what its ending says. Save it anew and send that.",
            "Choose the files again: a browser does not keep them when a page comes back.",
        ]
    }
    assert "Words of an hour</textarea>" in response.content.decode()
    assert not Comment.objects.exists()


def test_too_many_and_too_large_files_are_refused(
    staff: Client, ticket: Ticket, settings: Any
) -> None:
    settings.FILES = {"each": 20, "together": 30, "most": 2}
    files = [upload("a.txt", b"x" * 21), upload("b.txt", b"x" * 9), upload("c.txt", b"x")]

    response = write(staff, ticket, files=files)

    assert len(response.context["form"].errors["files"]) == 4
    assert not Comment.objects.exists()


def test_whatever_is_wrong_the_files_must_be_chosen_again(staff: Client, ticket: Ticket) -> None:
    again = ["Choose the files again: a browser does not keep them when a page comes back."]
    empty = write(staff, ticket, body=" ", files=[upload("a.png")])
    move_ticket(ticket, to="closed")
    closed = write(staff, ticket, files=[upload("a.png")])

    assert [answer.context["form"].errors["files"] for answer in (empty, closed)] == [again, again]
    assert "files" not in write(staff, ticket, body=" ").context["form"].errors


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"body": " "}, "body"), ({"files": "a.exe"}, "files"), ({"kind": "reply"}, "body")],
)
def test_a_refused_answer_comes_back_at_what_is_wrong(
    staff: Client, ticket: Ticket, fields: dict[str, Any], wrong: str
) -> None:
    if "files" in fields:
        fields = {"files": [upload(fields["files"])]}
    move_ticket(ticket, to="closed")

    shown = write(staff, ticket, **fields).content.decode()

    assert re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"[^>]* autofocus', shown) == [wrong]


def test_a_refused_address_comes_back_focused(staff: Client, ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent, send_tries=1)

    shown = send_again(staff, comment, to="x").content.decode()

    assert re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"[^>]* autofocus', shown) == ["to"]


def test_a_browser_is_told_the_limits(staff: Client, ticket: Ticket) -> None:
    field = re.search(r'<input type="file"[^>]*>', page(staff, ticket))

    assert field is not None
    told = dict(re.findall(r'([\w-]+)="([^"]*)"', field[0]))
    assert (told["data-most"], told["data-each"], told["data-together"]) == (
        "10",
        "10485760",
        "14680064",
    )
    assert told["accept"].startswith(".png,.jpg,")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "A reply to aino@uni.example is waiting to be mailed."),
        (
            {"send_tries": 2, "send_fault": "away"},
            "A reply to aino@uni.example is not mailed yet: it failed and is tried again.",
        ),
        (
            {"send_tries": SEND_TRIES, "send_fault": "address"},
            "A reply could not be mailed to aino@uni.example.",
        ),
    ],
)
def test_a_reply_that_did_not_leave_is_said_above_all_else(
    staff: Client, ticket: Ticket, agent: User, fields: dict[str, Any], words: str
) -> None:
    comment = reply(ticket, agent, **fields)
    shown = page(staff, ticket)

    assert [words in shown, f'<a href="#comment-{comment.pk}">' in shown] == [True, True]
    assert [each.pk for each in staff.get(f"/tickets/{ticket.pk}/").context["owed"]] == [comment.pk]


def test_what_was_mailed_is_owed_no_more(staff: Client, ticket: Ticket, agent: User) -> None:
    reply(ticket, agent, sent_at="2026-01-02T10:00Z")

    assert staff.get(f"/tickets/{ticket.pk}/").context["owed"] == []


def test_why_it_failed_is_said_in_words(staff: Client, ticket: Ticket, agent: User) -> None:
    reply(ticket, agent, send_tries=SEND_TRIES, send_fault="size")
    reply(ticket, agent, send_tries=1)
    shown = page(staff, ticket)

    assert "Not mailed to aino@uni.example: it is too large for the mail server." in shown
    assert "Not mailed to aino@uni.example: it is not known why." in shown
    assert shown.count("It is tried no more.") == 1
    assert shown.count("1 try failed, and it is tried again by itself.") == 1


def test_it_is_sent_again_to_the_corrected_address(
    staff: Client, ticket: Ticket, agent: User
) -> None:
    comment = reply(ticket, agent, send_tries=SEND_TRIES)

    response = send_again(staff, comment)

    comment.refresh_from_db()
    assert response["Location"] == f"/tickets/{ticket.pk}/"
    assert (comment.send_to, comment.send_tries) == ("right@uni.example", 0)
    assert "The mail is on its way to right@uni.example." in page(staff, ticket)


def test_sent_twice_from_one_page_it_goes_once(staff: Client, ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent, send_tries=SEND_TRIES)
    seen = re.search(r'name="seen" value="([^"]*)"', page(staff, ticket))
    answers = [send_again(staff, comment, seen=seen[1] if seen else "").status_code for _ in "12"]

    assert answers == [302, 302]
    assert ticket.events.filter(kind="resent").count() == 1


def test_after_another_failure_the_page_sends_it_once_more(
    staff: Client, ticket: Ticket, agent: User
) -> None:
    comment = reply(ticket, agent, send_tries=SEND_TRIES)
    send_again(staff, comment)
    Comment.objects.update(send_tries=1)
    seen = re.search(r'name="seen" value="([^"]*)"', page(staff, ticket))
    assert seen is not None

    send_again(staff, comment, seen=seen[1])

    assert ticket.events.filter(kind="resent").count() == 2


@pytest.mark.parametrize("to", ["", "aino@", "a@b.fi\r\nBcc: x@y.fi"])
def test_a_wrong_address_comes_back_beside_its_reply(
    staff: Client, ticket: Ticket, agent: User, to: str
) -> None:
    comment = reply(ticket, agent, send_tries=SEND_TRIES)

    response = send_again(staff, comment, to=to)

    (said,) = response.context["said"]
    assert (response.status_code, said.again["to"].value()) == (400, to)
    comment.refresh_from_db()
    assert comment.send_to == "aino@uni.example"


def test_who_was_slower_learns_where_it_goes(staff: Client, ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent, send_tries=SEND_TRIES)
    send_again(staff, comment, to="first@uni.example")

    response = send_again(staff, comment, to="second@uni.example")

    assert response.status_code == 409
    assert "The reply goes to first@uni.example already." in response.content.decode()


def test_only_replies_of_the_ticket_are_sent(
    staff: Client, ticket: Ticket, agent: User, make_ticket: Any
) -> None:
    note = keep_note(ticket, author=agent, body="Inside", key=uuid4())
    elsewhere = reply(make_ticket("Smoke"), agent, send_tries=SEND_TRIES)
    elsewhere.ticket_id = ticket.pk

    assert [send_again(staff, each).status_code for each in (note, elsewhere)] == [404, 404]


def test_all_of_it_is_said_in_finnish(
    client: Client, ticket: Ticket, agent: User, supervisor: User
) -> None:
    client.force_login(supervisor)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fi"
    for tries, fault in ((0, ""), (1, ""), *((SEND_TRIES, fault) for fault in SendFault.values)):
        reply(ticket, agent, send_tries=tries, send_fault=fault)
    send_again(client, reply(ticket, agent, send_tries=1))
    files = [upload("a.exe"), upload("a.png", b""), upload("b.png", b"MZ")]

    pages = [
        client.get(f"/tickets/{ticket.pk}/"),
        client.get("/console/owed/"),
        write(client, ticket, body=" ", files=files),
        send_again(client, reply(ticket, agent, send_tries=1), to=""),
    ]

    assert [english_on(page.content.decode(), "fi") for page in pages] == [[]] * 4


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_was_said(
    staff: Client,
    ticket: Ticket,
    agent: User,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        reply(ticket, agent, send_tries=number)
        write(staff, ticket, "note", files=[upload(f"{number}.png")])
    page(staff, ticket)

    with django_assert_num_queries(14):
        staff.get(f"/tickets/{ticket.pk}/")
