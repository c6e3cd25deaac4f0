"""A reply that could not be mailed is sent again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from helpdesk.people.models import User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeTicket
from tickets import tasks
from tickets.actions import (
    erase_tickets,
    merge_tickets,
    move_ticket,
    reply_to_requester,
    send_again,
    send_reply,
)
from tickets.errors import Erased, OnItsWay
from tickets.history import words_of
from tickets.models import Comment, Ticket
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db
RIGHT = "aino.kallio@uni.example"
Failed = Callable[..., Comment]


@pytest.fixture
def failed(ticket: Ticket, agent: User, monkeypatch: Any) -> Failed:
    """Makes a reply of yesterday that was tried so often to mail."""
    monkeypatch.setattr(tasks.send_mail, "delay", lambda comment_id: None)

    def make(tries: int = SEND_TRIES, **fields: Any) -> Comment:
        comment = reply_to_requester(ticket, author=agent, body="Try again", key=uuid4())
        comment.created_at = timezone.now() - timedelta(days=1)
        comment.send_tries, comment.send_fault = tries, "address"
        for name, value in fields.items():
            setattr(comment, name, value)
        comment.save()
        return comment

    return make


def test_it_goes_to_the_corrected_address_and_history_tells(
    failed: Failed, agent: User, mailoutbox: list[EmailMessage]
) -> None:
    comment = failed()

    sent = send_again(comment, by=agent, to=RIGHT, seen=None)
    send_reply(sent.pk)

    sent.refresh_from_db()
    assert mailoutbox[0].to == [RIGHT]
    assert (sent.send_to, sent.send_fault, sent.is_owed) == (RIGHT, "", False)
    event = sent.ticket.events.get(kind="resent")
    assert (event.actor, words_of(event)) == (agent, f"Mail sent again to {RIGHT}")


def test_the_persons_own_address_stays(failed: Failed, agent: User) -> None:
    sent = send_again(failed(), by=agent, to=RIGHT, seen=None)

    assert sent.ticket.requester.email == "aino@uni.example"


def test_tries_and_pauses_count_anew(failed: Failed, agent: User, monkeypatch: Any) -> None:
    sent = send_again(failed(), by=agent, to=RIGHT, seen=None)
    assert sent.resent_at is not None
    assert list(Comment.objects.given_up()) == []
    assert list(Comment.objects.due(sent.resent_at)) == [sent]

    Comment.objects.update(send_tries=1)

    assert list(Comment.objects.due(sent.resent_at)) == []
    assert list(Comment.objects.due(sent.resent_at + timedelta(minutes=1))) == [sent]


def test_it_is_hurried_after_commit(
    failed: Failed, agent: User, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    comment, hurried = failed(), []
    monkeypatch.setattr(tasks.send_mail, "delay", hurried.append)

    with django_capture_on_commit_callbacks(execute=True):
        send_again(comment, by=agent, to=RIGHT, seen=None)
        assert hurried == []

    assert hurried == [comment.pk]


def test_clicked_twice_it_is_sent_once(failed: Failed, agent: User) -> None:
    comment = failed()
    first = send_again(comment, by=agent, to=RIGHT, seen=None)

    second = send_again(comment, by=agent, to=RIGHT.upper(), seen=None)

    assert (second, second.resent_at) == (first, first.resent_at)
    assert comment.ticket.events.filter(kind="resent").count() == 1


def test_clicked_twice_while_it_failed_at_once_it_is_sent_once(failed: Failed, agent: User) -> None:
    comment = failed()
    send_again(comment, by=agent, to=RIGHT, seen=None)
    Comment.objects.update(send_tries=1)

    assert send_again(comment, by=agent, to=RIGHT, seen=None).send_tries == 1


def test_who_knows_of_that_failure_sends_it_once_more(failed: Failed, agent: User) -> None:
    comment = send_again(failed(), by=agent, to=RIGHT, seen=None)
    Comment.objects.update(send_tries=1)

    assert send_again(comment, by=agent, to=RIGHT, seen=comment.resent_at).send_tries == 0
    assert comment.ticket.events.filter(kind="resent").count() == 2


def test_of_two_people_with_two_addresses_the_slower_learns_where_it_goes(
    failed: Failed, agent: User, supervisor: User
) -> None:
    comment = failed()
    send_again(comment, by=agent, to=RIGHT, seen=None)

    with pytest.raises(OnItsWay) as refused:
        send_again(comment, by=supervisor, to="other@uni.example", seen=None)

    assert str(refused.value.message) == (
        f"The reply goes to {RIGHT} already. Wait whether it arrives."
    )


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_send_it_once(failed: Failed, agent: User) -> None:
    comment = failed()

    def send() -> Comment:
        return send_again(Comment.objects.get(pk=comment.pk), by=agent, to=RIGHT, seen=None)

    first, second = at_once(send, send)

    assert first.resent_at == second.resent_at
    assert comment.ticket.events.filter(kind="resent").count() == 1


@pytest.mark.parametrize("fields", [{"tries": 0}, {"sent_at": timezone.now()}])
def test_what_waits_or_went_is_not_turned_to_another_address(
    failed: Failed, agent: User, fields: dict[str, Any]
) -> None:
    with pytest.raises(OnItsWay):
        send_again(failed(**fields), by=agent, to=RIGHT, seen=None)


def test_a_closed_ticket_still_sends_what_it_owes(failed: Failed, agent: User) -> None:
    comment = failed()
    move_ticket(comment.ticket, to="closed")

    assert send_again(comment, by=agent, to=RIGHT, seen=None).send_to == RIGHT


def test_a_merged_ticket_sends_it_from_where_it_went(
    failed: Failed, make_ticket: MakeTicket, agent: User
) -> None:
    comment, kept = failed(), make_ticket("Smoke")
    merge_tickets(comment.ticket, into=kept, by=agent)

    send_again(comment, by=agent, to=RIGHT, seen=None)

    assert kept.events.filter(kind="resent").count() == 1


def test_what_was_erased_is_not_sent_and_history_forgets_the_address(
    failed: Failed, agent: User
) -> None:
    comment = send_again(failed(), by=agent, to=RIGHT, seen=None)
    Comment.objects.update(send_tries=SEND_TRIES)
    erase_tickets([comment.ticket_id])

    with pytest.raises(Erased):
        send_again(comment, by=agent, to=RIGHT, seen=comment.resent_at)
    assert words_of(comment.ticket.events.get(kind="resent")) == "Mail sent again"
