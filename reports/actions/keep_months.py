"""Adds up the months that are over, so that years are read as months and not as days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.backends.utils import CursorWrapper

from reports.periods import DAY, first_of_month
from reports.rollup.shapes import Rollup
from reports.rollup.sql import of_a_day
from reports.rollup.tables import ALL

BY_MONTH = tuple({rollup.months: rollup for rollup in ALL if rollup.months}.values())
"""One of each table of months: two figures may share it."""
OWED = """
SELECT month::date FROM generate_series(
    date_trunc('month', (SELECT min(day) FROM reports_daymix)::timestamp),
    %s::timestamp, interval '1 month') month
 WHERE NOT EXISTS (SELECT FROM reports_keptmonth k WHERE k.month = month.month::date)
"""


def keep_months(today: date) -> list[date]:
    """Adds up the months that were over before today's and are not kept; returns them.

    Only who holds the lock of the counts may do so, and in the transaction of whoever counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(OWED, [first_of_month(today, -1)])
        owed = [month for (month,) in cursor.fetchall()]
        if not owed:
            return []
        for rollup in BY_MONTH:
            columns = ", ".join(["day", *rollup.month_keys, *rollup.sums])
            cursor.execute(f"DELETE FROM {rollup.months} WHERE day = ANY(%s)", [owed])
            for first in owed:
                cursor.execute(
                    f"INSERT INTO {rollup.months} ({columns}) {_added_up(rollup)}",
                    {"first": first, "last": first_of_month(first, 1) - DAY},
                )
        cursor.execute("INSERT INTO reports_keptmonth SELECT unnest(%s::date[])", [owed])
    return owed


def differing_months(first: date) -> list[date]:
    """The kept months from the day `first` on that are not the sums of their days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT month FROM reports_keptmonth WHERE month >= %s", [first])
        kept = [month for (month,) in cursor.fetchall()]
        return [month for month in kept if any(_differs(cursor, each, month) for each in BY_MONTH)]


def _differs(cursor: CursorWrapper, rollup: Rollup, month: date) -> bool:
    columns = ", ".join(["day", *rollup.month_keys, *rollup.sums])
    cursor.execute(
        f"""
WITH kept AS (SELECT {columns} FROM {rollup.months} WHERE day = %(first)s),
days AS ({_added_up(rollup)})
SELECT EXISTS (SELECT * FROM kept EXCEPT SELECT * FROM days)
    OR EXISTS (SELECT * FROM days EXCEPT SELECT * FROM kept)""",
        {"first": month, "last": first_of_month(month, 1) - DAY},
    )
    ((differs,),) = cursor.fetchall()
    return bool(differs)


def _added_up(rollup: Rollup) -> str:
    """The sums of the days from `first` to `last`, under the first."""
    keys = ", ".join(rollup.month_keys)
    sums = ", ".join(f"sum({name})" for name in rollup.sums)
    return f"""
SELECT %(first)s::date, {keys}, {sums}
  FROM (SELECT {of_a_day(rollup)} FROM {rollup.table} k
         WHERE k.day BETWEEN %(first)s AND %(last)s) days
 GROUP BY {keys}"""


def forget_months(days: Iterable[date]) -> None:
    """The months of these days are not true any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reports_keptmonth WHERE month = ANY(%s)",
            [sorted({first_of_month(day) for day in days})],
        )
