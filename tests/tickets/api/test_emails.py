from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from tests.roles import user_as
from tickets.models import Comment, Contact

pytestmark = pytest.mark.django_db
MAIL = (
    b"From: Aino Kallio <aino@uni.example>\r\n"
    b"To: desk@uni.example\r\n"
    b"Subject: Printer on fire\r\n"
    b"Message-ID: <1@uni.example>\r\n"
    b"\r\n"
    b"Please come. \xe4\r\n"
)


def send(client: Any, raw: bytes, content_type: str = "message/rfc822") -> Any:
    return client.generic("POST", "/api/v1/emails/", raw, content_type=content_type)


def test_a_mail_becomes_a_contact_with_a_ticket(api: APIClient) -> None:
    answer = send(api, MAIL)

    contact = Contact.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {"contact": contact.pk, "ticket": contact.ticket_id},
    )
    assert (contact.channel, contact.subject) == ("email", "Printer on fire")


def test_a_mail_that_is_sent_twice_is_received_once(api: APIClient) -> None:
    answers = [send(api, MAIL) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert (Contact.objects.count(), Comment.objects.count()) == (1, 1)


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"hello", b"\r\n\r\n", b"{}" * 1000])
def test_what_is_no_mail_is_refused_in_words(api: APIClient, raw: bytes) -> None:
    answer = send(api, raw)

    assert (answer.status_code, answer.json()["code"]) == (400, "no_sender")
    assert Contact.objects.count() == 0


def test_a_mail_over_ten_megabytes_is_refused(api: APIClient) -> None:
    answer = send(api, MAIL + b"x" * (10 * 1024 * 1024))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_mail_of_a_machine_is_left_out(api: APIClient) -> None:
    answer = send(api, b"Auto-Submitted: auto-replied\r\n" + MAIL)

    assert (answer.status_code, answer.json()["code"]) == (409, "auto_reply")


def test_only_raw_mails_are_taken(api: APIClient) -> None:
    assert send(api, b"{}", "application/json").status_code == 415


def test_a_session_needs_the_token_against_forged_requests() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_as("agent"))

    assert send(client, MAIL).status_code == 403
