"""When a scheduled mail is due, in the desk's zone, and whether it is worth one. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from reports.choices import Rhythm
from reports.periods import DAY, first_of_month

MONTHLY_HOUR = 5
"""On the first, at this hour, the month before is written: calls of its last evening are in."""


def next_occasion(
    rhythm: str, *, weekday: int, hour: int, zone: tzinfo, after: datetime
) -> datetime:
    """The first occasion later than `after`.

    An hour that clocks skip is the one that they skip to; of an hour that comes twice it is the
    first. So each day has exactly one.
    """
    day = after.astimezone(zone).date()
    while True:
        occasion = datetime.combine(day, time(hour), zone)
        if _is_day(rhythm, weekday, day) and occasion.timestamp() > after.timestamp():
            return occasion
        day += DAY


def _is_day(rhythm: str, weekday: int, day: date) -> bool:
    match rhythm:
        case Rhythm.WEEKLY:
            return day.weekday() == weekday
        case Rhythm.MONTHLY:
            return day.day == 1
        case _:
            return True


def is_outside(value: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a figure leaves its band; the ends belong to the band."""
    return (low is not None and value < low) or (high is not None and value > high)


def month_to_write(now: datetime, zone: tzinfo) -> date:
    """The first day of the last month whose service report is due."""
    local = now.astimezone(zone).replace(tzinfo=None) - timedelta(hours=MONTHLY_HOUR)
    return first_of_month(local.date(), -1)
