from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from helpdesk.errors import NotAllowed
from helpdesk.people.models import Desk, User
from reports.errors import AlreadyMailed
from reports.models import Delivery, SavedView
from reports.occasions import next_occasion
from reports.permissions import may_change_delivery, may_mail_view

Band = tuple[Decimal | None, Decimal | None]


def schedule_delivery(
    view: SavedView,
    *,
    recipient: User,
    rhythm: str,
    weekday: int,
    hour: int,
    band: Band = (None, None),
    by: User,
) -> Delivery:
    """Sends a view again and again from its next occasion on."""
    if not may_mail_view(by, view, recipient):
        raise NotAllowed
    delivery = Delivery(
        view=view,
        recipient=recipient,
        rhythm=rhythm,
        weekday=weekday,
        hour=hour,
        band_low=band[0],
        band_high=band[1],
    )
    delivery.next_at = next_of(delivery)
    try:
        with transaction.atomic():
            delivery.save()
    except IntegrityError:
        raise AlreadyMailed from None
    return delivery


@transaction.atomic
def set_delivery(delivery_id: int, *, is_active: bool, by: User) -> Delivery:
    """Pauses a scheduled mail, or starts it again with its next occasion; none is made up for."""
    delivery = _locked(delivery_id, by)
    delivery.is_active = is_active
    if is_active:
        delivery.tries, delivery.last_result = 0, ""
        delivery.next_at = next_of(delivery)
    delivery.save()
    return delivery


@transaction.atomic
def delete_delivery(delivery_id: int, *, by: User) -> None:
    """What it sent stays as frozen reports."""
    _locked(delivery_id, by).delete()


def next_of(delivery: Delivery) -> datetime:
    """Its first occasion from now on, in the desk's zone as it is set now."""
    return next_occasion(
        delivery.rhythm,
        weekday=delivery.weekday,
        hour=delivery.hour,
        zone=Desk.current().zone,
        after=timezone.now(),
    )


def _locked(delivery_id: int, user: User) -> Delivery:
    found = Delivery.objects.select_for_update(of=("self",)).select_related("view", "recipient")
    delivery = found.get(pk=delivery_id)
    if not may_change_delivery(user, delivery):
        raise NotAllowed
    return delivery
