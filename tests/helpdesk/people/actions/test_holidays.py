"""The public holidays of the desk's country, so that nobody has to type them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from helpdesk.people.actions import fill_holidays, keep_holidays_filled
from helpdesk.people.models import Desk, Holiday

pytestmark = pytest.mark.django_db


def test_a_finnish_year_has_its_holidays_with_finnish_names() -> None:
    fill_holidays(2026)

    names = dict(Holiday.objects.values_list("day", "name"))
    assert len(names) == 15
    assert names[date(2026, 6, 19)] == "Juhannusaatto"
    assert names[date(2026, 12, 6)] == "Itsenäisyyspäivä"


def test_a_day_that_somebody_changed_stays_as_it_is() -> None:
    Holiday.objects.create(day=date(2026, 5, 1), name="Vappu", opens="08:00", closes="12:00")

    assert fill_holidays(2026) == 14
    assert Holiday.objects.get(day=date(2026, 5, 1)).opens is not None


def test_another_country_has_other_days() -> None:
    Desk.objects.create(pk=1, country="SE")

    fill_holidays(2026)

    assert Holiday.objects.filter(day=date(2026, 6, 6)).exists()
    assert not Holiday.objects.filter(day=date(2026, 12, 6)).exists()


def test_a_country_that_is_none_has_no_holidays() -> None:
    Desk.objects.create(pk=1, country="XX")

    assert fill_holidays(2026) == 0


@time_machine.travel("2026-12-31T22:30:00Z")
def test_this_year_and_the_next_are_filled_by_the_desks_calendar() -> None:
    keep_holidays_filled()

    years = {day.year for day in Holiday.objects.values_list("day", flat=True)}
    assert years == {2027, 2028}


@time_machine.travel("2026-03-01T12:00:00Z")
def test_a_holiday_that_was_deleted_does_not_come_back() -> None:
    keep_holidays_filled()
    Holiday.objects.filter(name="Vappu").delete()

    assert keep_holidays_filled() == 0
