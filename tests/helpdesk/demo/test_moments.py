from collections import Counter
from datetime import date
from random import Random

import pytest

from helpdesk.demo.clock import ZONE
from helpdesk.demo.hours import OFFICE_HOURS
from helpdesk.demo.moments import Approach, approaches, day_weight
from helpdesk.demo.story import MonthPlan
from tickets.choices import Channel

DECEMBER = date(2025, 12, 1)
CLOSED_MONDAY = date(2025, 12, 8)
PLAN = MonthPlan(DECEMBER, {"phone": 400, "chat": 300, "email": 500, "web": 0, "walk_in": 50})


def month(today: date) -> list[Approach]:
    return approaches([PLAN], today=today, closed={CLOSED_MONDAY}, rng=Random(7))


def test_a_month_that_is_over_brings_what_was_planned() -> None:
    counted = Counter(approach.channel.value for approach in month(date(2026, 1, 1)))

    assert counted == {"phone": 400, "chat": 300, "email": 500, "walk_in": 50}


def test_the_running_month_brings_its_part_and_nothing_of_today() -> None:
    today = date(2025, 12, 16)

    begun = month(today)

    assert max(approach.at.astimezone(ZONE).date() for approach in begun) == date(2025, 12, 15)
    assert 0.3 < len(begun) / 1250 < 0.6


def test_on_the_first_of_a_month_nothing_of_it_has_come() -> None:
    assert month(DECEMBER) == []


def test_contacts_are_counted_in_the_order_of_time() -> None:
    all_of_them = month(date(2026, 1, 1))

    assert [approach.number for approach in all_of_them] == list(range(1, 1251))
    assert all_of_them == sorted(all_of_them, key=lambda approach: approach.at)


def test_nobody_calls_chats_or_visits_while_the_office_is_closed() -> None:
    outside = []
    for approach in month(date(2026, 1, 1)):
        local = approach.at.astimezone(ZONE)
        opens, closes = OFFICE_HOURS.get(local.weekday(), (None, None))
        is_open = opens and closes and opens <= local.time() < closes
        if local.date() == CLOSED_MONDAY or not is_open:
            outside.append(approach.channel)

    assert set(outside) == {Channel.EMAIL}


@pytest.mark.parametrize("channel", ["phone", "email"])
def test_mondays_bring_more_than_fridays(channel: str) -> None:
    monday = day_weight(date(2025, 12, 15), channel, closed=())
    friday = day_weight(date(2025, 12, 19), channel, closed=())

    assert monday > friday
