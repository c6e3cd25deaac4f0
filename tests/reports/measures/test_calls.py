from datetime import date, timedelta

import pytest

from reports.filters import Scope
from reports.measures.calls import Calls, calls, compared_years
from reports.periods import Period
from tests.reports.rows import HELSINKI, add_contacts, at

TODAY = date(2026, 11, 21)


def test_the_years_hold_52_whole_weeks_and_end_yesterday() -> None:
    years = compared_years(date(2024, 1, 1), TODAY)

    assert years == (
        Period(date(2024, 1, 1), date(2024, 12, 29)),
        Period(date(2025, 11, 22), date(2026, 11, 20)),
    )
    assert [year.days for year in years] == [364, 364]


def test_years_that_overlap_are_not_compared() -> None:
    assert compared_years(TODAY - timedelta(weeks=104), TODAY) is not None
    assert compared_years(TODAY - timedelta(weeks=104) + timedelta(days=1), TODAY) is None


@pytest.mark.django_db
def test_calls_are_down_by_39_percent() -> None:
    add_contacts("phone", at("2024-01-01 00:00"), 60)
    add_contacts("phone", at("2024-12-29 23:59"), 40)
    add_contacts("phone", at("2024-12-30 00:00"), 7)
    add_contacts("phone", at("2025-11-21 23:59"), 7)
    add_contacts("phone", at("2025-11-22 00:00"), 30)
    add_contacts("phone", at("2026-11-20 23:59"), 31)
    add_contacts("phone", at("2026-11-21 00:00"), 7)
    add_contacts("chat", at("2024-02-01 12:00"), 99)

    found = calls(Scope(), began=at("2024-01-01 00:00"), zone=HELSINKI, today=TODAY)

    assert (found.first_count, found.last_count) == (100, 61)
    assert str(found.growth) == "-39.0"


@pytest.mark.django_db
def test_below_104_weeks_there_is_nothing_to_compare() -> None:
    began = at("2025-01-05 12:00")

    found = calls(Scope(), began=began, zone=HELSINKI, today=TODAY)

    assert found == Calls(weeks=97)
    assert found.growth is None


def test_a_desk_without_contacts_has_no_calls_to_compare() -> None:
    assert calls(Scope(), began=None, zone=HELSINKI, today=TODAY) == Calls(weeks=0)
