"""The front page's picture: what is drawn is what was counted."""

import re
from datetime import date, timedelta
from decimal import Decimal

from reports.charts.looks import look
from reports.charts.marks import Mark
from reports.charts.renderer import render
from reports.charts.shift import Shift, shift_chart, top_of, trailing
from reports.forecast import Band
from reports.intervals import wilson
from reports.measures.weeks import Week

MONDAY = date(2026, 1, 5)


def weeks(*counts: tuple[int, int]) -> list[Week]:
    return [Week(MONDAY + n * timedelta(7), *count) for n, count in enumerate(counts)]


SHIFT = Shift(
    starts=tuple(week.start for week in weeks((1, 2), (1, 2))),
    lines={
        "phone": trailing(weeks((30, 100), (20, 100))),
        "chat": trailing(weeks((20, 100), (40, 100))),
    },
    bands=(Band(0.2, 0.18, 0.22, 0.15, 0.25),),
    path=(0.3, 0.28, 0.26),
    goal=0.1,
    crossing=Mark(1, ("Chat passes phone", "in contacts, January 2026")),
    marks=(Mark(0, ("1",)),),
)


def test_a_point_is_of_four_weeks_together_and_none_where_nobody_came() -> None:
    found = trailing(weeks((0, 0), (3, 10), (1, 10), (0, 0), (0, 0), (0, 0), (0, 0)))

    assert found[0] is None
    assert found[2] == (0.2, wilson(4, 20))
    assert found[4] == (0.2, wilson(4, 20))
    assert found[6] is None


def test_past_weeks_and_weeks_to_come_have_their_days() -> None:
    assert SHIFT.days == [MONDAY + n * timedelta(7) for n in range(3)]


def test_everything_drawn_is_below_the_top() -> None:
    sure = wilson(60, 200)
    assert sure
    phone = wilson(30, 100)
    assert phone
    assert top_of(SHIFT) == max(sure.high, phone.high)


def test_lines_crossing_and_marks_are_named() -> None:
    for size in ("broad", "narrow"):
        svg = render(shift_chart(SHIFT, look("light", size)))

        texts = [each.replace("\u00a0", " ") for each in re.findall(r">([^<>]+)</t", svg)]
        assert {"Chat 30.0 %", "Phone 25.0 %", "Chat passes phone", "1"} <= set(texts)


def test_the_fan_begins_where_the_past_ends() -> None:
    layers = shift_chart(SHIFT, look("light", "broad"))["layer"]

    assert layers[0]["data"]["values"] == [{"i": 2, "low": 15.0, "high": 25.0}]
    assert Decimal(str(layers[2]["data"]["values"][0]["share"])) == Decimal("20.0")
