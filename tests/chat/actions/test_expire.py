"""What was said is kept as long as the desk says, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone

from chat import handoff
from chat.actions import expire
from chat.models import Chat
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from helpdesk.redaction import ERASED
from tests.chat.sentinel import make_chat, make_person, places
from tests.tickets.at_once import at_once
from tickets.actions import open_ticket, record_contact
from tickets.models import Contact, Ticket

pytestmark = pytest.mark.django_db
MONTHS = 24


@pytest.fixture
def keeping(desk: Desk) -> Desk:
    """A desk that keeps words for two years."""
    desk.erase_after_months = MONTHS
    desk.save()
    return desk


@pytest.fixture
def person(keeping: Desk, agent: User) -> Requester:
    return make_person(agent)


def later(months: int = MONTHS, days: int = 5) -> datetime:
    return timezone.now() + timedelta(days=months * 31 + days)


def settle(**how: Any) -> None:
    """All tickets are closed now."""
    now = timezone.now()
    Ticket.objects.update(**{"status": "closed", "solved_at": now, "closed_at": now, **how})


def add_call() -> Contact:
    """One that ended and that no ticket gathers."""
    person = Requester.objects.create(name="Aino Kallio")
    now = timezone.now()
    return record_contact(
        channel="phone", requester=person, subject="My printer burns", started_at=now, ended_at=now
    )


def test_nothing_is_erased_where_the_desk_says_never(person: Requester, desk: Desk) -> None:
    settle()
    Desk.objects.update(erase_after_months=0)

    assert expire(later(1200)) is None
    assert Ticket.objects.filter(erased_at__isnull=False).exists() is False


def test_what_ended_within_the_time_is_kept(person: Requester) -> None:
    settle()

    assert expire(timezone.now() + timedelta(days=700)) is None
    assert Ticket.objects.filter(subject=ERASED).exists() is False


def test_words_people_and_files_go_when_the_time_is_over(person: Requester) -> None:
    settle()

    run = expire(later())

    assert run is not None
    assert (run.people, run.chats, run.tickets, run.contacts, run.files) == (1, 2, 5, 6, 6)
    assert (run.reason, run.number, run.by, run.finished_at is not None) == (
        *("retention", None, None),
        True,
    )
    assert places() == []
    assert list(PrivacyRecord.objects.values_list("number", "reason").order_by("pk")) == [
        (None, "retention"),
        (person.pk, "retention"),
    ]


def test_a_second_run_finds_nothing_more(person: Requester) -> None:
    settle()
    expire(later())

    assert expire(later()) is None


def test_open_tickets_are_kept_however_old(person: Requester) -> None:
    settle()
    kept = Ticket.objects.order_by("pk").first()
    assert kept is not None
    Ticket.objects.filter(pk=kept.pk).update(status="open", solved_at=None, closed_at=None)

    expire(later(120))

    assert list(Ticket.objects.exclude(subject=ERASED)) == [kept]
    assert list(Chat.objects.filter(erased_at=None)) == [Chat.objects.get(contact__ticket=kept)]
    assert Requester.objects.get().erased_at is None


def test_a_ticket_about_which_somebody_came_lately_is_kept(person: Requester) -> None:
    settle()
    ticket = Ticket.objects.order_by("pk").first()
    assert ticket is not None
    Contact.objects.filter(ticket=ticket).update(started_at=later() - timedelta(days=3))

    expire(later())

    assert list(Ticket.objects.exclude(subject=ERASED)) == [ticket]


def test_a_ticket_that_is_reopened_at_that_moment_is_kept_with_its_chat(
    person: Requester, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle()
    chat = Chat.objects.earliest("opened_at")
    ticket = Ticket.objects.get(contacts__chat=chat)
    erase = handoff.erase_tickets

    def reopened_first(tickets: list[int], **how: Any) -> Any:
        Ticket.objects.filter(pk=ticket.pk).update(status="open", solved_at=None, closed_at=None)
        return erase(tickets, **how)

    monkeypatch.setattr(handoff, "erase_tickets", reopened_first)
    expire(later())

    assert list(Ticket.objects.exclude(subject=ERASED)) == [ticket]
    assert list(Chat.objects.filter(erased_at=None)) == [chat]


def test_a_contact_that_gets_a_ticket_at_that_moment_is_kept_with_its_words(
    keeping: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = add_call()
    erase = handoff.erase_contacts

    def opened_first(contacts: list[int], **how: Any) -> Any:
        open_ticket(contact, subject=contact.subject)
        return erase(contacts, **how)

    monkeypatch.setattr(handoff, "erase_contacts", opened_first)

    assert expire(later()) is None
    contact.refresh_from_db()
    assert (contact.subject, contact.erased_at) == ("My printer burns", None)
    assert Ticket.objects.get().subject == "My printer burns"


@pytest.mark.django_db(transaction=True)
def test_a_contact_either_gets_a_ticket_or_loses_its_words(keeping: Desk) -> None:
    for _ in range(6):
        contact = add_call()

        at_once(partial(expire, later()), partial(open_ticket, contact, subject=contact.subject))

        contact.refresh_from_db()
        has_words = contact.subject == "My printer burns"
        assert has_words is (contact.ticket is not None) is (contact.erased_at is None)
    assert Ticket.objects.filter(contacts__erased_at__isnull=False).exists() is False


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_count_each_contact_once(keeping: Desk) -> None:
    for _ in range(5):
        add_call()

    at_once(partial(expire, later()), partial(expire, later()))

    runs = PrivacyRecord.objects.filter(number__isnull=True)
    assert sum(runs.values_list("contacts", flat=True)) == 5
    assert Contact.objects.filter(erased_at__isnull=True).exists() is False


def test_whoever_came_lately_stays_known(person: Requester, agent: User) -> None:
    settle()
    at = later()
    Contact.objects.filter(channel="walk_in").update(started_at=at - timedelta(days=1))

    run = expire(at)

    assert run is not None
    assert (run.people, run.tickets, Requester.objects.get().erased_at) == (0, 5, None)


def test_who_stands_for_many_stays_what_the_figures_know_them_by(keeping: Desk) -> None:
    many = Requester.objects.create(name="Imported from old desk")
    Requester.objects.update(created_at=timezone.now())

    assert expire(later()) is None
    assert Requester.objects.get() == many


def test_a_run_that_is_out_of_time_leaves_the_rest_to_the_next(
    keeping: Desk, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        make_chat(agent)
    settle()
    # The package's own name is the verb's.
    monkeypatch.setattr(import_module("chat.actions.expire"), "BATCH", 1)

    first = expire(later(), patience_s=-1)
    assert first is not None
    rest = Ticket.objects.exclude(subject=ERASED).count()
    last = expire(later())

    assert (first.tickets, first.finished_at, rest) == (1, None, 2)
    assert last is not None
    assert (last.pk, last.tickets, last.chats, last.people) == (first.pk, 3, 3, 1)
