from datetime import date
from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports import sentences
from reports.choices import Comparison, Figure
from reports.measures.calls import Calls
from reports.measures.channel_mix import Counts, Mix
from reports.measures.crossing import find_crossing
from reports.measures.displacement import Arm, Displacement
from reports.periods import Period
from tests.reports.measures.test_crossing import months

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
FIFTEEN = [(1000 - 20 * n, 50 + 48 * n) for n in range(20)]


def mix(
    now: dict[str, int], before: dict[str, int] | None, figure: Figure = Figure.CONTACTS
) -> Mix:
    earlier = None if before is None else Counts(APRIL, before)
    return Mix(figure, (), Counts(MAY, now), earlier)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("now", "before", "comparison", "expected"),
    [
        (
            {"phone": 19, "chat": 81},
            {"phone": 30, "chat": 70},
            Comparison.PREVIOUS,
            "Phone took 19.0 % of contacts, 11.0 points less than in the period before.",
        ),
        (
            {"phone": 31, "chat": 69},
            {"phone": 30, "chat": 70},
            Comparison.YEAR,
            "Phone took 31.0 % of contacts, 1.0 points more than a year before.",
        ),
        (
            {"phone": 3, "chat": 7},
            {"phone": 30, "chat": 70},
            Comparison.PREVIOUS,
            "Phone took 30.0 % of contacts, as much as in the period before.",
        ),
        ({"chat": 7}, None, Comparison.NONE, "Phone took 0.0 % of contacts."),
        ({"phone": 7}, {}, Comparison.PREVIOUS, "Phone took 100.0 % of contacts."),
        ({}, {"phone": 7}, Comparison.PREVIOUS, "No contacts in this period."),
    ],
)
def test_the_phones_share_and_its_change(
    now: dict[str, int], before: dict[str, int] | None, comparison: Comparison, expected: str
) -> None:
    assert plain(sentences.phone_share(mix(now, before), comparison)) == expected


def test_each_sentence_says_which_figure_it_is() -> None:
    requests = mix({"phone": 2, "web": 2}, None, Figure.REQUESTS)
    desk = Desk(phone_goal_percent=Decimal("10.0"))

    assert plain(sentences.phone_share(requests, Comparison.NONE)) == (
        "Phone took 50.0 % of requests."
    )
    assert plain(sentences.goal(requests, desk)) == (
        "Goal: phone at most 10 % of requests. 40.0 points to go."
    )


def test_the_goal_has_its_day_and_is_met_or_not() -> None:
    desk = Desk(phone_goal_percent=Decimal("12.5"), phone_goal_date=date(2026, 12, 31))

    assert plain(sentences.goal(mix({"phone": 1, "chat": 9}, None), desk)) == (
        "Goal: phone at most 12.5 % of contacts by 31 Dec 2026. It is met in this period."
    )
    assert plain(sentences.goal(mix({}, None), desk)) == (
        "Goal: phone at most 12.5 % of contacts by 31 Dec 2026."
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (FIFTEEN, "Chat passed phone in September 2016, its fifteenth month."),
        (
            [(5, 1), (4, 5)],
            "Chat passed phone in August 2015, its second month."
            " It has been ahead for this one month only.",
        ),
        (
            [(1200, 1), (4000, 1234)],
            "Chat has not passed phone yet: in August 2015 there were 1,234 chats and 4,000 calls.",
        ),
        (
            [(5, 9), (4, 3)],
            "Chat was ahead of phone in July 2015, but has not stayed ahead:"
            " in August 2015 there were 3 chats and 4 calls.",
        ),
        (
            [(5, 9), (4, 5)],
            "Chat has been ahead of phone in every month since records began in July 2015.",
        ),
        ([(5, 0)], "No whole month with chat is on record yet."),
        ([], "No whole month with chat is on record yet."),
    ],
)
def test_the_month_in_which_chat_passed_phone(counts: list[tuple[int, int]], expected: str) -> None:
    assert sentences.crossing(find_crossing(months(*counts))) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (8540, 5210, "Calls are down by 39 %: 5,210 in the last 52 weeks, 8,540 in the first 52."),
        (100, 104, "Calls are up by 4 %: 104 in the last 52 weeks, 100 in the first 52."),
        (1000, 996, "Calls are where they were: 996 in the last 52 weeks, 1,000 in the first 52."),
        (0, 4, "Calls: 4 in the last 52 weeks, 0 in the first 52."),
    ],
)
def test_calls_since_records_began(first: int, last: int, expected: str) -> None:
    found = Calls(110, APRIL, MAY, first, last)

    assert plain(sentences.calls(found)) == expected


def test_calls_of_too_few_weeks() -> None:
    assert sentences.calls(Calls(weeks=97)) == (
        "Whether calls fall can be said after 104 weeks; 97 are on record."
    )


def test_the_survey_in_words() -> None:
    answers = {"phone": 120, "email": 60, "visit": 15, "none": 5}
    found = Displacement(2000, Arm(400, {"phone": 20}), Arm(600, {**answers, "phone": 100}))

    assert plain(sentences.displacement(found)) == (
        "90.0 % of chats would have been calls or e-mails"
        " (180 of 200 answers; 95 % interval 85.1–93.4 %)."
    )
    assert plain(sentences.verdict(found)) == (
        "Goal “at least 90 %”: not proven, the interval goes below it."
    )
    assert plain(sentences.response(found)) == ("Answered by 200 of 1,000 who were asked (20.0 %).")


@pytest.mark.parametrize(
    ("phone", "none", "expected"),
    [
        (465, 35, "Goal “at least 90 %”: proven, the whole interval reaches it."),
        (50, 50, "Goal “at least 90 %”: missed, the whole interval is below it."),
        (0, 0, "Goal “at least 90 %”: not proven, there are no answers."),
    ],
)
def test_the_goal_of_the_survey_is_proven_or_not(phone: int, none: int, expected: str) -> None:
    found = Displacement(900, Arm(), Arm(600, {"phone": phone, "none": none}))

    assert plain(sentences.verdict(found)) == expected


def test_a_survey_without_answers_says_so() -> None:
    found = Displacement(0, Arm(), Arm())

    assert sentences.displacement(found) == (
        "Nobody has answered yet how they would have contacted us without chat."
    )
    assert plain(sentences.response(found)) == "Answered by 0 of 0 who were asked (–)."
