import pytest

from reports.measures.ratios import Ratio
from reports.measures.satisfaction import satisfaction
from tests.reports.rows import HELSINKI, add_chats, at, filters

pytestmark = pytest.mark.django_db


def test_satisfied_are_those_who_gave_4_or_5() -> None:
    for rating, count in ((5, 4), (4, 3), (3, 2), (1, 1), (None, 50)):
        add_chats(at("2026-05-05 12:00"), count, satisfaction=rating)
    add_chats(at("2026-04-05 12:00"), 6, satisfaction=2)

    found = satisfaction(filters("2026-05-01", "2026-05-31"), zone=HELSINKI)

    assert (found.now, found.before) == (Ratio(7, 10), Ratio(0, 6))


def test_without_ratings_there_is_no_share() -> None:
    found = satisfaction(filters("2026-05-01", "2026-05-31"), zone=HELSINKI)

    assert found.now.share is None
