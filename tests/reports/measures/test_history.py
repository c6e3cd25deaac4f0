from datetime import date
from zoneinfo import ZoneInfo

import pytest

from reports.filters import Scope
from reports.measures.history import Month, history, whole_months
from tests.reports.rows import HELSINKI, add_contacts, add_team, at

TODAY = date(2026, 4, 15)


def test_months_without_contacts_are_there_and_the_running_one_is_not() -> None:
    counted = [(date(2026, 1, 1), "phone", 3), (date(2026, 3, 1), "chat", 2)]

    assert whole_months([*counted, (date(2026, 4, 1), "chat", 9)], TODAY) == (
        Month(date(2026, 1, 1), {"phone": 3}),
        Month(date(2026, 2, 1), {}),
        Month(date(2026, 3, 1), {"chat": 2}),
    )


def test_without_contacts_there_are_no_months() -> None:
    assert whole_months([], TODAY) == ()


@pytest.mark.django_db
def test_history_begins_with_the_first_contact_in_the_desks_zone() -> None:
    add_contacts("phone", at("2026-02-01 00:30"))
    add_contacts("chat", at("2026-03-01 12:00"), 2)
    add_contacts("web", at("2026-04-01 12:00"))

    record = history(Scope(), zone=HELSINKI, today=TODAY)
    in_kathmandu = history(Scope(), zone=ZoneInfo("Asia/Kathmandu"), today=TODAY)
    in_new_york = history(Scope(), zone=ZoneInfo("America/New_York"), today=TODAY)

    assert record.began == at("2026-02-01 00:30")
    assert (
        record.months
        == in_kathmandu.months
        == (
            Month(date(2026, 2, 1), {"phone": 1}),
            Month(date(2026, 3, 1), {"chat": 2}),
        )
    )
    assert in_new_york.months[0] == Month(date(2026, 1, 1), {"phone": 1})


@pytest.mark.django_db
def test_history_is_that_of_the_chosen_team() -> None:
    campus = add_team("campus")
    add_contacts("phone", at("2026-01-01 12:00"))
    add_contacts("phone", at("2026-03-01 12:00"), team=campus)

    record = history(Scope(team=campus), zone=HELSINKI, today=TODAY)

    assert [month.start for month in record.months] == [date(2026, 3, 1)]


@pytest.mark.django_db
def test_an_empty_desk_has_no_history() -> None:
    record = history(Scope(), zone=HELSINKI, today=TODAY)

    assert (record.months, record.began) == ((), None)
