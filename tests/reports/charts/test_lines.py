import re
from decimal import Decimal

from reports.charts.lines import lines_chart, lines_data
from reports.charts.looks import look
from reports.charts.renderer import render
from reports.measures.crossing import find_crossing
from tests.reports.measures.test_crossing import months

STORY = months(*[(1000 - 20 * n, 50 + 48 * n) for n in range(20)])


def drawn(every: list, size: str = "wide") -> list[str]:
    spec = lines_chart(
        every,
        crossing=find_crossing(every),
        goal_percent=Decimal(10),
        look=look("light", size),
    )
    return re.findall(r">([^<>]+)</t(?:ext|span)>", render(spec))


def test_the_lines_are_the_shares_of_each_whole_month() -> None:
    data = lines_data(months((3, 1), (0, 0)))

    assert [(point["i"], point["channel"], point["share"]) for point in data] == [
        (0, "phone", 75.0),
        (0, "chat", 25.0),
        (1, "phone", None),
        (1, "chat", None),
    ]


def test_the_crossing_is_marked_with_its_month() -> None:
    texts = drawn(STORY)

    assert texts[texts.index("Chat passes phone") + 1] == "September 2016"


def test_where_chat_has_not_passed_phone_nothing_is_marked() -> None:
    assert "Chat passes phone" not in drawn(STORY[:10])


def test_the_goal_and_the_last_shares_are_named() -> None:
    texts = [text.replace("\u00a0", " ") for text in drawn(STORY)]

    assert "Goal: phone at most 10 %" in texts
    assert texts[-2:] == ["Phone 39.2 %", "Chat 60.8 %"]


def test_three_years_are_shown_at_most() -> None:
    long = months(*[(9, 1)] * 40)
    spec = lines_chart(
        long,
        crossing=find_crossing(long),
        goal_percent=Decimal(10),
        look=look("light", "narrow"),
    )

    assert {point["i"] for point in spec["data"]["values"]} == set(range(36))
