"""Periods of calendar days, how they are cut into rows, and what lies before them. Pure.

A day, a week (ISO 8601, from Monday) and a month are those of the desk's time zone. A period has
whole days, both ends belong to it; as instants it is half open.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from reports.choices import Comparison, Grain, Preset

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period cannot end before it starts")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many calendar months it touches."""
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    def instants(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """When it starts, and the moment after its end."""
        return midnight(self.first, zone), midnight(self.last + DAY, zone)

    def overlap(self, other: Period) -> Period:
        return Period(max(self.first, other.first), min(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Bucket:
    """The time of one row: `start` names the whole day, week or month, `period` is what counts.

    The two differ at the ends of a period that cuts a week or a month.
    """

    grain: Grain
    start: date
    period: Period

    @property
    def is_whole(self) -> bool:
        return self.period == whole(self.start, self.grain)


def midnight(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day; where clocks skip midnight, the moment they skip to."""
    return datetime.combine(day, time(), zone)


def first_of_month(day: date, months: int = 0) -> date:
    """The first day of the month so many months after (negative: before) that of `day`."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def shift_months(day: date, months: int) -> date:
    """The same day of another month; the last one where that month is shorter."""
    start = first_of_month(day, months)
    return start.replace(day=min(day.day, last_of_month(start).day))


def whole(day: date, grain: Grain) -> Period:
    """The day, week or month that holds `day`."""
    if grain == Grain.DAY:
        return Period(day, day)
    if grain == Grain.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    return Period(first_of_month(day), last_of_month(day))


def buckets(period: Period, grain: Grain) -> Iterator[Bucket]:
    """The rows of a period, in order, without gap or overlap; empty ones too."""
    day = period.first
    while day <= period.last:
        unit = whole(day, grain)
        yield Bucket(grain, unit.first, unit.overlap(period))
        day = unit.last + DAY


def fitting_grain(period: Period) -> Grain:
    """What a person would choose: some ten to forty rows."""
    if period.days <= 31:
        return Grain.DAY
    return Grain.WEEK if period.days <= 183 else Grain.MONTH


def preset_period(preset: Preset, today: date) -> Period:
    month = first_of_month(today)
    match preset:
        case Preset.DAYS_7:
            return Period(today - timedelta(days=6), today)
        case Preset.WEEKS_4:
            return Period(today - timedelta(days=27), today)
        case Preset.THIS_MONTH:
            return Period(month, today)
        case Preset.LAST_MONTH:
            return Period(first_of_month(today, -1), month - DAY)
        case Preset.MONTHS_12:
            return Period(first_of_month(today, -11), today)
        case Preset.MONTHS_24:
            return Period(first_of_month(today, -23), today)
        case Preset.THIS_YEAR:
            return Period(date(today.year, 1, 1), today)
        case Preset.LAST_YEAR:
            return Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        case _:
            raise ValueError("when a semester is stands on record")


def compared_period(period: Period, comparison: Comparison) -> Period | None:
    """By the calendar alone: none for semesters, whose days `reports.semesters` knows."""
    match comparison:
        case Comparison.PREVIOUS:
            return period_before(period)
        case Comparison.YEAR:
            return year_before(period)
        case _:
            return None


def period_before(period: Period) -> Period:
    """As long, right before it.

    What starts with a month is measured in months: 1 January to 21 March is compared with
    1 October to 21 December, whole February with whole January. All else, whole weeks too, is
    measured in days.
    """
    whole_weeks = period.first.weekday() == 0 and period.days % 7 == 0
    ends_a_month = period.last == last_of_month(period.last)
    if period.first.day != 1 or (whole_weeks and not ends_a_month):
        return Period(period.first - period.days * DAY, period.first - DAY)
    return _months_earlier(period, period.months)


def year_before(period: Period) -> Period:
    return _months_earlier(period, 12)


def _months_earlier(period: Period, months: int) -> Period:
    last = shift_months(period.last, -months)
    if period.last == last_of_month(period.last):
        last = last_of_month(last)
    return Period(shift_months(period.first, -months), last)
