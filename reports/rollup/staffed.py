"""Who was there in promised hours: sums over quarters of an hour, kept or of the facts.

Kept are the days before today for the settings of that time; days that changed since, and all of
them where the settings changed, are read from the facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, fields
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from reports.kept_hours import Staffed, quarters
from reports.models import RollupState
from reports.periods import Period
from reports.promised import Promise, runs, stretches_of
from reports.rollup.reading import Row, Wish
from reports.rollup.sql import DIRTY

SUMS = tuple(field.name for field in fields(Staffed))
COLUMNS = ("team", "day", "at", *SUMS)
TYPES = ("bigint", "date", "timestamptz", *("bigint" for _name in SUMS))
ARRAYS = ", ".join(f"%({name})s::{kind}[]" for name, kind in zip(COLUMNS, TYPES, strict=True))
FACTS = f"""
SELECT {", ".join(COLUMNS)} FROM unnest({ARRAYS}) AS facts({", ".join(COLUMNS)})"""
"""Rows given as an array a column."""
Arrays = dict[str, list[Any]]


class StaffedCounts:
    """The sums of a period, whatever is asked of them: what must be counted is counted once."""

    def __init__(self, promise: Promise, period: Period) -> None:
        self.promise = promise
        self.period = _past(period, promise)
        self._days = dirty_days(promise, self.period)
        self._facts = facts_of(promise, self._days)

    def add_up(self, wish: Wish, *, team: int | None = None) -> list[Row]:
        """The sums by group, in the order of the groups; of one team, or of all and the desk."""
        places = ", ".join(str(place) for place in range(1, 1 + len(wish.by)))
        grouped = f"GROUP BY {places} ORDER BY {places}" if places else ""
        statement = f"""
WITH counts AS (
  SELECT {", ".join(COLUMNS)} FROM reports_staffedquarter
   WHERE day BETWEEN %(first)s AND %(last)s AND NOT day = ANY(%(days)s::date[])
     AND (%(one)s::bigint IS NULL OR team = %(one)s)
  UNION ALL {FACTS} WHERE %(one)s::bigint IS NULL OR team = %(one)s
)
SELECT {", ".join([*wish.by, *wish.sums])} FROM counts WHERE {wish.where} {grouped}"""
        values: dict[str, Any] = {
            **self._facts,
            **wish.values,
            "zone": str(self.promise.zone),
            "first": self.period.first,
            "last": self.period.last,
            "days": self._days,
            "one": team,
        }
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())


def dirty_days(promise: Promise, period: Period) -> list[date]:
    """The days of which the kept sums are not true, in order."""
    state = RollupState.objects.first()
    until = state.staffed_until if state else None
    if state is None or until is None or state.staffed_rules != promise.fingerprint(until):
        return list(_days(period))
    statement = f"WITH {DIRTY} SELECT day FROM dirty"
    values: dict[str, Any] = {
        "zone": str(promise.zone),
        "first": period.first,
        "last": period.last,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        marked = {day for (day,) in cursor.fetchall()}
    return [day for day in _days(period) if day in marked or day > until]


def facts_of(promise: Promise, days: Sequence[date]) -> Arrays:
    """The sums of these days from the facts, as an array a column."""
    arrays: Arrays = {name: [] for name in COLUMNS}
    for run in runs(days):
        for line, found in stretches_of(promise, run):
            sums = quarters(found, line.least, promise.zone)
            for (day, at), quarter in sums.items():
                row = (line.team, day, at, *astuple(quarter))
                for name, value in zip(COLUMNS, row, strict=True):
                    arrays[name].append(value)
    return arrays


def _past(period: Period, promise: Promise) -> Period:
    """Without days to come, and those before anything is on record; one day is left at least."""
    today = timezone.localdate(timezone=promise.zone)
    began = promise.began.astimezone(promise.zone).date() if promise.began else today
    first, last = max(period.first, began), min(period.last, today)
    return Period(first, last) if first <= last else Period(period.first, period.first)


def _days(period: Period) -> Iterator[date]:
    for number in range(period.days):
        yield period.first + timedelta(days=number)
