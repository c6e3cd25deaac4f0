"""The names of lines and channels: beside the picture, and below it on a phone."""

import re
from decimal import Decimal

import pytest
from django.utils import translation

from reports.charts.area import Curve, area_chart
from reports.charts.bands import BandLine, band_chart
from reports.charts.calibration import calibration_chart
from reports.charts.looks import Look, Spec, look
from reports.charts.names import in_two_lines
from reports.charts.renderer import render
from reports.charts.shares import ShareLine, share_chart
from reports.charts.steps import Steps, steps_chart
from reports.charts.strip import Strip, strip_chart

LONG = "Same agent, same load, and all that belongs to it"
PHONE_PX = 294
"""The room for a picture on a screen of 360 px."""


def charts(seen: Look) -> list[Spec]:
    labels = ["Jan 2026", "Feb 2026"]
    shares = [
        ShareLine("All", "chat", (Decimal(10), Decimal(20))),
        ShareLine(LONG, "phone", (Decimal(20), Decimal(30))),
    ]
    bands = [
        BandLine("All", "chat", ((10, 5, 15), (12, 6, 18))),
        BandLine(LONG, "phone", ((9, 5, 15), (11, 6, 18))),
    ]
    curves = [Curve("Came", "phone", (1500, 2500)), Curve(LONG, "email", (1400, 2600))]
    return [
        share_chart(labels, shares, seen),
        band_chart(labels, bands, seen),
        area_chart(labels, curves, seen, is_filled=False),
        area_chart(labels, curves, seen),
    ]


@pytest.mark.parametrize("number", range(4))
def test_on_a_phone_a_picture_is_hardly_made_smaller(number: int) -> None:
    svg = render(charts(look("light", "narrow"))[number])

    width = re.search(r'<svg [^>]*?width="([\d.]+)"', svg)
    assert width
    assert float(width[1]) * 0.85 <= PHONE_PX
    assert LONG in svg


def test_lines_are_told_apart_by_their_points_too() -> None:
    for spec in charts(look("dark", "narrow"))[:3]:
        marks = [layer["mark"] for layer in spec["layer"]]
        drawn = [mark["point"]["shape"] for mark in marks if "point" in mark]
        named = [mark["shape"] for mark in marks if mark["type"] == "point"]
        assert (drawn, sorted(named)) == (["circle", "square"], ["circle", "square"])


def test_numbers_on_an_axis_are_written_as_the_reader_writes_them() -> None:
    with translation.override("fi"):
        svg = render(charts(look("light", "broad"))[2])

    assert ">2\u00a0500</text>" in svg


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("All", ["All"]),
        ("Samma kundrådgivare, samma timme", ["Samma kundrådgivare,", "samma timme"]),
        ("Yhteydenottokanavaluettelo", ["Yhteydenottokanavaluettelo"]),
    ],
)
def test_a_long_name_takes_two_lines(name: str, lines: list[str]) -> None:
    assert in_two_lines(name) == lines


@pytest.mark.parametrize("size", ["broad", "narrow"])
def test_where_nothing_was_counted_the_picture_says_so_and_names_no_lines(size: str) -> None:
    labels, seen = ["Jan 2026", "Feb 2026"], look("light", size)
    empty = [
        share_chart(labels, [ShareLine("Satisfied", "chat", (None, None))], seen),
        band_chart(labels, [BandLine("Satisfied", "chat", (None, None))], seen),
        calibration_chart([], seen, x="Told", y="Waited"),
    ]

    for spec in empty:
        texts = re.findall(r">([^<>]+)</t", render(spec))
        assert "Nothing was counted in this period." in texts
        assert "Satisfied" not in texts
    for svg in (
        strip_chart(Strip((), ("a", "b", "c")), seen),
        steps_chart(Steps((), 1, "a"), seen),
    ):
        assert re.findall(r">([^<>]+)</t", svg) == ["Nothing was counted in this period."]


def test_an_axis_of_counts_has_whole_numbers() -> None:
    svg = render(
        area_chart(["Jan", "Feb"], [Curve("Open", "chat", (0, 1))], look("light", "broad"))
    )

    assert [text for text in re.findall(r">([^<>]+)</t", svg) if text[0].isdigit()] == ["0", "1"]
