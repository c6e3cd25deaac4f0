"""The bars are measured in the drawn picture: what one sees must be what the table says."""

import re
from decimal import Decimal
from typing import NamedTuple

import pytest

from reports.charts.looks import look
from reports.charts.mix import mix_chart, mix_data
from reports.charts.renderer import render
from reports.choices import Grain
from reports.measures.channel_mix import Mix, assemble
from reports.periods import buckets
from tests.reports.rows import filters
from tickets.choices import Channel

NUMBER = r"([\d.]+)"
RECT = re.compile(f'd="M{NUMBER},{NUMBER}h{NUMBER}v{NUMBER}h-{NUMBER}Z"[^>]*fill="(#[0-9a-f]+)"')


class Bar(NamedTuple):
    x: float
    top: float
    bottom: float
    fill: str


def bars(svg: str) -> list[Bar]:
    return [
        Bar(float(x), float(y), float(y) + float(height), fill)
        for x, y, _width, height, _back, fill in RECT.findall(svg)
    ]


@pytest.fixture(scope="module")
def mix() -> Mix:
    asked = filters("2026-01-01", "2026-03-31")
    starts = [bucket.start for bucket in buckets(asked.period, Grain.MONTH)]
    counts = [
        {"phone": 40, "chat": 30, "email": 20, "web": 7, "walk_in": 3},
        {},
        {"phone": 1, "chat": 8, "email": 1},
    ]
    cells = [(s, c, n, 0) for s, row in zip(starts, counts, strict=True) for c, n in row.items()]
    return assemble(asked, cells)


def test_the_chart_holds_the_numbers_of_the_table(mix: Mix) -> None:
    drawn = [(entry["i"], entry["channel"], entry["count"]) for entry in mix_data(mix)]

    assert drawn == [(i, c, row.of(c)) for i, row in enumerate(mix.rows) for c in Channel.values]


def test_a_row_without_contacts_has_no_share(mix: Mix) -> None:
    shares = [entry["share"] for entry in mix_data(mix)]

    assert shares == [40.0, 30.0, 20.0, 7.0, 3.0, *[None] * 5, 10.0, 80.0, 10.0, 0.0, 0.0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_phone_is_at_the_bottom_and_the_goal_line_at_its_height(
    mix: Mix, scheme: str, size: str
) -> None:
    drawn_with = look(scheme, size)
    height = drawn_with.size.height
    svg = render(mix_chart(mix, goal_percent=Decimal(10), look=drawn_with))

    phone = drawn_with.scheme.channels["phone"]
    first, last = (bar for bar in bars(svg) if bar.fill == phone and bar.bottom > bar.top)
    goal = re.search(r'transform="translate\([\d.]+,([\d.]+)\)" x2="-?[\d.]+"[^>]*dasharray', svg)

    assert (first.bottom, last.bottom) == (height, height)
    assert first.top == pytest.approx(height * 0.6)
    assert last.top == pytest.approx(height * 0.9)
    assert goal
    assert float(goal[1]) == pytest.approx(height * 0.9)


def test_every_bar_is_as_tall_as_its_share(mix: Mix) -> None:
    drawn_with = look("light", "wide")
    svg = render(mix_chart(mix, goal_percent=Decimal(10), look=drawn_with))
    names = {colour: channel for channel, colour in drawn_with.scheme.channels.items()}

    heights = [
        (names[bar.fill], round(100 * (bar.bottom - bar.top) / drawn_with.size.height, 1))
        for bar in sorted(bars(svg), key=lambda bar: (bar.x, -bar.bottom))
        if bar.fill in names and bar.bottom > bar.top
    ]

    expected = [
        (channel, float(row.share(channel) or 0))
        for row in mix.rows
        for channel in Channel.values
        if row.of(channel)
    ]
    assert heights == expected


def test_rows_that_the_period_cuts_are_marked() -> None:
    asked = filters("2026-01-15", "2026-02-28")
    mix = assemble(asked, [(b.start, "phone", 1, 0) for b in buckets(asked.period, asked.grain)])

    whole = {entry["i"]: entry["whole"] for entry in mix_data(mix)}

    assert whole == {0: False, 1: True}


def test_the_names_stand_beside_the_bars(mix: Mix) -> None:
    svg = render(mix_chart(mix, goal_percent=Decimal("12.5"), look=look("light", "wide")))

    texts = re.findall(r">([^<>]+)</text>", svg)
    assert [name for name in texts if name in ("Phone", "Chat", "E-mail")] == [
        "Phone",
        "Chat",
        "E-mail",
    ]
    assert "Goal: phone at most 12.5\u00a0%" in texts
