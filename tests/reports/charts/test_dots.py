"""Shares as dots: all that is known is drawn and written, and nothing else."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports.charts.dots import Dot, dot_chart
from reports.charts.looks import look
from reports.intervals import Interval

SVG = "{http://www.w3.org/2000/svg}"


def drawn(dots: list[Dot], size: str = "wide", **options) -> ElementTree.Element:
    return ElementTree.fromstring(dot_chart(dots, look("light", size), **options))


def test_a_dot_lies_within_its_interval_and_that_within_its_bounds():
    dot = Dot("Chat", Decimal("50.0"), Interval(0.4, 0.6), Interval(0.1, 0.9))

    picture = drawn([dot])

    (circle,) = picture.iter(f"{SVG}circle")
    ends = [
        [float(number) for number in path.get("d", "")[1:].replace("H", " ").split(" ")]
        for path in picture.iter(f"{SVG}path")
        if path.get("stroke-width")
    ]
    (bounds_left, _y, bounds_right), (left, _y, right) = ends
    assert bounds_left < left < float(circle.get("cx", "0")) < right < bounds_right


def test_without_a_share_there_is_no_dot():
    assert list(drawn([Dot("Chat", None)]).iter(f"{SVG}circle")) == []


@pytest.mark.parametrize(
    ("size", "written"),
    [("wide", "Chat: 50.0\u00a0% (40.0–60.0\u00a0%)"), ("narrow", "Chat: 50.0\u00a0%")],
)
def test_the_interval_is_written_where_there_is_room(size: str, written: str):
    picture = drawn([Dot("Chat", Decimal("50.0"), Interval(0.4, 0.6))], size)

    assert written in [text.text for text in picture.iter(f"{SVG}text")]


def test_a_goal_is_a_line_of_dashes():
    dashed = [
        path
        for path in drawn([Dot("Chat", Decimal(50))], goal=90).iter(f"{SVG}path")
        if path.get("stroke-dasharray")
    ]

    assert len(dashed) == 1
