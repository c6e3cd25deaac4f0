"""The desk's days: which are open, and what time it is after so much office time. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpdesk.demo.hours import OFFICE_HOURS

ZONE = ZoneInfo("Europe/Helsinki")


def instant(day: date, second: float) -> datetime:
    """The moment at which the desk's clock shows this second of the day.

    A time that the clock skips in spring becomes the same moment an hour later on the clock.
    """
    at = time(int(second // 3600), int(second // 60 % 60), int(second % 60))
    return datetime.combine(day, at, tzinfo=ZONE).astimezone(UTC)


def midnight(day: date) -> datetime:
    """When this day begins at the desk."""
    return instant(day, 0)


def days_between(first: date, end: date) -> list[date]:
    """From `first` on, without `end`."""
    return [first + timedelta(days=n) for n in range((end - first).days)]


class OfficeClock:
    """Runs only while the office is open."""

    def __init__(self, first: date, last: date, closed: Container[date]) -> None:
        self.days = [
            day
            for day in days_between(first, last)
            if day.weekday() in OFFICE_HOURS and day not in closed
        ]
        self._open = [_seconds(OFFICE_HOURS[day.weekday()]) for day in self.days]
        self._before = [0.0]
        for opens, closes in self._open:
            self._before.append(self._before[-1] + closes - opens)

    def days_of(self, first: date, end: date) -> list[date]:
        """On which the office is open, from `first` on, without `end`."""
        return self.days[bisect_left(self.days, first) : bisect_left(self.days, end)]

    def later(self, at: datetime, *, seconds: float) -> datetime:
        """The moment at which so much office time has passed since `at`. Ends with the last day."""
        passed = min(self._passed(at) + seconds, self._before[-1] - 1)
        number = bisect_right(self._before, passed) - 1
        return instant(self.days[number], self._open[number][0] + passed - self._before[number])

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(ZONE)
        number = bisect_left(self.days, local.date())
        if number == len(self.days) or self.days[number] != local.date():
            return False
        opens, closes = self._open[number]
        return opens <= local.hour * 3600 + local.minute * 60 + local.second < closes

    def _passed(self, at: datetime) -> float:
        local = at.astimezone(ZONE)
        number = bisect_left(self.days, local.date())
        if number == len(self.days) or self.days[number] != local.date():
            return self._before[number]
        opens, closes = self._open[number]
        second = local.hour * 3600 + local.minute * 60 + local.second
        return self._before[number] + min(max(second, opens), closes) - opens


def _seconds(hours: tuple[time, time]) -> tuple[int, int]:
    opens, closes = hours
    return opens.hour * 3600, closes.hour * 3600
