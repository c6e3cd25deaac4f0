"""Who was there in promised hours, by row, by team and in a typical week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reports import words
from reports.kept_hours import Gap, Staffed, State, by_state
from reports.periods import Bucket, Period, buckets
from reports.promised import DESK, Line, Promise, read_promise, stretches_of
from reports.report import Asked
from reports.rollup.reading import Wish, on_kept_days, total
from reports.rollup.staffed import StaffedCounts

STRIP_DAYS = 28
"""So many days at the end of a period are looked at hour by hour."""
NAMES = tuple(field.name for field in fields(Staffed))
Slot = tuple[int, int]
"""Weekday (0 is Monday) and quarter of the hour of the desk's clock, counted from midnight."""


NOTHING = Staffed()


def counts_of(asked: Asked) -> StaffedCounts:
    return StaffedCounts(read_promise(asked.desk), asked.filters.period)


def line_asked(asked: Asked, promise: Promise) -> Line:
    """The team of the filters, or the whole desk."""
    team = asked.filters.scope.team
    return promise.line(team.pk if team else DESK)


def by_bucket(
    asked: Asked, counts: StaffedCounts
) -> tuple[list[tuple[Bucket, Staffed | None]], Staffed | None]:
    """A row a day, week or month of what was asked, and the whole; none of what nobody can tell."""
    filters, line = asked.filters, line_asked(asked, counts.promise)
    grain = {"grain": filters.grain.value}
    found = _sums(asked, counts, ["date_trunc(%(grain)s, day)::date"], line.team, grain)
    rows = [
        (bucket, found.get((bucket.start,), _nothing(asked, counts.promise, bucket.period)))
        for bucket in buckets(filters.period, filters.grain)
    ]
    nothing = _nothing(asked, counts.promise, filters.period)
    return rows, added(found.values()) if found else nothing


def by_team(asked: Asked, counts: StaffedCounts) -> list[tuple[Line, Staffed | None]]:
    """The desk first; of one team, where the filters name it. None of what nobody can tell."""
    team = asked.filters.scope.team
    found = _sums(asked, counts, ["team"], team.pk if team else None, {})
    lines = [line for line in counts.promise.lines if team is None or line.team == team.pk]
    nothing = _nothing(asked, counts.promise, asked.filters.period)
    return [(line, found.get((line.team,), nothing)) for line in lines]


def _nothing(asked: Asked, promise: Promise, period: Period) -> Staffed | None:
    """Of days without promised time; none where none of them is on record, or all are to come."""
    began = _first_day(promise, asked)
    is_known = began is not None and began <= period.last and period.first <= asked.today
    return NOTHING if is_known else None


def _first_day(promise: Promise, asked: Asked) -> date | None:
    """Since when it is on record who was there."""
    if promise.began is None:
        return None
    return timezone.localdate(promise.began, timezone=asked.zone)


def by_weekday(asked: Asked, counts: StaffedCounts) -> Mapping[int, Staffed]:
    """From Monday, 0."""
    weekday = "extract(isodow FROM day)::int - 1"
    found = _sums(asked, counts, [weekday], line_asked(asked, counts.promise).team, {})
    return {int(key[0]): staffed for key, staffed in found.items()}


def by_slot(asked: Asked, counts: StaffedCounts) -> Mapping[Slot, Staffed]:
    """A typical week; where clocks go back, an hour counts twice."""
    by = (
        "extract(isodow FROM day)::int - 1",
        "(extract(epoch FROM (at AT TIME ZONE %(zone)s)::time) / 900)::int",
    )
    found = _sums(asked, counts, by, line_asked(asked, counts.promise).team, {})
    return {(int(weekday), int(quarter)): staffed for (weekday, quarter), staffed in found.items()}


def added(each: Iterable[Staffed]) -> Staffed:
    columns = zip(*(astuple(one) for one in each), strict=True)
    return Staffed(*(sum(column) for column in columns))


def not_on_record(promise: Promise, asked: Asked) -> tuple[str, ...]:
    """Since when it is known who was there; what was before nobody can tell."""
    began = _first_day(promise, asked)
    if began is None:
        return (_("It is not on record yet who was there."),)
    if began <= asked.filters.period.first:
        return ()
    said = _("Who was there is on record since %(day)s; what was before is not counted.")
    return (said % {"day": words.day(began)},)


def states_lately(asked: Asked, promise: Promise) -> tuple[Period, list[Gap]]:
    """The last days of the period that have begun; kept and other times, in order."""
    period = asked.filters.period
    today = timezone.localdate(timezone=asked.zone)
    last = max(period.first, min(period.last, today))
    days = Period(max(period.first, last - timedelta(days=STRIP_DAYS - 1)), last)
    line = line_asked(asked, promise)
    out = asked.filters.scope.left_out
    states = [
        gap
        for each, found in stretches_of(promise, days, team=line.team, with_chats=False)
        for gap in by_state(found, each.least)
        if not any(_holds(period, _day(gap, asked)) for period in out)
    ]
    return days, states


def gaps(states: Sequence[Gap]) -> list[Gap]:
    """What was not kept, latest first."""
    return [gap for gap in reversed(states) if gap.state != State.KEPT]


def _day(gap: Gap, asked: Asked) -> date:
    return gap.starts_at.astimezone(asked.zone).date()


def _holds(period: Period, day: date) -> bool:
    return period.first <= day <= period.last


def _sums(
    asked: Asked,
    counts: StaffedCounts,
    by: Sequence[str],
    team: int | None,
    values: dict[str, Any],
) -> dict[tuple[Any, ...], Staffed]:
    kept, days = on_kept_days(asked.filters.scope)
    wish = Wish([total(name) for name in NAMES], by=by, where=kept, values={**values, **days})
    rows = counts.add_up(wish, team=team)
    size = len(by)
    return {tuple(row[:size]): Staffed(*row[size:]) for row in rows}
