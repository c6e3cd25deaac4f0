from datetime import date
from itertools import pairwise
from random import Random

import pytest

from helpdesk.demo.story import (
    CHANNELS,
    FULL_MONTHS,
    PILOT,
    SEASON,
    SECOND_CAMPAIGN,
    SHARES,
    MonthPlan,
    months,
    plan,
    shares,
)

ANY_DAY_OF_ANY_MONTH = [date(2026, month, 10) for month in range(1, 13)]
SEEDS = range(20)


def planned(today: date, seed: int) -> list[MonthPlan]:
    return list(plan(today, Random(seed)))


def total(month: MonthPlan) -> int:
    return sum(month.contacts.values())


def test_the_story_has_24_whole_months_and_the_one_that_runs() -> None:
    story = months(date(2027, 2, 28))

    assert story[0] == date(2025, 2, 1)
    assert story[-1] == date(2027, 2, 1)
    assert len(story) == 25


@pytest.mark.parametrize("month", range(FULL_MONTHS + 1))
def test_the_shares_of_a_month_add_up(month: int) -> None:
    assert sum(shares(month)) == pytest.approx(100)


def test_between_two_given_months_shares_go_in_a_straight_line() -> None:
    phone = [shares(month)[0] for month in range(1, 6)]

    assert SHARES[1][0] == phone[0]
    assert SHARES[5][0] == phone[-1]
    assert {round(after - before, 6) for before, after in pairwise(phone)} == {-0.75}


def test_a_year_has_no_more_contacts_for_having_seasons() -> None:
    assert sum(SEASON) / len(SEASON) == pytest.approx(1)


def test_autumn_begins_with_the_most_contacts_and_july_has_the_least() -> None:
    assert SEASON.index(max(SEASON)) + 1 == 9
    assert SEASON.index(min(SEASON)) + 1 == 7


@pytest.mark.parametrize("today", ANY_DAY_OF_ANY_MONTH)
def test_chat_passes_phone_in_its_fifteenth_month_and_stays_ahead(today: date) -> None:
    for seed in SEEDS:
        story = list(enumerate(month.contacts for month in planned(today, seed)))
        with_chat = [number for number, contacts in story if contacts["chat"]]
        led = [number for number, contacts in story if contacts["chat"] > contacts["phone"]]

        assert with_chat[0] == PILOT
        assert led == list(range(SECOND_CAMPAIGN, FULL_MONTHS + 1))
        assert led[0] - with_chat[0] + 1 == 15


@pytest.mark.parametrize("today", ANY_DAY_OF_ANY_MONTH)
def test_calls_fall_by_almost_forty_percent_from_year_to_year(today: date) -> None:
    for seed in SEEDS:
        calls = [month.contacts["phone"] for month in planned(today, seed)]

        assert 0.36 < 1 - sum(calls[12:24]) / sum(calls[:12]) < 0.40


@pytest.mark.parametrize("today", ANY_DAY_OF_ANY_MONTH)
def test_a_fifth_of_the_last_contacts_are_calls(today: date) -> None:
    for seed in SEEDS:
        last = planned(today, seed)[21:24]
        share = sum(month.contacts["phone"] for month in last) / sum(map(total, last))

        assert round(share, 2) == 0.2


def test_two_whole_years_hold_more_than_forty_thousand_contacts() -> None:
    for today in ANY_DAY_OF_ANY_MONTH:
        assert sum(map(total, planned(today, 1)[:FULL_MONTHS])) > 40_000


def test_the_same_seed_tells_the_same_story_and_another_one_another() -> None:
    today = date(2026, 11, 22)

    assert planned(today, 1) == planned(today, 1)
    assert planned(today, 1) != planned(today, 2)


def test_every_month_names_all_channels() -> None:
    assert {tuple(month.contacts) for month in planned(date(2026, 5, 1), 1)} == {CHANNELS}
