from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from helpdesk.errors import NotAllowed
from helpdesk.people.choices import Role
from helpdesk.people.models import User
from reports.actions import delete_delivery, schedule_delivery, set_delivery
from reports.errors import AlreadyMailed
from reports.models import Delivery, Result, SavedView
from tests.reports.kept import add_chief, add_delivery, add_view
from tests.reports.rows import at

pytestmark = pytest.mark.django_db
WEEKLY = {"rhythm": "weekly", "weekday": 0, "hour": 7}


@pytest.fixture
def sari() -> User:
    return add_chief("sari")


@pytest.fixture
def view(sari: User) -> SavedView:
    return add_view(sari)


def test_it_is_sent_first_at_its_next_occasion(sari: User, view: SavedView) -> None:
    with time_machine.travel(at("2026-05-05 12:00"), tick=False):
        delivery = schedule_delivery(
            view, recipient=sari, **WEEKLY, band=(Decimal(80), None), by=sari
        )

    delivery.refresh_from_db()
    assert delivery.next_at == at("2026-05-11 07:00")
    assert (delivery.is_active, delivery.band_low, delivery.band_high) == (True, Decimal(80), None)


def test_one_person_gets_one_view_once_a_rhythm(sari: User, view: SavedView) -> None:
    schedule_delivery(view, recipient=sari, **WEEKLY, by=sari)
    schedule_delivery(view, recipient=sari, **{**WEEKLY, "rhythm": "daily"}, by=sari)

    with pytest.raises(AlreadyMailed):
        schedule_delivery(view, recipient=sari, **WEEKLY, by=sari)
    assert Delivery.objects.count() == 2


def test_nobody_is_mailed_who_may_not_see_reports(sari: User, view: SavedView) -> None:
    with pytest.raises(NotAllowed):
        schedule_delivery(view, recipient=add_chief("anna", role=Role.AGENT), **WEEKLY, by=sari)


def test_what_others_share_one_mails_to_oneself_only(sari: User, view: SavedView) -> None:
    matti = add_chief("matti")
    with pytest.raises(NotAllowed):
        schedule_delivery(view, recipient=matti, **WEEKLY, by=matti)
    SavedView.objects.update(is_shared=True)
    view.refresh_from_db()

    schedule_delivery(view, recipient=matti, **WEEKLY, by=matti)

    with pytest.raises(NotAllowed):
        schedule_delivery(view, recipient=sari, **WEEKLY, by=matti)


def test_what_is_started_again_goes_on_with_the_next_occasion(sari: User, view: SavedView) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    delivery = add_delivery(
        view, sari, next_at=long_ago, is_active=False, tries=4, last_result=Result.NO_RIGHT
    )

    started = set_delivery(delivery.pk, is_active=True, by=sari)

    assert started.next_at > timezone.now()
    assert (started.is_active, started.tries, started.last_result) == (True, 0, "")


def test_owner_and_recipient_pause_and_end_it_and_nobody_else(sari: User, view: SavedView) -> None:
    matti, liisa = add_chief("matti"), add_chief("liisa")
    delivery = add_delivery(view, matti)

    with pytest.raises(NotAllowed):
        set_delivery(delivery.pk, is_active=False, by=liisa)
    with pytest.raises(NotAllowed):
        delete_delivery(delivery.pk, by=liisa)
    assert set_delivery(delivery.pk, is_active=False, by=matti).is_active is False
    delete_delivery(delivery.pk, by=sari)
    assert not Delivery.objects.exists()
