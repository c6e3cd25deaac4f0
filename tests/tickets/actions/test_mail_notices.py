"""What staff have not seen is mailed to those who want it."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from helpdesk.people.models import User
from tests.tickets.conftest import MakeTicket
from tickets import tasks
from tickets.actions import add_comment, assign_ticket, choose_mails, mail_notices, see_events
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def colleague(db: None) -> User:
    return User.objects.create_user("bo", "bo@desk.example", first_name="Bo")


@pytest.fixture
def wishing(agent: User) -> User:
    return choose_mails(agent, assigned=True, answered=True)


@pytest.fixture
def given(ticket: Ticket, agent: User, colleague: User) -> Ticket:
    return assign_ticket(ticket, assignee=agent, actor=colleague)


def soon() -> datetime:
    return timezone.now() + timedelta(minutes=10, seconds=1)


def test_it_names_number_and_subject_and_nothing_that_was_written(
    given: Ticket, wishing: User, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://help.uni.example"
    add_comment(given, kind="message", body="My secret words")

    mail_notices(wishing.pk, now=soon())

    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("2 notices", ["anna@desk.example"])
    link = f"https://help.uni.example/tickets/{given.pk}/"
    heading = f"#{given.pk} Printer on fire"
    assert sent.body == (
        f"{heading}\nAnswered by whoever asked\n{link}\n\n"
        f"{heading}\nAssigned to you\n{link}\n\n-- \nTest desk\n"
    )
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_one_notice_stands_in_the_subject(given: Ticket, wishing: User) -> None:
    mail_notices(wishing.pk, now=soon())

    assert mail.outbox[0].subject == f"Assigned to you: #{given.pk} Printer on fire"


def test_whoever_wants_none_gets_none(given: Ticket, agent: User) -> None:
    assert mail_notices(agent.pk, now=soon()) == []
    assert mail.outbox == []


@pytest.mark.parametrize(("assigned", "answered", "count"), [(True, False, 1), (False, True, 0)])
def test_only_what_is_wanted_is_mailed(
    given: Ticket, agent: User, assigned: bool, answered: bool, count: int
) -> None:
    choose_mails(agent, assigned=assigned, answered=answered)

    assert len(mail_notices(agent.pk, now=soon())) == count


def test_whoever_is_there_is_not_mailed(given: Ticket, wishing: User) -> None:
    assert mail_notices(wishing.pk, now=timezone.now() + timedelta(minutes=9)) == []


def test_what_was_seen_is_not_mailed(given: Ticket, wishing: User) -> None:
    see_events(wishing, events=list(given.events.values_list("pk", flat=True)))

    assert mail_notices(wishing.pk, now=soon()) == []


def test_it_is_mailed_once_and_stays_new_at_the_desk(given: Ticket, wishing: User) -> None:
    mail_notices(wishing.pk, now=soon())

    assert mail_notices(wishing.pk, now=soon()) == []
    assert len(mail.outbox) == 1


def test_what_comes_after_a_mail_is_mailed_again(given: Ticket, wishing: User) -> None:
    mail_notices(wishing.pk, now=soon())
    add_comment(given, kind="message", body="Hello?")

    assert [each.what for each in mail_notices(wishing.pk, now=soon())] == ["answered"]


def test_tickets_that_nobody_holds_are_not_mailed(make_ticket: MakeTicket, wishing: User) -> None:
    make_ticket()

    assert mail_notices(wishing.pk, now=soon()) == []


def test_what_is_older_than_a_day_is_not_mailed(given: Ticket, wishing: User) -> None:
    assert mail_notices(wishing.pk, now=timezone.now() + timedelta(days=1, minutes=1)) == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_whoever_left_or_has_no_address_is_owed_nothing(
    given: Ticket, wishing: User, change: dict[str, Any]
) -> None:
    User.objects.filter(pk=wishing.pk).update(**change)

    assert mail_notices(wishing.pk, now=soon()) == []


def test_a_failure_leaves_it_owed(given: Ticket, wishing: User, monkeypatch: Any) -> None:
    def refuse(*_args: Any) -> int:
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert mail_notices(wishing.pk, now=soon()) == []

    assert len(mail_notices(wishing.pk, now=soon())) == 1


def test_the_sweep_asks_for_those_who_are_owed(
    given: Ticket, wishing: User, colleague: User, monkeypatch: Any
) -> None:
    choose_mails(colleague, assigned=True, answered=True)
    Ticket.objects.update(updated_at=timezone.now() - timedelta(minutes=11))
    asked: list[int] = []
    monkeypatch.setattr(tasks.mail_notices, "delay", asked.append)

    tasks.sweep_notices()

    assert asked == [wishing.pk]
