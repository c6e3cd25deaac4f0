from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from chat.views.opening import opening_words, wait_words, week_rows
from helpdesk.people.hours import Calendar, Span

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE = (Span(time(8), time(16)),)


def week(*days: tuple[Span, ...]) -> Calendar:
    return Calendar(HELSINKI, dict(enumerate(days)), {})


def test_neighbouring_days_of_the_same_hours_share_a_row() -> None:
    with translation.override("en"):
        rows = week_rows(week(OFFICE, OFFICE, OFFICE, OFFICE, (Span(time(8), time(15)),)), "en")

    assert rows == [
        ("Monday–Thursday", "08:00–16:00"),
        ("Friday", "08:00–15:00"),
        ("Saturday–Sunday", "closed"),
    ]


def test_a_lunch_break_makes_two_spans() -> None:
    lunch = (Span(time(9), time(11, 30)), Span(time(12, 15), time(0)))

    assert week_rows(week(lunch, *[()] * 6), "en")[0].times == "09:00–11:30, 12:15–00:00"


def test_a_whole_day_is_said_in_words() -> None:
    with translation.override("en"):
        rows = week_rows(week(*[(Span(time(0), time(0)),)] * 7), "en")

    assert rows == [("Monday–Sunday", "around the clock")]


def test_a_desk_without_hours_has_no_rows() -> None:
    assert week_rows(week(), "en") == []


@pytest.mark.parametrize(
    ("language", "days", "times"),
    [
        ("fi", "Maanantai", "8.00–16.00"),
        ("sv", "Måndag", "08:00–16:00"),
        ("en", "Monday", "08:00–16:00"),
    ],
)
def test_days_and_times_are_written_as_the_reader_does(
    language: str, days: str, times: str
) -> None:
    assert week_rows(week(OFFICE), language)[0] == (days, times)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "maanantai 2. helmikuuta 2026 8.00"),
        ("sv", "måndag 2 februari 2026 08:00"),
        ("en", "Monday, 2 February 2026 08:00"),
    ],
)
def test_an_opening_is_a_day_and_a_time(language: str, words: str) -> None:
    assert opening_words(datetime(2026, 2, 2, 8, tzinfo=HELSINKI), language) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0, 60, "under 1 min"),
        (0, 300, "under 5 min"),
        (60, 180, "1–3 min"),
        (300, None, "more than 5 min"),
        (180, None, "possibly more than 5 min"),
        (0, None, "possibly more than 5 min"),
    ],
)
def test_a_wait_is_told_as_a_range_and_never_in_seconds(
    low: int, high: int | None, words: str
) -> None:
    assert wait_words(low, high) == words
