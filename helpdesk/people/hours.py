"""When the desk is open. Pure: plain values in, plain values out, safe on both DST nights.

Spans are wall-clock times in the calendar's zone; answers are instants, in UTC. `at`, `start` and
`end` must be aware. On the night when an hour comes twice a span lasts from the first reading of
its opening to the last reading of its closing; a time that the clock skips counts as that much
after the leap (03:30 is 04:30).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_AHEAD = timedelta(days=60)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Open from `opens` until `closes`, exclusive; 00:00 closes at the end of the day."""

    opens: time
    closes: time


@dataclass(frozen=True)
class Calendar:
    """`week` has the spans of a weekday (Monday 0); `exceptions` replace them on their day.

    A day without spans is closed.
    """

    zone: ZoneInfo
    week: Mapping[int, tuple[Span, ...]]
    exceptions: Mapping[date, tuple[Span, ...]]


def is_open(calendar: Calendar, at: datetime) -> bool:
    at = _instant(at)
    return any(opens <= at < closes for opens, closes in _intervals(calendar, at, at))


def next_change(calendar: Calendar, at: datetime) -> datetime | None:
    """The next opening or closing after `at`; none if nothing changes within 60 days."""
    at = _instant(at)
    for opens, closes in _intervals(calendar, at, at + LOOK_AHEAD):
        if closes > at:
            return _soon(opens if opens > at else closes, at)
    return None


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """The next moment after `at` at which the desk opens; none within 60 days."""
    at = _instant(at)
    for opens, _ in _intervals(calendar, at, at + LOOK_AHEAD):
        if opens > at:
            return _soon(opens, at)
    return None


def service_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How long the desk was open between two instants; nothing if `end` is not after `start`."""
    parts = (closes - opens for opens, closes in open_spans(calendar, start, end))
    return sum(parts, timedelta())


def open_spans(
    calendar: Calendar, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """From when to when the desk was open between two instants: in order, none touching the next.

    Nothing if `end` is not after `start`.
    """
    start, end = _instant(start), _instant(end)
    for opens, closes in _intervals(calendar, start, end):
        if opens < end and closes > start:
            yield max(opens, start), min(closes, end)


def _instant(moment: datetime) -> datetime:
    # Python subtracts two times of one zone by their clocks: an hour wrong on those two nights.
    return moment.astimezone(UTC)


def _soon(change: datetime, at: datetime) -> datetime | None:
    return change if change - at <= LOOK_AHEAD else None


def _intervals(
    calendar: Calendar, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Open times that may touch [start, end], in order, none touching the next."""
    current: tuple[datetime, datetime] | None = None
    for opens, closes in _spans_of_days(calendar, start, end):
        if current and opens <= current[1]:
            current = (current[0], max(current[1], closes))
        else:
            if current:
                yield current
            current = (opens, closes)
    if current:
        yield current


def _spans_of_days(
    calendar: Calendar, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    # A day before, because its last span may reach past midnight's jump of the clock; two days
    # after, so that what is open on the last day does not seem to close there.
    day = start.astimezone(calendar.zone).date() - DAY
    last = end.astimezone(calendar.zone).date() + 2 * DAY
    while day <= last:
        spans = calendar.exceptions.get(day, calendar.week.get(day.weekday(), ()))
        instants = (_instants(calendar.zone, day, span) for span in spans)
        yield from sorted((opens, closes) for opens, closes in instants if opens < closes)
        day += DAY


def _instants(zone: ZoneInfo, day: date, span: Span) -> tuple[datetime, datetime]:
    last_day = day + DAY if span.closes == time(0) else day
    opens = datetime.combine(day, span.opens, zone)
    closes = datetime.combine(last_day, span.closes, zone)
    return opens.astimezone(UTC), _last_reading(closes)


def _last_reading(moment: datetime) -> datetime:
    """The later of two instants at which clocks show this; a skipped time has only one."""
    return max(moment.astimezone(UTC), moment.replace(fold=1).astimezone(UTC))
