"""Small pictures: what they show stands where it must, and is told in words too."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports.charts import svg
from reports.charts.bars import Bars, bar_chart
from reports.charts.bounds import Bounded, bounds_chart
from reports.charts.columns import Columns, column_chart
from reports.charts.diverging import Rated, diverging_chart
from reports.charts.heat import Heat, heat_map
from reports.charts.looks import SCHEMES, SIZES, look
from reports.charts.ranges import RangeBar, range_chart
from reports.intervals import Interval

WIDE = look("light", "wide")
SVG = "{http://www.w3.org/2000/svg}"
every_look = pytest.mark.parametrize(
    ("scheme", "size"), [(scheme, size) for scheme in SCHEMES for size in SIZES]
)


def parts(picture: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture).iter(f"{SVG}{name}"))


def titles(picture: str) -> list[str]:
    return [str(each.text) for each in parts(picture, "title")]


def test_a_dot_lies_within_its_interval_and_the_interval_within_the_bounds():
    dots = [Bounded("All", Decimal(90), Interval(0.85, 0.93), Interval(0.6, 0.97))]

    picture = bounds_chart(dots, WIDE)

    (dot,) = parts(picture, "circle")
    bounds, interval = (
        (float(box.attrib["x"]), float(box.attrib["x"]) + float(box.attrib["width"]))
        for box in parts(picture, "rect")
    )
    assert bounds[0] < interval[0] < float(dot.attrib["cx"]) < interval[1] < bounds[1]
    assert titles(picture) == ["All: 90.0\u00a0% (85.0–93.0\u00a0%)"]


def test_a_share_of_nothing_has_no_dot():
    picture = bounds_chart([Bounded("All", None)], WIDE, goal=90)

    assert parts(picture, "circle") == []
    assert "Goal 90\u00a0%" in titles(picture)


def test_bars_go_to_the_side_of_their_sign_with_their_range():
    bars = [
        RangeBar("Expected", -100, "−100", "chat", -120, -80),
        RangeBar("Observed", 50, "+50", "phone"),
    ]

    picture = range_chart(bars, WIDE)

    expected, observed = parts(picture, "rect")
    end = float(expected.attrib["x"]) + float(expected.attrib["width"])
    assert end == pytest.approx(float(observed.attrib["x"]), abs=0.2)
    assert float(expected.attrib["width"]) == pytest.approx(
        2 * float(observed.attrib["width"]), abs=0.2
    )
    assert titles(picture) == ["Expected: −100", "Observed: +50"]


def test_bad_ratings_stand_left_of_the_middle_and_good_ones_right():
    picture = diverging_chart([Rated("All", (1, 1, 2, 3, 3), "40 %")], WIDE)

    zero, _below = (
        float(re.findall(r"M([\d.]+) ", each.attrib["d"])[0]) for each in parts(picture, "path")
    )
    boxes = [(float(box.attrib["x"]), float(box.attrib["width"])) for box in parts(picture, "rect")]
    ends = [x + width for x, width in boxes]
    assert ends[1] <= zero <= boxes[3][0]
    assert boxes[2][0] + boxes[2][1] / 2 == pytest.approx(zero, abs=0.2)
    assert titles(picture)[0] == "1: 1 (10.0\u00a0%)"


def test_a_name_that_does_not_fit_beside_its_number_is_cut():
    rows = [Rated("Accounts and access of the new students", (1, 0, 0, 0, 1), "9.5–90.5 %")]

    narrow = diverging_chart(rows, look("dark", "narrow"))

    shown = [each.text for each in parts(narrow, "text")]
    assert shown[:2] == ["Accounts and access of the new s…", "9.5–90.5 %"]
    assert "Accounts and access of the new students" in diverging_chart(rows, WIDE)


def test_nobodys_ratings_are_an_empty_row():
    picture = diverging_chart([Rated("All", (0, 0, 0, 0, 0), "–")], WIDE)

    assert parts(picture, "rect") == []


@every_look
def test_nothing_reaches_beyond_the_picture(scheme: str, size: str):
    seen = look(scheme, size)
    drawn = [
        bounds_chart([Bounded("A", Decimal(0), Interval(0, 1), Interval(0, 1))], seen, goal=90),
        range_chart([RangeBar("A", 5, "5", "chat", 1, 9), RangeBar("B", -3, "−3", "web")], seen),
        diverging_chart([Rated("A", (5, 0, 0, 0, 0), ""), Rated("B", (0, 0, 0, 0, 5), "")], seen),
    ]

    for picture in drawn:
        for box in parts(picture, "rect"):
            assert float(box.attrib["x"]) >= 0
            assert float(box.attrib["x"]) + float(box.attrib["width"]) <= seen.size.whole + 0.1


def test_whatever_a_team_is_called_is_only_text():
    picture = diverging_chart([Rated("<b>&'\"", (1, 0, 0, 0, 0), "")], WIDE)

    assert any(each.text == "<b>&'\"" for each in parts(picture, "text"))


HOURS = Heat(
    columns=tuple(f"{hour:02d}" for hour in range(24)),
    rows=("Monday", "Tuesday"),
    values=(tuple(Decimal(hour) / 2 for hour in range(24)), (None,) * 24),
)


@every_look
def test_every_hour_has_its_number(scheme: str, size: str):
    written = [each.text for each in parts(heat_map(HOURS, look(scheme, size)), "text")]

    assert [f"{hour / 2:.1f}" for hour in range(24)] == [
        text for text in written if "." in str(text)
    ]


def test_where_hours_have_no_room_beside_each_other_they_stand_below_each_other():
    written = [each.text for each in parts(heat_map(HOURS, look("light", "narrow")), "text")]

    assert written[:5] == ["Mon", "Tue", "00", "0.0", "01"]


def test_whole_numbers_have_no_decimals():
    heat = Heat(("08", "09"), ("Monday",), ((Decimal(2), Decimal(1)),))

    assert titles(heat_map(heat, WIDE)) == ["2", "1"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("percent", range(0, 101, 5))
def test_numbers_can_be_read_on_any_strength_of_colour(scheme: str, percent: int):
    colours = SCHEMES[scheme]
    for fill in colours.channels.values():
        ground = svg.mixed(fill, colours.raised, percent / 100)
        assert svg.contrast(svg.written_on(ground), ground) >= 4.5


def test_names_stand_beside_the_bars_and_above_them_on_a_phone():
    bars = Bars(("Distance meetings and lectures", "Files"), (Decimal(9), Decimal(4)), "", "chat")

    for size, beside in (("broad", True), ("wide", True), ("narrow", False)):
        picture = bar_chart(bars, look("light", size))
        name, first = parts(picture, "text")[0], parts(picture, "rect")[0]
        ends = 6.6 * len(name.text or "") <= float(first.attrib["x"])
        above = float(name.attrib["y"]) <= float(first.attrib["y"])
        assert (name.text, ends, above) == ("Distance meetings and lectures", beside, not beside)


def test_the_first_and_the_last_label_stay_within_the_picture():
    columns = Columns(("December 2025", *["x"] * 10, "January"), (1,) * 12, "chat")
    seen = look("light", "narrow")

    labels = [
        (float(each.attrib["x"]), len(each.text or "") * 3.3)
        for each in parts(column_chart(columns, seen), "text")
    ]
    assert all(half <= x <= seen.size.whole - half for x, half in labels)
