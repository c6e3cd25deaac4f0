"""A report is mailed at its hour, once, to whom may see it; and what was sent is kept."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from helpdesk.errors import Invalid, Unavailable
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, User
from reports import tasks
from reports.actions import freeze, send_delivery
from reports.frozen import Document
from reports.models import Delivery, Result, Run
from reports.querysets import LAST_TRY
from tests.reports.kept import add_chief, add_delivery, add_view, document, make
from tests.reports.rows import at
from tests.tickets.at_once import at_once

pytestmark = pytest.mark.django_db
Outbox = list[EmailMessage]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """A minute after the hour of daily mails."""
    Desk.objects.create(pk=1, name="Test desk", email="desk@uni.example")
    with time_machine.travel(at("2026-05-05 07:01"), tick=False) as traveller:
        yield traveller


@pytest.fixture
def sari() -> User:
    return add_chief("sari", language="en")


@pytest.fixture
def delivery(sari: User) -> Delivery:
    return add_delivery(add_view(sari), sari, next_at=at("2026-05-05 07:00"))


def send(delivery: Delivery) -> Delivery | None:
    return send_delivery(delivery.pk, make=make)


def test_what_is_due_is_sent_and_kept_as_it_was_sent(
    delivery: Delivery, mailoutbox: Outbox
) -> None:
    send(delivery)

    (mail,) = mailoutbox
    run = delivery.runs.get()
    assert (mail.to, mail.subject) == (["sari@desk.example"], "Quick enough · Test desk")
    assert (run.sent_at, run.due_at) == (timezone.now(), at("2026-05-05 07:00"))
    assert run.answer["en"]["sections"][0]["sentences"] == ["Quick."]
    delivery.refresh_from_db()
    assert (delivery.next_at, delivery.last_result) == (at("2026-05-06 07:00"), Result.SENT)


def test_sent_twice_it_goes_once(delivery: Delivery, mailoutbox: Outbox) -> None:
    send(delivery)

    assert send(delivery) is None
    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(delivery: Delivery, mailoutbox: Outbox) -> None:
    at_once(lambda: send(delivery), lambda: send(delivery))
    send(delivery)  # the worker that gave way may have kept the copy only

    assert len(mailoutbox) == 1
    assert Run.objects.count() == 1


def test_what_is_not_due_or_paused_is_not_sent(
    sari: User, delivery: Delivery, mailoutbox: Outbox
) -> None:
    Delivery.objects.update(next_at=at("2026-05-05 07:02"))
    early = send(delivery)
    Delivery.objects.update(next_at=at("2026-05-05 07:00"), is_active=False)

    assert (early, send(delivery)) == (None, None)
    assert mailoutbox == []
    assert not Run.objects.exists()


def test_after_a_long_stop_one_mail_makes_up_for_all(
    delivery: Delivery, mailoutbox: Outbox
) -> None:
    Delivery.objects.update(next_at=at("2026-04-20 07:00"))

    send(delivery)

    delivery.refresh_from_db()
    assert len(mailoutbox) == 1
    assert delivery.next_at == at("2026-05-06 07:00")


@pytest.fixture
def dead_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


@pytest.mark.usefixtures("dead_server")
def test_a_mail_server_that_is_away_gets_the_same_report_later(
    delivery: Delivery,
    mailoutbox: Outbox,
    monkeypatch: pytest.MonkeyPatch,
    clock: time_machine.Coordinates,
) -> None:
    send(delivery)
    delivery.refresh_from_db()
    failed = (delivery.tries, delivery.last_result, delivery.runs.get().sent_at)
    monkeypatch.undo()
    too_early = send(delivery)
    clock.shift(timedelta(minutes=1))

    send_delivery(delivery.pk, make=lambda slug, query: document("1.0"))

    assert failed == (1, Result.FAILED, None)
    assert too_early is None
    assert len(mailoutbox) == 1
    run = delivery.runs.get()
    assert run.answer["en"]["sections"][0]["headline"][1] == {"decimal": "83.1"}
    assert run.sent_at == timezone.now()
    delivery.refresh_from_db()
    assert (delivery.tries, delivery.last_result) == (0, Result.SENT)


@pytest.mark.usefixtures("dead_server")
def test_a_log_never_tells_what_was_in_the_mail(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(delivery)

    assert "Quick" not in caplog.text
    assert "sari@desk.example" not in caplog.text
    assert "SMTPServerDisconnected" in caplog.text


@pytest.mark.usefixtures("dead_server")
def test_the_pauses_between_tries_double_and_stop_growing(
    delivery: Delivery, clock: time_machine.Coordinates
) -> None:
    pauses = []
    for _ in range(LAST_TRY + 2):
        send(delivery)
        failed_at = timezone.now()
        while not Delivery.objects.due(timezone.now()).exists():
            clock.shift(timedelta(minutes=1))
        pauses.append(round((timezone.now() - failed_at) / timedelta(minutes=1)))

    assert pauses == [1, 3, 7, 15, 31, 63, 127, 127, 127]


def fail(slug: str, query: str) -> Document:
    raise ValueError(slug, query)


def test_a_report_that_cannot_be_made_waits_longer_after_each_failure(
    delivery: Delivery, clock: time_machine.Coordinates
) -> None:
    pauses = []
    for _ in range(3):
        failed = send_delivery(delivery.pk, make=fail)
        assert failed is not None
        assert send_delivery(delivery.pk, make=fail) is None  # not due yet
        pauses.append((failed.tried_again_at - timezone.now()) / timedelta(minutes=1))
        clock.move_to(failed.tried_again_at)
    send(delivery)

    assert pauses == [1, 3, 7]
    delivery.refresh_from_db()
    assert (delivery.tries, delivery.last_result) == (0, Result.SENT)
    assert delivery.next_at == at("2026-05-06 07:00")


def test_a_mail_that_cannot_be_put_together_waits_as_well(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch, mailoutbox: Outbox
) -> None:
    def break_down(*args: object) -> None:
        raise LookupError

    monkeypatch.setattr(import_module("reports.actions.send_delivery"), "compose", break_down)

    failed = send(delivery)

    assert failed is not None
    assert (failed.tries, failed.last_result, failed.is_active) == (1, Result.FAILED, True)
    assert mailoutbox == []
    assert Run.objects.count() == 1


def test_what_is_only_away_for_the_moment_does_not_stop_a_mail(delivery: Delivery) -> None:
    def refuse(slug: str, query: str) -> Document:
        raise Unavailable

    failed = send_delivery(delivery.pk, make=refuse)

    assert failed is not None
    assert (failed.tries, failed.last_result, failed.is_active) == (1, Result.FAILED, True)


def test_a_log_tells_what_kind_of_failure_it_was_and_where_but_not_its_words(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send_delivery(delivery.pk, make=fail)

    line = fail.__code__.co_firstlineno + 1
    assert f"scheduled report {delivery.pk} failed: ValueError" in caplog.text
    assert f'"{__file__}", line {line}, in fail' in caplog.text
    assert "answer-times" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_after_sending_sends_the_same_mail_again(
    delivery: Delivery, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*args: object, **kwargs: object) -> None:
        if mailoutbox:
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Delivery, "save", die)
        with pytest.raises(Killed):
            send(delivery)
    send(delivery)

    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"role": Role.AGENT}, Result.NO_RIGHT),
        ({"is_active": False}, Result.NO_RIGHT),
        ({"email": ""}, Result.NO_ADDRESS),
    ],
)
def test_who_lost_the_right_or_the_address_gets_no_more(
    sari: User,
    delivery: Delivery,
    mailoutbox: Outbox,
    changes: dict[str, object],
    result: Result,
) -> None:
    User.objects.filter(pk=sari.pk).update(**changes)

    send(delivery)

    delivery.refresh_from_db()
    assert mailoutbox == []
    assert (delivery.is_active, delivery.last_result) == (False, result)
    assert not Run.objects.exists()


@pytest.mark.usefixtures("dead_server")
def test_who_loses_the_right_while_a_mail_is_owed_does_not_get_it(
    sari: User, delivery: Delivery, mailoutbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(delivery)
    monkeypatch.undo()
    User.objects.filter(pk=sari.pk).update(role=Role.AGENT)
    Delivery.objects.update(tries=0)

    send(delivery)

    delivery.refresh_from_db()
    assert mailoutbox == []
    assert delivery.last_result == Result.NO_RIGHT


def test_filters_that_are_none_any_more_stop_it(delivery: Delivery, mailoutbox: Outbox) -> None:
    def refuse(slug: str, query: str) -> Document:
        raise Invalid("There is no team.")

    send_delivery(delivery.pk, make=refuse)

    delivery.refresh_from_db()
    assert mailoutbox == []
    assert (delivery.is_active, delivery.last_result) == (False, Result.BROKEN)


@pytest.mark.parametrize(
    ("low", "high", "headline", "result"),
    [
        ("90", None, "83.1", Result.SENT),
        (None, "80", "83.1", Result.SENT),
        ("80", "90", "83.1", Result.INSIDE),
        ("83.1", None, "83.1", Result.INSIDE),
        ("80", None, None, Result.UNKNOWN),
        (None, None, None, Result.SENT),
    ],
)
def test_with_a_band_it_is_sent_only_when_the_headline_is_outside(
    delivery: Delivery,
    mailoutbox: Outbox,
    low: str | None,
    high: str | None,
    headline: str | None,
    result: Result,
) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    Delivery.objects.update(band_low=ends[0], band_high=ends[1])

    send_delivery(delivery.pk, make=lambda slug, query: document(headline))

    delivery.refresh_from_db()
    sent = result == Result.SENT
    assert (delivery.last_result, len(mailoutbox), Run.objects.count()) == (result, sent, sent)
    assert delivery.next_at == at("2026-05-06 07:00")


def test_it_speaks_the_recipients_language(sari: User, delivery: Delivery) -> None:
    User.objects.filter(pk=sari.pk).update(language="fi")

    send(delivery)

    assert delivery.runs.get().language == "fi"


def test_the_sweep_hands_on_what_is_due(
    delivery: Delivery, sari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_delivery(delivery.view, sari, rhythm="weekly", next_at=at("2026-05-05 08:00"))
    handed: list[int] = []
    monkeypatch.setattr(tasks.send_delivery, "delay", handed.append)

    tasks.sweep_deliveries()

    assert handed == [delivery.pk]


def test_what_a_person_froze_has_nothing_to_do_with_mails(delivery: Delivery) -> None:
    freeze("answer-times", "", make=make, by=None, languages=["en"])
    freeze("answer-times", "", make=make, by=None, languages=["en"])

    assert not delivery.runs.exists()
    assert Run.objects.filter(delivery=None, due_at=None).count() == 2
