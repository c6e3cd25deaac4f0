"""Counts days anew: those marked dirty, or all of them."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from helpdesk.people.models import Desk
from reports.actions.count_staffed import count_staffed
from reports.actions.keep_months import forget_months, keep_months
from reports.models import RollupState
from reports.periods import DAY
from reports.rollup.shapes import Rollup
from reports.rollup.sql import LOCAL_DAYS, added_up, counted_anew, replacing
from reports.rollup.tables import ALL

LOCK = 5_318_008_001
"""The advisory lock of whoever writes counts: of two who refresh at once, one waits."""
DAYS_AT_ONCE = 31

TAKE_MARKS = f"""
WITH marks AS (SELECT at FROM reports_dirtymark),
days AS (SELECT DISTINCT day FROM ({LOCAL_DAYS}) marked ORDER BY day DESC LIMIT %(most)s),
taken AS (DELETE FROM reports_dirtymark m USING days
           WHERE (m.at AT TIME ZONE %(zone)s)::date = days.day RETURNING m.at)
SELECT day FROM days
UNION SELECT ((at + interval '3599 seconds') AT TIME ZONE %(zone)s)::date FROM taken
"""


def refresh_counts(*, most_days: int = DAYS_AT_ONCE) -> list[date]:
    """Counts the marked days anew, latest first; returns them. Builds everything where it must.

    The marks go first and the counting comes second, each with a snapshot of its own: whatever
    commits in between leaves its mark, and is counted again next time.
    """
    desk = Desk.current()
    zone = desk.time_zone
    with transaction.atomic():
        _lock()
        if not RollupState.objects.filter(zone=zone).exists():
            return _build(desk)
        days = _take_marks(zone, most_days)
        if days:
            forget_months(days)
            for rollup in ALL:
                count_days(rollup, zone, days)
            RollupState.objects.update(refreshed_at=timezone.now())
        count_staffed(days)
    with transaction.atomic():  # days are true without months: nobody waits for these
        _lock()
        keep_months(timezone.localdate(timezone=desk.zone))
    return days


def build_counts() -> list[date]:
    """Counts all days anew; returns them."""
    with transaction.atomic():
        _lock()
        return _build(Desk.current())


def count_days(rollup: Rollup, zone: str, days: list[date]) -> None:
    """Brings the counts of these days in one table up to date, within the caller's transaction."""
    count = added_up if rollup.out_of else counted_anew
    counted = count(rollup, "(SELECT unnest(%(days)s::date[]) AS day)")
    with connection.cursor() as cursor:
        cursor.execute(replacing(rollup, counted), {"zone": zone, "days": days})


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _take_marks(zone: str, most: int) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_MARKS, {"zone": zone, "most": most})
        return [day for (day,) in cursor.fetchall()]


def _build(desk: Desk) -> list[date]:
    zone = desk.time_zone
    with connection.cursor() as cursor:
        # PostgreSQL's statement limit is for people who wait; nobody waits for this.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("DELETE FROM reports_dirtymark")
        for table in sorted({"reports_keptmonth", *(rollup.table for rollup in ALL)}):
            cursor.execute(f"DELETE FROM {table}")
    days = _days_on_record(desk)
    # Some days at once: their facts are read from the disk once, and counted in memory.
    for start in range(0, len(days), DAYS_AT_ONCE):
        for rollup in ALL:
            count_days(rollup, zone, days[start : start + DAYS_AT_ONCE])
    keep_months(timezone.localdate(timezone=desk.zone))
    now = timezone.now()
    RollupState.objects.update_or_create(
        pk=1,
        defaults={"zone": zone, "built_at": now, "refreshed_at": now, "staffed_until": None},
    )
    count_staffed(())
    return days


def _days_on_record(desk: Desk) -> list[date]:
    """From the first that anything happened on to the last."""
    ends: list[date] = []
    with connection.cursor() as cursor:
        for question in {rollup.source.ends for rollup in ALL} - {""}:
            cursor.execute(question)
            ends += [at.astimezone(desk.zone).date() for at in cursor.fetchone() or () if at]
    return [min(ends) + n * DAY for n in range((max(ends) - min(ends)).days + 1)] if ends else []
