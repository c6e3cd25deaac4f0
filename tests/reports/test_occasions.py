from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.choices import Rhythm
from reports.occasions import is_outside, month_to_write, next_occasion
from tests.reports.rows import HELSINKI, at

ZONES = [ZoneInfo(name) for name in ("Europe/Helsinki", "Asia/Kathmandu", "America/New_York")]
ASKED = {"weekday": 0, "zone": HELSINKI}


def occasions(first: str, last: str, *, hour: int, zone: ZoneInfo = HELSINKI) -> list[datetime]:
    """All of a daily mail, each found from the one before."""
    found, now = [], at(first, zone)
    while now < at(last, zone):
        now = next_occasion(Rhythm.DAILY, weekday=0, hour=hour, zone=zone, after=now)
        found.append(now)
    return found[:-1]


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        ("daily", "2026-05-04 06:59", "2026-05-04 07:00"),
        ("daily", "2026-05-04 07:00", "2026-05-05 07:00"),
        ("weekly", "2026-05-04 07:00", "2026-05-11 07:00"),
        ("weekly", "2026-05-05 12:00", "2026-05-11 07:00"),
        ("monthly", "2026-01-31 12:00", "2026-02-01 07:00"),
        ("monthly", "2026-02-01 07:00", "2026-03-01 07:00"),
        ("monthly", "2026-12-31 23:59", "2027-01-01 07:00"),
    ],
)
def test_the_next_occasion_is_the_first_one_later(rhythm: str, after: str, expected: str) -> None:
    assert next_occasion(rhythm, hour=7, after=at(after), **ASKED) == at(expected)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(
    ("first", "last"), [("2026-03-27 00:00", "2026-04-01"), ("2026-10-23 00:00", "2026-10-28")]
)
def test_each_day_has_exactly_one_also_when_clocks_change(first: str, last: str, hour: int) -> None:
    days = [each.astimezone(HELSINKI).date() for each in occasions(first, last, hour=hour)]

    # From midnight on: that of hour 0 is on the first day no later occasion.
    start = date.fromisoformat(first[:10]) + timedelta(days=0 if hour else 1)
    whole = (date.fromisoformat(last) - start).days
    assert days == [start + timedelta(days=n) for n in range(whole)]


def test_an_hour_that_clocks_skip_is_the_one_they_skip_to() -> None:
    found = next_occasion("daily", hour=3, after=at("2026-03-28 12:00"), **ASKED)

    assert found.astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    found = next_occasion("daily", hour=3, after=at("2026-10-24 12:00"), **ASKED)
    after = next_occasion("daily", hour=3, after=found, **ASKED)

    assert found.astimezone(UTC) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert after.astimezone(UTC) == datetime(2026, 10, 26, 1, tzinfo=UTC)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(list(Rhythm)),
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from(ZONES),
)
def test_it_is_always_later_on_a_day_of_its_rhythm(
    now: datetime, rhythm: Rhythm, weekday: int, hour: int, zone: ZoneInfo
) -> None:
    after = now.replace(tzinfo=UTC)

    found = next_occasion(rhythm, weekday=weekday, hour=hour, zone=zone, after=after)

    local = found.replace(tzinfo=None)
    assert found.timestamp() > after.timestamp()
    assert local.hour == hour
    assert rhythm != Rhythm.WEEKLY or local.weekday() == weekday
    assert rhythm != Rhythm.MONTHLY or local.day == 1
    limit = {"daily": 2, "weekly": 8, "monthly": 32}[rhythm]
    assert found - after < timedelta(days=limit)


@pytest.mark.parametrize(
    ("value", "low", "high", "outside"),
    [
        ("9.9", "10", None, True),
        ("10", "10", None, False),
        ("20.1", None, "20", True),
        ("20", None, "20", False),
        ("15", "10", "20", False),
        ("21", "10", "20", True),
        ("0", None, None, False),
    ],
)
def test_the_ends_belong_to_the_band(
    value: str, low: str | None, high: str | None, outside: bool
) -> None:
    ends = [None if end is None else Decimal(end) for end in (low, high)]

    assert is_outside(Decimal(value), *ends) is outside


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-11-01 04:59", date(2026, 9, 1)),
        ("2026-11-01 05:00", date(2026, 10, 1)),
        ("2026-11-30 23:59", date(2026, 10, 1)),
        ("2027-01-01 06:00", date(2026, 12, 1)),
    ],
)
def test_a_month_is_written_from_the_morning_of_the_next(now: str, month: date) -> None:
    assert month_to_write(at(now), HELSINKI) == month
