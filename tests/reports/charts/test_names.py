"""The names of lines and channels: beside the picture, and below it on a phone."""

import re
from decimal import Decimal

import pytest
from django.utils import translation

from reports.charts.area import Curve, area_chart
from reports.charts.bands import BandLine, band_chart
from reports.charts.looks import Look, Spec, look
from reports.charts.names import in_two_lines
from reports.charts.renderer import render
from reports.charts.shares import ShareLine, share_chart

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
