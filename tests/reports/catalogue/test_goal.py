"""The way to the goal in words: where we are, against the path, and with what chance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.models import Target
from tests.reports.catalogue.asking import answer
from tests.reports.catalogue.conftest import TODAY
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db


def add_weeks(count: int, *, phone: int = 2, chat: int = 8) -> None:
    """Whole weeks up to the last one, each with the same share of calls."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    for n in range(1, 1 + count):
        noon = at(f"{monday - n * timedelta(days=7)} 12:00")
        add_contacts("phone", noon, phone)
        add_contacts("chat", noon, chat)


def test_with_little_on_record_there_is_no_forecast_but_the_share(desk: Desk):
    add_weeks(5)

    found = answer(desk, "goal")

    assert found.sentences == (
        "Phone 20.0\u00a0% of contacts in the last four whole weeks.",
        "5 whole weeks are on record; a forecast needs 26.",
    )
    assert found.grids[0].rows == ()


def test_the_share_is_held_against_the_path_of_the_target_and_its_chance_told(desk: Desk):
    add_weeks(30)
    Target.objects.create(
        figure="contacts",
        from_day=date(2026, 1, 1),
        from_percent=Decimal(30),
        to_day=date(2027, 2, 28),
        to_percent=Decimal(25),
    )

    found = answer(desk, "goal")

    assert found.sentences == (
        "Phone 20.0\u00a0% of contacts in the last four whole weeks.",
        "That is 6.2 points ahead of the path.",
        "The chance to be at or below 25.0\u00a0% by 28 Feb 2027 is 100\u00a0%.",
    )


def test_the_running_week_does_not_count(desk: Desk):
    add_weeks(4)
    add_contacts("phone", at(f"{TODAY} 08:00"), 50)

    found = answer(desk, "goal")

    assert found.sentences[0] == "Phone 20.0\u00a0% of contacts in the last four whole weeks."


def test_without_anything_on_record_it_says_so(desk: Desk):
    found = answer(desk, "goal")

    assert found.sentences == (
        "There is no whole week on record yet from which a share could be told.",
    )
    assert found.pictures == ()
