"""Whole weeks of a share: what forecasts and control charts are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from reports.choices import Figure
from reports.filters import Scope
from reports.measures.beginning import beginning
from reports.periods import DAY, Period
from reports.rollup.reading import Wish, add_up, fitting, total, within
from tickets.choices import Channel

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """`part` of `whole` in the ISO week that begins on the Monday `start`."""

    start: date
    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; none where nothing was counted."""
        return self.part / self.whole if self.whole else None

    @property
    def days(self) -> Period:
        return Period(self.start, self.start + 6 * DAY)


Weeks = Mapping[str, list[Week]]
"""The same weeks of each channel."""


def last_full_weeks(today: date, count: int) -> Period:
    """So many weeks, Monday to Sunday, that are over."""
    monday = today - today.weekday() * DAY
    return Period(monday - count * WEEK, monday - DAY)


def weeks_of_phone(figure: Figure, scope: Scope, *, zone: tzinfo, today: date) -> list[Week]:
    return weeks_of((Channel.PHONE,), figure, scope, zone=zone, today=today)[Channel.PHONE]


def weeks_of(
    channels: Sequence[str],
    figure: Figure,
    scope: Scope,
    *,
    zone: tzinfo,
    today: date,
    most: int = 530,
) -> Weeks:
    """The whole weeks on record up to the last one that is over, oldest first, empty ones too."""
    began = first_day(figure, scope, zone)
    last = last_full_weeks(today, 1).last
    if began is None or began > last:
        return {channel: [] for channel in channels}
    monday = began + (-began.weekday() % 7) * DAY
    first = max(monday, last + DAY - most * WEEK)
    if first > last:
        return {channel: [] for channel in channels}
    where, values = within(scope)
    names = {f"channel_{place}": str(channel) for place, channel in enumerate(channels)}
    wish = Wish(
        by=("date_trunc('week', day)::date",),
        sums=(*(total("n", f"channel = %({name})s") for name in names), total("n")),
        where=where,
        values={**values, **names},
    )
    rows = add_up(fitting(figure, scope), Period(first, last), wish, zone=zone)
    return {
        channel: without_gaps([Week(row[0], row[1 + i], row[-1]) for row in rows], first, last)
        for i, channel in enumerate(channels)
    }


def first_day(figure: Figure, scope: Scope, zone: tzinfo) -> date | None:
    """The day of the first contact, or request, on record."""
    began = beginning(figure, scope, zone=zone)
    return began.astimezone(zone).date() if began else None


def without_gaps(weeks: Sequence[Week], first: date, last: date) -> list[Week]:
    """A week for each Monday from `first` to `last`; pure."""
    known = {week.start: week for week in weeks}
    mondays = (first + n * WEEK for n in range((last - first).days // 7 + 1))
    return [known.get(monday, Week(monday, 0, 0)) for monday in mondays]
