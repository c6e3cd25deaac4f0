"""Counts anew who was there in promised hours: the days that changed, or all where rules did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from helpdesk.people.models import Desk
from reports.models import RollupState, StaffedQuarter
from reports.periods import DAY, Period
from reports.promised import Promise, read_promise
from reports.rollup.staffed import COLUMNS, FACTS, dirty_days, facts_of

DAYS_AT_ONCE = 31
"""So many days are in memory at a time."""


def count_staffed(marked: Iterable[date]) -> None:
    """Brings the kept days up to yesterday; today's are never kept, they go on changing.

    Called by whoever holds the lock of the counts, with the days whose marks were taken.
    """
    promise = read_promise(Desk.current())
    yesterday = timezone.localdate(timezone=promise.zone) - DAY
    state = RollupState.objects.get()
    if state.staffed_until and state.staffed_rules == promise.fingerprint(state.staffed_until):
        _replace(promise, _due(set(marked), state.staffed_until, yesterday))
    else:
        StaffedQuarter.objects.all().delete()
        _replace(promise, _all_days(promise, yesterday))
    RollupState.objects.update(
        staffed_rules=promise.fingerprint(yesterday), staffed_until=yesterday
    )


def differing_staffed(period: Period) -> list[date]:
    """The day of each kept row of these days that differs from the facts, where it should not."""
    promise = read_promise(Desk.current())
    dirty = set(dirty_days(promise, period))
    days = [day for n in range(period.days) if (day := period.first + n * DAY) not in dirty]
    columns = ", ".join(COLUMNS)
    kept = f"SELECT {columns} FROM reports_staffedquarter WHERE day = ANY(%(days)s::date[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"({kept} EXCEPT {FACTS}) UNION ALL ({FACTS} EXCEPT {kept})",
            {**facts_of(promise, days), "days": days},
        )
        return [day for _team, day, *_rest in cursor.fetchall()]


def _due(marked: set[date], until: date, yesterday: date) -> list[date]:
    new = {until + timedelta(days=n) for n in range(1, (yesterday - until).days + 1)}
    return sorted(day for day in marked | new if day <= yesterday)


def _all_days(promise: Promise, yesterday: date) -> list[date]:
    if promise.began is None:
        return []
    first = promise.began.astimezone(promise.zone).date()
    return [first + timedelta(days=n) for n in range((yesterday - first).days + 1)]


def _replace(promise: Promise, days: Sequence[date]) -> None:
    for start in range(0, len(days), DAYS_AT_ONCE):
        some = days[start : start + DAYS_AT_ONCE]
        StaffedQuarter.objects.filter(day__in=some).delete()
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO reports_staffedquarter ({', '.join(COLUMNS)}) {FACTS}",
                facts_of(promise, some),
            )
