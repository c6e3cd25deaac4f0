"""Possible changes of a weekly share, with what happened at the time beside them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from rest_framework.test import APIClient

from helpdesk.people.models import Desk
from reports.models import Annotation
from tests.reports.catalogue.asking import answer
from tests.reports.catalogue.conftest import TODAY
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db
MONDAY = TODAY - timedelta(days=TODAY.weekday())


def add_weeks(*shares: int, n: int = 40) -> None:
    """Whole weeks up to the last one, each with so many calls of 40 contacts."""
    for back, calls in enumerate(reversed(shares), start=1):
        noon = at(f"{MONDAY - back * timedelta(days=7)} 12:00")
        add_contacts("phone", noon, calls)
        add_contacts("chat", noon, n - calls)


def test_with_few_weeks_on_record_nothing_is_said_of_what_is_usual(desk: Desk):
    add_weeks(*[20] * 25)

    found = answer(desk, "changes")

    assert found.sentences == ("25 whole weeks are on record; what is usual takes 26 to tell.",)
    assert found.pictures == ()
    assert found.grids[0].rows == ()
    assert found.grids[1].column("limits") == [None] * 25


def test_a_steady_share_has_not_changed(desk: Desk):
    add_weeks(*[20] * 40)

    found = answer(desk, "changes")

    assert found.sentences == ("Phone: no change of the share of contacts is seen in 40 weeks.",)
    assert found.grids[0].rows == ()


def test_a_fall_is_a_possible_change_with_what_happened_beside_it(desk: Desk):
    add_weeks(*[20] * 30, *[8] * 10)
    fell = MONDAY - 10 * timedelta(days=7)
    for day, text in ((fell - timedelta(days=9), "Posters"), (fell - timedelta(days=90), "Fair")):
        Annotation.objects.create(first_day=day, last_day=day, kind="marketing", text=text)

    found = answer(desk, "changes")

    assert found.sentences == (
        "Phone: the share of contacts possibly changed in the week from 7 Sept 2026,"
        " from 50.0\u00a0% to 20.0\u00a0%.",
    )
    (phone, chat) = found.grids[0].rows
    assert phone.values[0] == "Phone"
    assert phone.values[1] == fell
    assert phone.values[3:] == (Decimal("50.0"), Decimal("20.0"), Decimal("-30.0"), "Posters")
    assert chat.values[5] == Decimal("30.0")
    assert found.grids[1].column("seen")[30] == "possible change"


def test_the_reader_chooses_the_channel(desk: Desk, pages: Client, api: APIClient):
    add_weeks(*[20] * 30)

    chosen = pages.get("/reports/changes/?watched=2").content.decode()
    unknown = api.get("/api/v1/reports/changes/?watched=9")

    assert "Chat: no change of the share of contacts is seen in 30 weeks." in chosen
    assert '<option value="2" selected>Chat</option>' in chosen
    assert (unknown.status_code, unknown.json()["by_field"]) == (
        400,
        {"watched": ["“9” is no choice. Choose from the list."]},
    )


def test_without_anything_on_record_it_says_so(desk: Desk):
    found = answer(desk, "changes")

    assert found.sentences == ("0 whole weeks are on record; what is usual takes 26 to tell.",)
