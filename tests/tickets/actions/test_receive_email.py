"""Mails become contacts and tickets."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from helpdesk.errors import DomainError, Invalid
from helpdesk.people.models import Desk, User
from tests.tickets.at_once import at_once
from tests.tickets.mail.letters import letter, raw
from tickets.actions import move_ticket, receive_email, reply_to_requester, send_reply
from tickets.actions.receive_email import MAX_SIZE, MAX_TEXT
from tickets.errors import AutoReply, Empty, TooLarge
from tickets.models import Attachment, Comment, Contact, Ticket, Topic

pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_contact_a_ticket_and_a_comment(topic: Topic) -> None:
    contact = receive_email(raw("Hei,\neduroam ei toimi", Subject="Verkko", Content_Language="fi"))

    ticket, comment = Ticket.objects.get(), Comment.objects.get()
    assert (contact.channel, contact.external_id) == ("email", "mail:1@uni.example")
    assert (contact.topic, contact.team, contact.language) == (topic, topic.team, "fi")
    assert contact.started_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert (ticket.subject, ticket.status, ticket.origin_channel) == ("Verkko", "new", "email")
    assert (ticket.requester.name, ticket.requester.email) == ("Aino Kallio", "aino@uni.example")
    assert (comment.kind, comment.body) == ("message", "Hei,\neduroam ei toimi")
    assert (comment.author_name, comment.created_at) == ("Aino Kallio", contact.started_at)


def test_received_twice_it_is_stored_once() -> None:
    assert receive_email(raw()) == receive_email(raw())
    assert [model.objects.count() for model in (Contact, Ticket, Comment)] == [1, 1, 1]


def test_without_message_id_the_same_bytes_are_stored_once() -> None:
    first = receive_email(raw(Message_ID=""))

    assert receive_email(raw(Message_ID="")) == first
    assert receive_email(raw("Something else", Message_ID="")) != first


@pytest.mark.django_db(transaction=True)
def test_received_twice_at_once_it_is_stored_once() -> None:
    first, second = at_once(lambda: receive_email(raw()), lambda: receive_email(raw()))

    assert first == second
    assert [model.objects.count() for model in (Contact, Ticket, Comment)] == [1, 1, 1]


def test_an_answer_to_a_known_mail_goes_on_with_its_ticket() -> None:
    first = receive_email(raw())
    second = receive_email(raw("Ei savua enää", Message_ID="<2@x>", In_Reply_To="<1@uni.example>"))

    assert second.ticket == first.ticket
    assert Comment.objects.filter(ticket=first.ticket).count() == 2
    assert Ticket.objects.count() == 1


def test_an_answer_reopens_what_waited_for_it() -> None:
    ticket = receive_email(raw()).ticket
    assert ticket is not None
    move_ticket(ticket, to="pending")

    receive_email(raw(Message_ID="<2@x>", References="<0@x> <1@uni.example>"))

    ticket.refresh_from_db()
    assert ticket.status == "open"


def test_an_answer_to_a_closed_ticket_opens_a_new_one() -> None:
    ticket = receive_email(raw()).ticket
    assert ticket is not None
    move_ticket(ticket, to="closed")

    contact = receive_email(raw(Message_ID="<2@x>", In_Reply_To="<1@uni.example>"))

    assert contact.ticket != ticket


def test_the_number_in_the_subject_counts_for_the_same_sender_only() -> None:
    ticket = receive_email(raw()).ticket
    assert ticket is not None
    subject = f"Re: [#{ticket.pk}] Tulostin"

    own = receive_email(raw(Message_ID="<2@x>", Subject=subject, From="AINO@uni.example"))
    other = receive_email(raw(Message_ID="<3@x>", Subject=subject, From="leo@uni.example"))

    assert own.ticket == ticket
    assert other.ticket != ticket
    assert other.ticket is not None
    assert other.ticket.subject == "Tulostin"


def test_an_answer_to_our_reply_finds_its_ticket_from_any_address(
    desk: Desk, agent: User, mailoutbox: list[EmailMessage]
) -> None:
    ticket = receive_email(raw()).ticket
    assert ticket is not None
    send_reply(reply_to_requester(ticket, author=agent, body="Try again", key=uuid4()).pk)
    sent = str(mailoutbox[0].extra_headers["Message-ID"])

    answer = receive_email(raw(Message_ID="<2@x>", From="a.kallio@home.example", In_Reply_To=sent))
    forged = receive_email(
        raw(Message_ID="<3@x>", From="eve@home.example", In_Reply_To=sent.replace(".", ".0", 1))
    )

    assert answer.ticket == ticket
    assert answer.requester == ticket.requester
    assert forged.ticket != ticket


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({"Auto_Submitted": "auto-replied"}, AutoReply),
        ({"From": "desk@uni.example"}, AutoReply),
        ({"From": ""}, Invalid),
        ({"From": "nobody"}, Invalid),
    ],
)
def test_machines_our_own_mails_and_nameless_ones_are_refused(
    desk: Desk, headers: dict[str, str], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        receive_email(raw(**headers))

    assert not Contact.objects.exists()


def test_an_empty_mail_is_refused_and_one_with_a_subject_is_not() -> None:
    with pytest.raises(Empty):
        receive_email(raw("\u200b \n", Subject=""))

    receive_email(raw(" ", Subject="Tulostin savuaa"))
    assert Comment.objects.get().body == "Tulostin savuaa"


def test_a_mail_above_ten_megabytes_is_refused() -> None:
    with pytest.raises(TooLarge) as refusal:
        receive_email(raw() + b"x" * MAX_SIZE)

    assert str(refusal.value.message) == (
        "The mail is larger than 10 MB. Send a smaller one, or a link to it."
    )


def test_a_text_that_no_page_bears_is_kept_whole_as_a_file() -> None:
    text = "word " * MAX_TEXT

    receive_email(raw(text))

    comment, file = Comment.objects.get(), Attachment.objects.get()
    assert comment.body.endswith("[The whole text is in the file message.txt.]")
    assert len(comment.body) < MAX_TEXT + 100
    assert bytes(file.content).decode().split() == text.split()
    assert file.name == "message.txt"


def test_files_are_kept_under_safe_names_up_to_a_number() -> None:
    message = letter("See files")
    for number in range(22):
        message.add_attachment(
            f"{number}".encode(), maintype="text", subtype="plain", filename="../../a.txt"
        )

    ticket = receive_email(message.as_bytes()).ticket

    assert ticket is not None
    names = [file.name for file in ticket.attachments.order_by("pk")]
    assert names == ["a.txt", *(f"a ({number}).txt" for number in range(2, 21))]
    assert Comment.objects.get().body == "See files\n\n[2 more files were left out.]"


def test_identity_codes_are_masked_everywhere_and_counted() -> None:
    contact = receive_email(
        raw("131052-308T", Subject="131052A308T", From='"131052-308T" <aino@uni.example>')
    )

    ticket, comment = Ticket.objects.get(), Comment.objects.get()
    stored = [contact.subject, ticket.subject, ticket.requester.name, comment.body]
    assert contact.masked == 3
    assert [text for text in (*stored, comment.author_name) if "308T" in text] == []


HOSTILE = {
    "control characters": ("a\x07b\x1bc", "abc"),
    "nul": ("a\x00b", "ab"),
    "bidi": ("\u202eevil\u202c \u2066x\u2069", "evil x"),
    "zero width": ("pass\u200bword\ufeff", "password"),
    "right to left": ("الطابعة لا تعمل", "الطابعة لا تعمل"),
    "html": ("<script>alert(1)</script> & <b>x</b>", "<script>alert(1)</script> & <b>x</b>"),
    "emoji": ("rikki 😱👩\u200d💻", "rikki 😱👩\u200d💻"),
    "long": ("x" * 8001, "x" * 8001),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_strange_texts_are_stored_harmless_and_whole(name: str) -> None:
    sent, stored = HOSTILE[name]
    head = b"From: a@uni.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"

    receive_email(head + sent.encode())

    assert Comment.objects.get().body == stored


@pytest.mark.parametrize(
    "date", ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 01 Jan 2100 00:00:00 +0000", "yesterday"]
)
def test_a_wrong_clock_is_not_believed(date: str) -> None:
    contact = receive_email(b"From: a@uni.example\r\nDate: " + date.encode() + b"\r\n\r\nx")

    assert timezone.now() - contact.started_at < timedelta(minutes=1)


class Broken(Exception):
    """Something that no rule foresees."""


def test_a_failure_in_the_middle_keeps_nothing(monkeypatch: Any) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise Broken

    module = importlib.import_module("tickets.actions.receive_email")
    monkeypatch.setattr(module, "add_comment", fail)
    with pytest.raises(Broken):
        receive_email(raw())

    assert [model.objects.count() for model in (Contact, Ticket)] == [0, 0]
