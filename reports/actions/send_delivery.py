from __future__ import annotations

import logging
import traceback
from decimal import Decimal

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone, translation

from helpdesk.errors import DomainError
from helpdesk.people.permissions import sees_reports
from reports.actions.deliveries import next_of
from reports.actions.freeze import run_of
from reports.frozen import Maker
from reports.mail import compose
from reports.models import Delivery, Result
from reports.occasions import is_outside

logger = logging.getLogger(__name__)

TIMEOUT_S = 20
"""Shorter than the database's patience with an idle transaction."""


def send_delivery(delivery_id: int, *, make: Maker) -> Delivery | None:
    """Freezes the report of a mail that is due and sends it, once; None if it is not due.

    First the frozen copy is kept, then just that is sent, so that a mail server that is away gets
    the same report later. A process that dies between sending and storing sends it again, under
    the same Message-ID, so that mailboxes show one. Where several occasions were missed, one mail
    makes up for all of them. Whatever fails is counted and leaves the mail owed.
    """
    try:
        return _freeze_and_send(delivery_id, make)
    except Exception as error:  # whatever it was, it must not come again every minute
        return _put_off(delivery_id, error)


def _freeze_and_send(delivery_id: int, make: Maker) -> Delivery | None:
    delivery = _freeze_due(delivery_id, make)
    if delivery is None or not delivery.is_active:
        return delivery
    run = delivery.runs.filter(due_at=delivery.next_at, sent_at=None).first()
    if run is None:  # within its band
        return delivery
    with translation.override(run.language):
        mail = compose(run, delivery)
    return _send(delivery_id, mail, run.pk)


@transaction.atomic
def _freeze_due(delivery_id: int, make: Maker) -> Delivery | None:
    """Keeps what is to be sent, or stops the mail, or passes this occasion over."""
    delivery = _locked(delivery_id)
    if delivery is None or delivery.runs.filter(due_at=delivery.next_at).exists():
        return delivery
    stopped = _refusal(delivery)
    if stopped:
        return _stop(delivery, stopped)
    view, language = delivery.view, delivery.recipient.language or settings.LANGUAGE_CODE
    up_to = timezone.now()
    try:
        with translation.override(language):
            document = make(view.slug, view.query)
    except DomainError as error:
        if error.retry:
            raise
        return _stop(delivery, Result.BROKEN)
    passed = _within_band(delivery, document.sections[0].answer.headline)
    if passed:
        return _pass_over(delivery, passed)
    run = run_of({language: document}, view.slug, view.query)
    run.delivery, run.due_at, run.up_to = delivery, delivery.next_at, up_to
    run.save(force_insert=True)
    return delivery


@transaction.atomic
def _send(delivery_id: int, mail: EmailMessage, run_id: int) -> Delivery | None:
    delivery = _locked(delivery_id)
    if delivery is None:
        return None
    stopped = _refusal(delivery)
    if stopped:
        return _stop(delivery, stopped)
    mail.connection = get_connection(timeout=TIMEOUT_S)
    mail.send()
    now = delivery.last_at = timezone.now()
    delivery.runs.filter(pk=run_id).update(sent_at=now)
    delivery.tries, delivery.last_result = 0, Result.SENT
    delivery.next_at = next_of(delivery)
    delivery.save()
    return delivery


@transaction.atomic
def _put_off(delivery_id: int, error: Exception) -> Delivery | None:
    """Counts a failure. The log has its kind and where it was; its text may hold what was said."""
    place = "".join(traceback.format_tb(error.__traceback__))
    logger.warning("scheduled report %s failed: %s\n%s", delivery_id, type(error).__name__, place)
    delivery = _locked(delivery_id)
    if delivery is None:
        return None
    delivery.tries += 1
    delivery.last_at, delivery.last_result = timezone.now(), Result.FAILED
    delivery.save()
    return delivery


def _locked(delivery_id: int) -> Delivery | None:
    """If it is due and nobody else works at it."""
    due = Delivery.objects.due(timezone.now()).filter(pk=delivery_id)
    found = due.select_for_update(skip_locked=True, of=("self",))
    return found.select_related("view", "recipient").first()


def _refusal(delivery: Delivery) -> Result | None:
    """Why the recipient gets nothing any more."""
    if not sees_reports(delivery.recipient):
        return Result.NO_RIGHT
    return None if delivery.recipient.email else Result.NO_ADDRESS


def _stop(delivery: Delivery, why: Result) -> Delivery:
    delivery.is_active, delivery.tries = False, 0
    delivery.last_at, delivery.last_result = timezone.now(), why
    delivery.save()
    return delivery


def _within_band(delivery: Delivery, headline: Decimal | None) -> Result | None:
    """Why there is nothing to tell."""
    low, high = delivery.band_low, delivery.band_high
    if low is None and high is None:
        return None
    if headline is None:
        return Result.UNKNOWN
    return None if is_outside(headline, low, high) else Result.INSIDE


def _pass_over(delivery: Delivery, why: Result) -> Delivery:
    delivery.last_at, delivery.last_result, delivery.tries = timezone.now(), why, 0
    delivery.next_at = next_of(delivery)
    delivery.save()
    return delivery
