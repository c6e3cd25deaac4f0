"""When the desk is open, on ordinary days and on the two nights when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.people.hours import (
    Calendar,
    Span,
    is_open,
    next_change,
    next_opening,
    open_spans,
    service_time,
)

HELSINKI = ZoneInfo("Europe/Helsinki")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OFFICE = (Span(time(8), time(11, 30)), Span(time(12), time(16)))
WEEKDAYS = dict.fromkeys(range(5), OFFICE)
ALWAYS = Calendar(HELSINKI, dict.fromkeys(range(7), (Span(time(0), time(0)),)), {})
NEVER = Calendar(HELSINKI, {}, {})
CHRISTMAS = date(2025, 12, 25)
SHORT_DAY = date(2026, 4, 2)
DESK = Calendar(HELSINKI, WEEKDAYS, {CHRISTMAS: (), SHORT_DAY: (Span(time(9), time(12)),)})


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HELSINKI, fold=fold)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-03-02T07:59:59", False),
        ("2026-03-02T08:00", True),
        ("2026-03-02T11:29:59", True),
        ("2026-03-02T11:30", False),
        ("2026-03-02T12:00", True),
        ("2026-03-02T16:00", False),
        ("2026-03-07T10:00", False),
        ("2025-12-25T10:00", False),
        ("2026-04-02T08:30", False),
        ("2026-04-02T09:30", True),
        ("2026-04-02T12:30", False),
    ],
)
def test_the_desk_is_open_in_its_spans_and_not_in_the_lunch_break(
    moment: str, expected: bool
) -> None:
    assert is_open(DESK, at(moment)) is expected


@pytest.mark.parametrize(
    ("now", "change", "opening"),
    [
        ("2026-03-02T10:00", "2026-03-02T11:30", "2026-03-02T12:00"),
        ("2026-03-02T11:30", "2026-03-02T12:00", "2026-03-02T12:00"),
        ("2026-03-02T08:00", "2026-03-02T11:30", "2026-03-02T12:00"),
        ("2026-03-06T16:00", "2026-03-09T08:00", "2026-03-09T08:00"),
        ("2025-12-24T18:00", "2025-12-26T08:00", "2025-12-26T08:00"),
        ("2026-03-27T15:00", "2026-03-27T16:00", "2026-03-30T08:00"),
    ],
)
def test_the_next_change_and_the_next_opening(now: str, change: str, opening: str) -> None:
    assert next_change(DESK, at(now)) == at(change).astimezone(UTC)
    assert next_opening(DESK, at(now)) == at(opening).astimezone(UTC)


def test_answers_are_in_utc() -> None:
    opening = next_opening(DESK, at("2026-07-01T20:00"))

    assert opening is not None
    assert opening.isoformat() == "2026-07-02T05:00:00+00:00"


def test_a_desk_open_around_the_clock_never_changes() -> None:
    now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    assert is_open(ALWAYS, now)
    assert next_change(ALWAYS, now) is None
    assert next_opening(ALWAYS, now) is None
    assert service_time(ALWAYS, now, now + timedelta(days=400)) == timedelta(days=400)


def test_a_desk_without_hours_never_opens() -> None:
    now = at("2026-03-02T10:00")

    assert not is_open(NEVER, now)
    assert next_change(NEVER, now) is None
    assert next_opening(NEVER, now) is None
    assert service_time(NEVER, now, now + timedelta(days=400)) == timedelta()


def test_an_opening_is_looked_for_sixty_days_ahead_and_no_further() -> None:
    now = at("2026-01-01T12:00")
    day_60 = Calendar(HELSINKI, {}, {date(2026, 3, 2): (Span(time(12), time(13)),)})
    day_61 = Calendar(HELSINKI, {}, {date(2026, 3, 3): (Span(time(12), time(13)),)})

    assert next_opening(day_60, now) == at("2026-03-02T12:00")
    assert next_opening(day_61, now) is None


def test_an_evening_shift_lasts_until_midnight_and_joins_the_next_morning() -> None:
    late = (Span(time(18), time(0)),)
    calendar = Calendar(HELSINKI, {0: late, 1: (Span(time(0), time(6)),)}, {})

    assert is_open(calendar, at("2026-03-02T23:59:59"))
    assert next_change(calendar, at("2026-03-02T20:00")) == at("2026-03-03T06:00")
    assert not is_open(calendar, at("2026-03-04T00:00"))


def test_service_time_leaves_out_lunch_nights_and_weekends() -> None:
    worked = service_time(DESK, at("2026-03-06T11:00"), at("2026-03-09T09:00"))

    assert worked == timedelta(hours=5, minutes=30)


def test_service_time_backwards_is_nothing() -> None:
    assert service_time(DESK, at("2026-03-02T12:00"), at("2026-03-02T10:00")) == timedelta()


def test_the_night_that_loses_an_hour_is_shorter() -> None:
    assert service_time(ALWAYS, at("2026-03-29T00:00"), at("2026-03-30T00:00")) == 23 * HOUR
    night = Calendar(HELSINKI, {6: (Span(time(2), time(5)),)}, {})
    assert service_time(night, at("2026-03-29T00:00"), at("2026-03-29T12:00")) == 2 * HOUR
    assert not is_open(night, datetime(2026, 3, 29, 2, 0, tzinfo=UTC))


def test_hours_that_the_clock_skips_do_not_exist() -> None:
    skipped = Calendar(HELSINKI, {6: (Span(time(3), time(4)),)}, {})

    assert service_time(skipped, at("2026-03-29T00:00"), at("2026-03-30T00:00")) == timedelta()
    assert next_opening(skipped, at("2026-03-28T12:00")) == at("2026-04-05T03:00")


def test_a_skipped_opening_time_counts_after_the_leap() -> None:
    calendar = Calendar(HELSINKI, {6: (Span(time(3, 30), time(12)),)}, {})

    assert next_opening(calendar, at("2026-03-28T12:00")) == at("2026-03-29T04:30")


def test_the_night_that_gains_an_hour_is_longer() -> None:
    assert service_time(ALWAYS, at("2026-10-25T00:00"), at("2026-10-26T00:00")) == 25 * HOUR
    night = Calendar(HELSINKI, {6: (Span(time(2), time(5)),)}, {})
    assert service_time(night, at("2026-10-25T00:00"), at("2026-10-25T12:00")) == 4 * HOUR


def test_an_hour_that_comes_twice_is_open_both_times() -> None:
    twice = Calendar(HELSINKI, {6: (Span(time(3), time(4)),)}, {})

    assert is_open(twice, at("2026-10-25T03:30", fold=0))
    assert is_open(twice, at("2026-10-25T03:30", fold=1))
    assert service_time(twice, at("2026-10-25T00:00"), at("2026-10-26T00:00")) == 2 * HOUR


def test_spans_that_overlap_count_once() -> None:
    calendar = Calendar(HELSINKI, {0: (Span(time(10), time(14)), Span(time(8), time(12)))}, {})

    assert service_time(calendar, at("2026-03-02T00:00"), at("2026-03-03T00:00")) == 6 * HOUR
    assert next_change(calendar, at("2026-03-02T09:00")) == at("2026-03-02T14:00")


# --- Rules that hold for every calendar ----------------------------------------------------------

quarters = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
spans = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1] or pair[1] == time(0))
days_spans = st.lists(spans.map(lambda pair: Span(*pair)), max_size=3).map(tuple)
changing_days = st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 6, 10)])
zones = st.sampled_from(
    ["Europe/Helsinki", "UTC", "America/Sao_Paulo", "Asia/Kathmandu", "Asia/Beirut"]
).map(ZoneInfo)
calendars = st.builds(
    Calendar,
    zones,
    st.dictionaries(st.integers(0, 6), days_spans),
    st.dictionaries(changing_days, days_spans),
)
moments = st.builds(
    lambda day, minutes: datetime.combine(day, time(), UTC) + minutes * MINUTE,
    changing_days,
    st.integers(0, 3 * 24 * 60),
)


@given(calendars, moments, st.integers(1, 30))
def test_service_time_is_the_sum_of_the_open_quarters(
    calendar: Calendar, start: datetime, quarters_long: int
) -> None:
    start = start.replace(minute=start.minute // 15 * 15)
    step = timedelta(minutes=15)
    counted = sum(is_open(calendar, start + n * step) for n in range(quarters_long)) * step

    assert service_time(calendar, start, start + quarters_long * step) == counted


@given(calendars, moments)
def test_nothing_changes_before_the_next_change(calendar: Calendar, now: datetime) -> None:
    change = next_change(calendar, now)
    until = change or now + timedelta(days=60)

    worked = service_time(calendar, now, until)

    assert worked == (until - now if is_open(calendar, now) else timedelta())
    assert change is None or is_open(calendar, change) is not is_open(calendar, now)


@given(calendars, moments)
def test_the_desk_is_open_at_its_next_opening(calendar: Calendar, now: datetime) -> None:
    opening = next_opening(calendar, now)

    assert opening is None or (opening > now and is_open(calendar, opening))


@given(calendars, moments, st.integers(0, 3000), st.integers(0, 3000))
def test_service_time_of_parts_adds_up(
    calendar: Calendar, start: datetime, first: int, second: int
) -> None:
    middle, end = start + first * MINUTE, start + (first + second) * MINUTE

    parts = service_time(calendar, start, middle) + service_time(calendar, middle, end)

    assert service_time(calendar, start, end) == parts


def test_open_spans_are_cut_at_both_ends_and_joined_where_they_touch():
    start, end = (datetime(2026, 3, day, 10, tzinfo=UTC) for day in (4, 7))

    assert list(open_spans(ALWAYS, start, end)) == [(start, end)]
    assert list(open_spans(ALWAYS, end, start)) == []
