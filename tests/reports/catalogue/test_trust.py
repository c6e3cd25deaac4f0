"""What is wrong with the data is said, not hidden."""

import pytest
from django.utils import timezone

from helpdesk.people.models import Desk
from reports.actions import build_counts, compare_counts
from tests.reports.catalogue.asking import answer
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db


def test_agreeing_counts_are_said_to_agree(desk: Desk):
    add_contacts("phone", at("2026-03-05 12:00"), 2)
    build_counts()
    compare_counts()

    found = answer(desk, "trust", "2026-03-01", "2026-03-31")

    assert found.sentences == ("Counts and contacts agree, and nothing is owed.",)


def test_counts_never_compared_are_not_called_right(desk: Desk):
    found = answer(desk, "trust", "2026-03-01", "2026-03-31")

    assert found.sentences == ("The kept counts have not been compared with the contacts yet.",)


def test_late_calls_and_missing_topics_are_counted(desk: Desk):
    add_contacts("phone", at("2026-03-05 12:00"), 2, recorded_at=at("2026-03-07 12:00"))
    add_contacts("phone", at("2026-03-05 12:00"), 1, recorded_at=at("2026-03-05 12:05"))

    _state, gaps = answer(desk, "trust", "2026-03-01", "2026-03-31").grids

    assert [row.values[1] for row in gaps.rows] == [0, 3, 3, 2, 0, 0]


def test_contacts_of_the_future_are_found(desk: Desk):
    build_counts()
    compare_counts()
    add_contacts("phone", timezone.now() + timezone.timedelta(days=400))

    found = answer(desk, "trust", "2026-03-01", "2026-03-31")

    assert found.sentences == (
        "Look at the numbers below: something is missing or does not agree.",
    )
