"""The conversation of a ticket."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from helpdesk.people.models import User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact, MakeTicket
from tickets.actions import add_comment
from tickets.errors import Empty
from tickets.models import Comment, Contact, Ticket

pytestmark = pytest.mark.django_db


def test_a_comment_is_kept_with_its_author_and_written_down(ticket: Ticket, agent: User) -> None:
    comment = add_comment(ticket, kind="note", body="Look at the fuse", author=agent)

    assert (comment.author_name, comment.body) == ("Anna", "Look at the fuse")
    event = ticket.events.get(kind="comment")
    assert (event.actor, event.data) == (agent, {"comment": comment.pk, "kind": "note"})


def test_a_message_is_the_requesters(ticket: Ticket) -> None:
    assert add_comment(ticket, kind="message", body="Help").author_name == "Aino Kallio"


def test_codes_are_masked_and_counted_on_the_contact(
    ticket: Ticket, make_contact: MakeContact
) -> None:
    contact = make_contact(masked=1)

    comment = add_comment(ticket, kind="message", body="I am 131052-308T", contact=contact)

    contact.refresh_from_db()
    assert comment.body == "I am ▇▇▇▇▇▇-▇▇▇▇"
    assert contact.masked == 2


@pytest.mark.parametrize("body", ["", " \n", "\u200b", "\x00"])
def test_nothing_is_no_comment(ticket: Ticket, body: str) -> None:
    with pytest.raises(Empty):
        add_comment(ticket, kind="note", body=body)

    assert not Comment.objects.exists()


def test_a_contact_has_one_transcript(ticket: Ticket, make_contact: MakeContact) -> None:
    contact = make_contact()
    first = add_comment(ticket, kind="transcript", body="One", contact=contact)
    second = add_comment(ticket, kind="transcript", body="Two", contact=contact)

    assert second == first
    assert Comment.objects.get().body == "One"


def test_the_first_reply_answers_waiting_mails_and_forms(make_ticket: MakeTicket) -> None:
    ticket = make_ticket(channel="email")
    contact = ticket.contacts.get()
    at = contact.started_at + timedelta(minutes=5)

    add_comment(ticket, kind="note", body="Not yet", at=at - timedelta(minutes=1))
    add_comment(ticket, kind="reply", body="Hello", at=at)
    add_comment(ticket, kind="reply", body="And", at=at + timedelta(minutes=1))

    contact.refresh_from_db()
    assert contact.wait == timedelta(minutes=5)


def test_a_reply_does_not_answer_a_chat_that_was_left(make_ticket: MakeTicket) -> None:
    ticket = make_ticket(channel="chat")

    add_comment(ticket, kind="reply", body="You left before we came")

    assert ticket.contacts.get().first_reply_at is None


@pytest.mark.django_db(transaction=True)
def test_a_form_posted_twice_at_once_is_one_comment(ticket: Ticket) -> None:
    key = uuid4()

    def post() -> Comment:
        return add_comment(Ticket.objects.get(), kind="note", body="Once", key=key)

    first, second = at_once(post, post)

    assert first == second
    assert Comment.objects.count() == 1
    assert Contact.objects.count() == 1
