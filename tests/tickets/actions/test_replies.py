"""Replies are kept, owed as mails, and sent once."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.utils import timezone

from helpdesk.people.models import Desk, Requester, User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeTicket
from tickets import tasks
from tickets.actions import (
    erase_tickets,
    move_ticket,
    open_ticket,
    record_contact,
    reply_to_requester,
    send_reply,
)
from tickets.errors import Empty, TicketClosed
from tickets.history import words_of
from tickets.models import Comment, Ticket
from tickets.querysets import SEND_TRIES

pytestmark = pytest.mark.django_db
KEY = UUID("22222222-2222-4222-8222-222222222222")
OnCommit = Callable[..., Any]


def reply(ticket: Ticket, agent: User, body: str = "Try again", key: UUID = KEY) -> Comment:
    return reply_to_requester(ticket, author=agent, body=body, key=key)


def test_a_reply_is_kept_owed_and_the_ticket_waits(ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent)

    ticket.refresh_from_db()
    assert (comment.kind, comment.author, comment.send_to) == ("reply", agent, "aino@uni.example")
    assert ticket.status == "pending"
    assert list(Comment.objects.owed_a_mail()) == [comment]


def test_posted_twice_it_is_one_reply(ticket: Ticket, agent: User) -> None:
    assert reply(ticket, agent) == reply(ticket, agent)
    assert Comment.objects.count() == 1
    assert ticket.events.filter(kind="status").count() == 1


@pytest.mark.django_db(transaction=True)
def test_posted_twice_at_once_it_is_one_reply(
    ticket: Ticket, agent: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(tasks.send_mail, "delay", lambda comment_id: None)

    def post() -> Comment:
        return reply(Ticket.objects.get(pk=ticket.pk), agent)

    first, second = at_once(post, post)

    assert first == second
    assert Comment.objects.count() == 1


def test_a_person_without_an_address_is_owed_no_mail(agent: User) -> None:
    person = Requester.objects.create(name="Leo", phone="040 1")
    contact = record_contact(channel="phone", requester=person)
    comment = reply(open_ticket(contact, subject="Call"), agent)

    assert comment.send_to == ""
    assert not Comment.objects.owed_a_mail().exists()


def test_a_closed_ticket_and_an_empty_reply_are_refused(ticket: Ticket, agent: User) -> None:
    with pytest.raises(Empty):
        reply(ticket, agent, body=" ")
    move_ticket(ticket, to="closed")
    with pytest.raises(TicketClosed):
        reply(ticket, agent)

    assert not Comment.objects.exists()


def test_a_reply_to_a_solved_ticket_leaves_it_solved(make_ticket: MakeTicket, agent: User) -> None:
    ticket = make_ticket(status="solved")
    reply(ticket, agent)

    ticket.refresh_from_db()
    assert ticket.status == "solved"


def test_the_mail_names_the_ticket_and_keeps_to_the_thread(
    desk: Desk, make_ticket: MakeTicket, agent: User, mailoutbox: list[EmailMessage]
) -> None:
    ticket = make_ticket("Tulostin", channel="email", external_id="mail:1@uni.example")
    comment = reply(ticket, agent, body="Try again")

    send_reply(comment.pk)

    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == (f"[#{ticket.pk}] Tulostin", ["aino@uni.example"])
    assert mail.from_email == "Test desk <desk@uni.example>"
    assert mail.body == "Try again\n\n-- \nTest desk\n"
    assert mail.extra_headers["In-Reply-To"] == "<1@uni.example>"
    comment.refresh_from_db()
    assert comment.sent_at is not None


def test_sent_twice_it_goes_once(
    ticket: Ticket, agent: User, mailoutbox: list[EmailMessage]
) -> None:
    comment = reply(ticket, agent)
    send_reply(comment.pk)

    assert send_reply(comment.pk) is None
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(
    ticket: Ticket, agent: User, mailoutbox: list[EmailMessage], monkeypatch: Any
) -> None:
    monkeypatch.setattr(tasks.send_mail, "delay", lambda comment_id: None)
    comment = reply(ticket, agent)

    at_once(lambda: send_reply(comment.pk), lambda: send_reply(comment.pk))

    assert len(mailoutbox) == 1


def test_a_note_is_never_mailed(ticket: Ticket, mailoutbox: list[EmailMessage]) -> None:
    note = Comment.objects.create(ticket=ticket, kind="note", body="Secret")

    assert send_reply(note.pk) is None
    assert mailoutbox == []


@pytest.fixture
def dead_server(monkeypatch: Any) -> None:
    def refuse(*args: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


@pytest.mark.usefixtures("dead_server")
def test_a_failure_leaves_it_owed_and_doubles_the_pause(ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent)
    now = timezone.now()
    assert list(Comment.objects.due(now)) == [comment]

    send_reply(comment.pk)

    comment.refresh_from_db()
    assert (comment.sent_at, comment.send_tries) == (None, 1)
    assert list(Comment.objects.due(now)) == []
    assert list(Comment.objects.due(now + timedelta(minutes=2))) == [comment]


@pytest.mark.usefixtures("dead_server")
def test_asked_for_many_times_it_fails_once(ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent)

    answers = [send_reply(comment.pk) for _ in range(SEND_TRIES)]

    comment.refresh_from_db()
    assert (answers[1:], comment.send_tries) == ([None] * (SEND_TRIES - 1), 1)


def test_an_address_that_no_mail_can_have_is_a_failure_like_others(
    ticket: Ticket, agent: User, monkeypatch: Any, settings: Any
) -> None:
    comment = reply(ticket, agent)
    Comment.objects.filter(pk=comment.pk).update(send_to=f"aino@{'ö' * 60}.fi")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(SmtpBackend, "open", lambda self: setattr(self, "connection", True) or True)
    monkeypatch.setattr(SmtpBackend, "close", lambda self: None)

    send_reply(comment.pk)

    comment.refresh_from_db()
    assert (comment.sent_at, comment.send_tries) == (None, 1)


def test_a_mail_server_that_takes_for_ever_is_a_failure_like_others(
    ticket: Ticket, agent: User, monkeypatch: Any
) -> None:
    def wait(*args: Any) -> int:
        raise SoftTimeLimitExceeded

    comment = reply(ticket, agent)
    monkeypatch.setattr(EmailBackend, "send_messages", wait)

    send_reply(comment.pk)

    comment.refresh_from_db()
    assert (comment.sent_at, comment.send_tries) == (None, 1)


def test_after_many_failures_it_is_given_up_but_not_forgotten(ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent)
    comment.send_tries = SEND_TRIES
    comment.save()

    assert not Comment.objects.due(timezone.now() + timedelta(days=30)).exists()
    assert list(Comment.objects.owed_a_mail()) == [comment]
    assert list(Comment.objects.given_up()) == [comment]


@pytest.mark.usefixtures("dead_server")
def test_history_tells_once_that_it_was_given_up(
    ticket: Ticket, agent: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    comment = reply(ticket, agent)
    written = timezone.now() - timedelta(days=1)
    Comment.objects.update(send_tries=SEND_TRIES - 2, created_at=written)

    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            send_reply(comment.pk)

    event = ticket.events.get(kind="unsent")
    assert (event.data["author"], event.actor) == (agent.pk, None)
    assert words_of(event) == "Could not be mailed to aino@uni.example"


@pytest.mark.usefixtures("dead_server")
def test_history_of_what_was_erased_meanwhile_tells_nothing(
    ticket: Ticket, agent: User, django_capture_on_commit_callbacks: OnCommit
) -> None:
    comment = reply(ticket, agent)
    written = timezone.now() - timedelta(days=1)
    Comment.objects.update(send_tries=SEND_TRIES - 1, created_at=written)

    with django_capture_on_commit_callbacks(execute=True):
        send_reply(comment.pk)
        erase_tickets([ticket.pk])

    assert not ticket.events.filter(kind="unsent").exists()


def test_a_reply_is_hurried_after_commit(
    ticket: Ticket, agent: User, monkeypatch: Any, django_capture_on_commit_callbacks: OnCommit
) -> None:
    hurried: list[int] = []
    monkeypatch.setattr(tasks.send_mail, "delay", hurried.append)

    with django_capture_on_commit_callbacks(execute=True):
        comment = reply(ticket, agent)
        assert hurried == []

    assert hurried == [comment.pk]


def test_a_broker_that_is_away_does_not_lose_the_reply(
    ticket: Ticket, agent: User, monkeypatch: Any, django_capture_on_commit_callbacks: OnCommit
) -> None:
    def away(comment_id: int) -> None:
        raise tasks.send_mail.OperationalError

    monkeypatch.setattr(tasks.send_mail, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        comment = reply(ticket, agent)

    assert list(Comment.objects.owed_a_mail()) == [comment]


def test_the_sweep_sends_what_was_lost(
    ticket: Ticket, agent: User, monkeypatch: Any, mailoutbox: list[EmailMessage]
) -> None:
    monkeypatch.setattr(tasks.send_mail, "delay", tasks.send_mail.run)
    replies = [reply(ticket, agent, key=uuid4()) for _ in range(2)]

    tasks.sweep_mails()
    tasks.sweep_mails()

    assert len(mailoutbox) == len(replies)
    assert not Comment.objects.owed_a_mail().exists()
