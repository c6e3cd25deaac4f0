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
    assert found.grids[1].rows == ()


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


def test_a_path_is_explained_only_where_it_is_drawn(desk: Desk):
    add_weeks(5)
    line = "The line is the mean of four weeks. Dotted: the goal."
    assert answer(desk, "goal").pictures[0].caption == line

    set_target(date(2027, 2, 28))

    assert answer(desk, "goal").pictures[0].caption == f"{line} Dashed: the path to it."


@pytest.mark.parametrize("wanted", ["20.04", "19.96"])
def test_a_share_within_a_tenth_of_a_point_is_on_the_path(wanted: str, desk: Desk):
    add_weeks(5)
    Target.objects.create(
        figure="contacts",
        from_day=date(2026, 1, 1),
        from_percent=Decimal(wanted),
        to_day=date(2027, 2, 28),
        to_percent=Decimal(wanted),
    )

    assert answer(desk, "goal").sentences[1] == "That is on the path."


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


def set_target(to_day: date, *, to_percent: int = 10) -> None:
    Target.objects.create(
        figure="contacts",
        from_day=date(2026, 1, 1),
        from_percent=Decimal(30),
        to_day=to_day,
        to_percent=Decimal(to_percent),
    )


@pytest.mark.parametrize(("days", "chance"), [(7, "100"), (28, "0")])
def test_the_chance_is_of_the_four_weeks_that_end_by_the_day_of_the_goal(
    desk: Desk, days: int, chance: str
):
    """Calls are 10 % but in the four weeks to come, as in those a year before: 50 %."""
    monday = TODAY - timedelta(days=TODAY.weekday())
    for n in range(1, 105):
        noon = at(f"{monday - n * timedelta(days=7)} 12:00")
        phone = 5 if (104 - n) % 52 in range(4) else 1
        add_contacts("phone", noon, 10 * phone)
        add_contacts("chat", noon, 10 * (10 - phone))
    desk.phone_goal_percent = Decimal(25)
    desk.phone_goal_date = monday + timedelta(days=days - 1)

    found = answer(desk, "goal")

    assert found.sentences[-1].endswith(f"is {chance}\u00a0%.")


def test_a_goal_whose_day_is_past_has_no_chance_any_more(desk: Desk):
    add_weeks(30)
    set_target(date(2026, 11, 1))

    found = answer(desk, "goal")

    assert found.sentences[-1] == "The day of the goal, 1 Nov 2026, is past: set a new target."
    assert found.notes == ()


def test_what_if_the_share_fell_faster(desk: Desk):
    add_weeks(30)
    set_target(date(2027, 11, 14), to_percent=15)

    found = answer(desk, "goal", faster="5")

    assert found.sentences[-2:] == (
        "The chance to be at or below 15.0\u00a0% by 14 Nov 2027 is 0\u00a0%.",
        "If the share fell by 5.0\u00a0% more each month, the chance would be 100\u00a0%.",
    )
    assert "To be at the goal in time, the share must fall by 0.10 points a week." in found.notes
    expected, faster = found.grids[1].column("middle")[-1], found.grids[1].column("faster")[-1]
    # Half a contact is added to either side: 2.5 of 11.
    assert (expected, faster) == (Decimal("22.7"), Decimal("12.3"))


def test_four_weeks_without_anybody_have_no_share(desk: Desk):
    add_contacts("phone", at("2026-09-07 12:00"), 3)

    found = answer(desk, "goal")

    assert found.sentences == (
        "Nothing was counted in the last four whole weeks: there is no share.",
    )
    assert found.grids[0].column("share")[-4:] == [None] * 4
