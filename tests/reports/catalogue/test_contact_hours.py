"""Rates an hour are divided by the weekdays that occurred."""

import pytest

from helpdesk.people.models import Desk
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db


def test_an_hour_is_divided_by_how_many_such_days_there_were(desk: Desk):
    add_contacts("chat", at("2026-03-02 09:15"), 3)
    add_contacts("phone", at("2026-03-09 09:59"), 2)
    add_contacts("phone", at("2026-03-03 10:00"), 1)

    found = answer(desk, "hours", "2026-03-02", "2026-03-15")

    counts, rates = found.grids
    assert found.sentences == ("Most people come on Monday between 09 and 10: 2.5 an hour.",)
    assert [row.values[:3] for row in counts.rows] == [("09–10", 5, 0), ("10–11", 0, 1)]
    assert [row.values[:3] for row in rates.rows] == [
        ("09–10", pytest.approx(2.5), 0),
        ("10–11", 0, pytest.approx(0.5)),
    ]


def test_mondays_to_come_and_before_the_first_contact_are_not_divided_by(desk: Desk):
    """Today is Friday 20 November."""
    add_contacts("chat", at("2026-11-02 09:15"), 1)
    add_contacts("chat", at("2026-11-16 09:15"), 5)

    found = answer(desk, "hours", "2026-10-01", "2026-12-31")

    assert found.sentences == ("Most people come on Monday between 09 and 10: 2.0 an hour.",)
