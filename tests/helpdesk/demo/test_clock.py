from datetime import UTC, date, datetime, timedelta

import pytest

from helpdesk.demo.clock import ZONE, OfficeClock, days_between, instant, midnight

THURSDAY = date(2026, 4, 30)
MAY_DAY = date(2026, 5, 1)


@pytest.fixture
def clock() -> OfficeClock:
    return OfficeClock(date(2026, 4, 1), date(2026, 6, 1), {MAY_DAY})


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return instant(day, hour * 3600 + minute * 60)


def test_a_moment_is_given_by_the_clock_on_the_wall() -> None:
    assert instant(date(2026, 1, 15), 9 * 3600) == datetime(2026, 1, 15, 7, tzinfo=UTC)
    assert instant(date(2026, 7, 15), 9 * 3600) == datetime(2026, 7, 15, 6, tzinfo=UTC)


def test_the_hour_that_spring_skips_is_the_one_after_it() -> None:
    skipped = instant(date(2026, 3, 29), 3.5 * 3600)

    assert skipped.astimezone(ZONE).isoformat() == "2026-03-29T04:30:00+03:00"


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_days_on_which_clocks_change_are_shorter_and_longer(day: date, hours: int) -> None:
    assert midnight(day + timedelta(days=1)) - midnight(day) == timedelta(hours=hours)


def test_days_between_leave_out_the_last() -> None:
    assert days_between(THURSDAY, MAY_DAY) == [THURSDAY]


def test_closed_days_and_weekends_are_no_office_days(clock: OfficeClock) -> None:
    week = [day for day in clock.days if date(2026, 4, 27) <= day <= date(2026, 5, 4)]

    assert week == [*(date(2026, 4, day) for day in (27, 28, 29, 30)), date(2026, 5, 4)]


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        pytest.param(at(THURSDAY, 9), 2, at(THURSDAY, 11), id="within a day"),
        pytest.param(at(THURSDAY, 6), 1, at(THURSDAY, 9), id="before opening"),
        pytest.param(at(THURSDAY, 15), 2, at(date(2026, 5, 4), 9), id="over a long weekend"),
        pytest.param(at(MAY_DAY, 12), 0.5, at(date(2026, 5, 4), 8, 30), id="from a closed day"),
        pytest.param(at(date(2026, 5, 8), 20), 1, at(date(2026, 5, 11), 9), id="Friday evening"),
        pytest.param(at(date(2026, 5, 8), 14), 2, at(date(2026, 5, 11), 9), id="Fridays end early"),
    ],
)
def test_work_goes_on_only_while_the_office_is_open(
    clock: OfficeClock, start: datetime, hours: float, end: datetime
) -> None:
    assert clock.later(start, seconds=hours * 3600) == end
