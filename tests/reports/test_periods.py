from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.choices import Comparison, Grain, Preset
from reports.periods import (
    Period,
    buckets,
    compared_period,
    fitting_grain,
    preset_period,
    shift_months,
    whole,
)

ZONES = [
    "Europe/Helsinki",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 800))))


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(text: str) -> Period:
    first, last = text.split("..")
    return Period(day(first), day(last))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        Period(day("2026-02-01"), day("2026-01-31"))


@given(periods(), st.sampled_from(Grain))
def test_rows_cover_the_period_without_gap_or_overlap(asked: Period, grain: Grain) -> None:
    rows = list(buckets(asked, grain))

    days = [row.period.first + timedelta(days=n) for row in rows for n in range(row.period.days)]

    assert days == [asked.first + timedelta(days=n) for n in range(asked.days)]


@given(periods(), st.sampled_from(Grain))
def test_a_row_lies_in_the_whole_that_names_it(asked: Period, grain: Grain) -> None:
    for row in buckets(asked, grain):
        unit = whole(row.start, grain)
        assert unit.first == row.start
        assert unit.first <= row.period.first <= row.period.last <= unit.last


def test_weeks_are_those_of_iso_8601() -> None:
    rows = list(buckets(period("2020-12-31..2021-01-05"), Grain.WEEK))

    assert [row.start.isocalendar()[:2] for row in rows] == [(2020, 53), (2021, 1)]
    assert [row.is_whole for row in rows] == [False, False]


@given(
    st.datetimes(datetime(2001, 1, 2), datetime(2030, 12, 30)),
    st.sampled_from(ZONES),
    st.integers(0, 40),
)
def test_an_instant_lies_in_the_period_of_its_local_day(
    moment: datetime, zone_name: str, length: int
) -> None:
    zone = ZoneInfo(zone_name)
    instant = moment.replace(tzinfo=UTC)
    local_day = instant.astimezone(zone).date()

    inside = Period(local_day - timedelta(days=length), local_day).instants(zone)
    ended = Period(local_day - timedelta(days=length + 1), local_day - timedelta(days=1))

    assert inside[0] <= instant < inside[1]
    assert ended.instants(zone)[1] <= instant


@pytest.mark.parametrize(("text", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_the_days_on_which_clocks_change_are_as_long_as_they_are(text: str, hours: int) -> None:
    start, end = Period(day(text), day(text)).instants(ZoneInfo("Europe/Helsinki"))

    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        (Preset.DAYS_7, "2026-11-15..2026-11-21"),
        (Preset.WEEKS_4, "2026-10-25..2026-11-21"),
        (Preset.THIS_MONTH, "2026-11-01..2026-11-21"),
        (Preset.LAST_MONTH, "2026-10-01..2026-10-31"),
        (Preset.MONTHS_12, "2025-12-01..2026-11-21"),
        (Preset.MONTHS_24, "2024-12-01..2026-11-21"),
        (Preset.THIS_YEAR, "2026-01-01..2026-11-21"),
        (Preset.LAST_YEAR, "2025-01-01..2025-12-31"),
    ],
)
def test_named_periods_move_with_the_day(preset: Preset, expected: str) -> None:
    assert preset_period(preset, day("2026-11-21")) == period(expected)


@pytest.mark.parametrize(
    ("now", "before", "year"),
    [
        ("2026-02-01..2026-02-28", "2026-01-01..2026-01-31", "2025-02-01..2025-02-28"),
        ("2026-03-01..2026-03-31", "2026-02-01..2026-02-28", "2025-03-01..2025-03-31"),
        ("2025-12-01..2026-11-21", "2024-12-01..2025-11-21", "2024-12-01..2025-11-21"),
        ("2026-01-01..2026-03-21", "2025-10-01..2025-12-21", "2025-01-01..2025-03-21"),
        ("2026-11-15..2026-11-21", "2026-11-08..2026-11-14", "2025-11-15..2025-11-21"),
        ("2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-02-28..2023-02-28"),
    ],
)
def test_a_period_is_compared_with_its_like(now: str, before: str, year: str) -> None:
    assert compared_period(period(now), Comparison.PREVIOUS) == period(before)
    assert compared_period(period(now), Comparison.YEAR) == period(year)
    assert compared_period(period(now), Comparison.NONE) is None


@given(periods())
def test_the_period_before_ends_before(asked: Period) -> None:
    before = compared_period(asked, Comparison.PREVIOUS)

    assert before is not None
    assert before.last < asked.first


@given(DAYS, st.integers(-300, 300))
def test_shifting_months_keeps_the_day_or_takes_the_last(start: date, months: int) -> None:
    shifted = shift_months(start, months)

    distance = 12 * (shifted.year - start.year) + shifted.month - start.month
    assert distance == months
    assert shifted.day == start.day or (shifted + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("2026-01-01..2026-01-31", Grain.DAY),
        ("2026-01-01..2026-02-01", Grain.WEEK),
        ("2026-01-01..2026-07-02", Grain.WEEK),
        ("2026-01-01..2026-07-03", Grain.MONTH),
    ],
)
def test_rows_fit_the_length_of_the_period(text: str, grain: Grain) -> None:
    assert fitting_grain(period(text)) == grain
