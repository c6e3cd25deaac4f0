"""The web form makes a ticket."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from helpdesk.people.models import Requester
from tests.tickets.at_once import at_once
from tickets.actions import submit_form
from tickets.errors import Empty
from tickets.models import Comment, Contact, Ticket, Topic

pytestmark = pytest.mark.django_db
KEY = UUID("11111111-1111-4111-8111-111111111111")


def submit(**fields: Any) -> Contact:
    return submit_form(
        **{
            "key": KEY,
            "name": "Aino",
            "email": "aino@uni.example",
            "topic": None,
            "language": "fi",
            "message": "Hei, tulostin savuaa",
            **fields,
        }
    )


def test_a_message_becomes_a_contact_a_ticket_and_a_comment(topic: Topic) -> None:
    contact = submit(topic=topic)

    ticket, comment = Ticket.objects.get(), Comment.objects.get()
    assert (contact.channel, contact.language, contact.ticket) == ("web", "fi", ticket)
    assert (ticket.status, ticket.subject, ticket.topic) == ("new", "Tulostin savuaa", topic)
    assert ticket.requester.email == "aino@uni.example"
    assert (comment.kind, comment.body) == ("message", "Hei, tulostin savuaa")
    assert comment.author_name == "Aino"


def test_without_a_topic_the_words_point_to_one(topic: Topic) -> None:
    assert submit(message="Eduroam ei toimi").topic == topic
    assert submit(message="Tulostin savuaa", email="leo@uni.example").topic is None


def test_posted_twice_it_is_stored_once() -> None:
    first, second = submit(), submit()

    assert second == first
    counted = (Contact, Ticket, Comment, Requester)
    assert [model.objects.count() for model in counted] == [1, 1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_posted_twice_at_once_it_is_stored_once() -> None:
    first, second = at_once(submit, submit)

    assert first == second
    counted = (Contact, Ticket, Comment, Requester)
    assert [model.objects.count() for model in counted] == [1, 1, 1, 1]


def test_corrected_and_posted_again_the_new_words_are_kept_too() -> None:
    submit()
    submit(message="Anteeksi: skanneri savuaa")

    assert Ticket.objects.count() == 1
    assert [comment.body for comment in Comment.objects.all()] == [
        "Hei, tulostin savuaa",
        "Anteeksi: skanneri savuaa",
    ]


def test_the_next_person_at_a_shared_computer_gets_an_own_ticket() -> None:
    submit()
    submit(email="leo@uni.example")

    assert Ticket.objects.count() == 2


def test_identity_codes_are_masked_everywhere_and_counted() -> None:
    contact = submit(name="Aino 131052-308T", message="131052-308T ja 131052A308T")

    stored = [
        *Requester.objects.values_list("name", flat=True),
        *Ticket.objects.values_list("subject", flat=True),
        *Contact.objects.values_list("subject", flat=True),
        *Comment.objects.values_list("body", "author_name").get(),
    ]
    assert contact.masked == 3
    assert [text for text in stored if "308T" in text] == []


@pytest.mark.parametrize("message", ["", "  ", "\u200b\u200d", "\x00"])
def test_nothing_is_no_message(message: str) -> None:
    with pytest.raises(Empty):
        submit(message=message)

    assert not Contact.objects.exists()
