from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import date_format

from reports import words
from reports.choices import Grain
from reports.intervals import Interval
from reports.periods import Period, buckets

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("language", "count", "percent", "day", "month"),
    [
        ("en", "1,234,567", f"20.1{HARD}%", "21 Nov 2026", "November 2026"),
        ("fi", f"1{HARD}234{HARD}567", f"20,1{HARD}%", "21.11.2026", "marraskuu 2026"),
        ("sv", f"1{HARD}234{HARD}567", f"20,1{HARD}%", "21.11.2026", "november 2026"),
    ],
)
def test_numbers_and_days_are_written_as_the_reader_writes_them(
    language: str, count: str, percent: str, day: str, month: str
) -> None:
    with translation.override(language):
        assert words.count(1234567) == count
        assert words.percent(Decimal("20.1")) == percent
        assert words.day(date(2026, 11, 21)) == day
        assert words.month(date(2026, 11, 1)) == month


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["09:05", "21 Nov 2026, 09:05", "21 Nov 2026"]),
        ("fi", ["9.05", "21.11.2026 9.05", "21.11.2026"]),
        ("sv", ["09:05", "21.11.2026 kl. 09:05", "21.11.2026"]),
    ],
)
def test_a_moment_is_written_like_the_days_and_times_beside_it(
    language: str, said: list[str]
) -> None:
    moment = datetime(2026, 11, 21, 9, 5)
    with translation.override(language):
        written = [
            words.clock(moment),
            date_format(moment, "SHORT_DATETIME_FORMAT"),
            date_format(moment, "SHORT_DATE_FORMAT"),
        ]
        day = words.day(moment.date())

    assert written == said
    assert day == said[2]


def test_of_nothing_there_is_a_dash() -> None:
    written = [words.count(None), words.percent(None), words.points(None), words.signed(None)]

    assert written == ["–"] * 4
    assert words.interval(None) == "–"


def test_changes_have_their_sign() -> None:
    changes = [words.signed(Decimal(text)) for text in ("1.25", "-2.0", "0.0")]

    assert changes == ["+1.2", "−2.0", "±0.0"]
    assert [words.signed(number) for number in (44.0, -0.04, 0.04)] == ["+44.0", "±0.0", "±0.0"]
    assert [words.signed_count(n) for n in (5, -1200, 0)] == ["+5", "−1,200", "±0"]


def test_percents_without_decimals_are_rounded_and_not_cut() -> None:
    assert words.percent(Decimal("39.6"), 0) == f"40{HARD}%"


def test_an_interval_is_written_in_percent() -> None:
    assert words.interval(Interval(0.78636, 0.9565)) == f"78.6–95.7{HARD}%"


def test_rows_are_named_by_day_iso_week_and_month() -> None:
    period = Period(date(2020, 12, 31), date(2021, 1, 1))

    names = {grain: [words.bucket(row) for row in buckets(period, grain)] for grain in Grain}

    assert names == {
        Grain.DAY: ["31 Dec 2020", "1 Jan 2021"],
        Grain.WEEK: ["Week 53/2020"],
        Grain.MONTH: ["December 2020", "January 2021"],
    }


def test_months_are_counted_in_words_and_beyond_them_in_numbers() -> None:
    assert [words.nth_month(n) for n in (1, 15, 24, 25)] == [
        "first",
        "fifteenth",
        "twenty-fourth",
        "25.",
    ]
