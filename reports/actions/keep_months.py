"""Adds up the months that are over, so that years are read as months and not as days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import connection

from reports.periods import first_of_month
from reports.rollup.tables import COUNTS

BY_DAY = next(iter(COUNTS.values()))
KEYS = ", ".join(BY_DAY.keys)
NAMES = ", ".join(BY_DAY.sums)
SUMS = ", ".join(f"sum({name})::bigint" for name in BY_DAY.sums)
ADDED_UP = f"""
SELECT date_trunc('month', day)::date, {KEYS}, {SUMS} FROM {BY_DAY.table} k
 WHERE day >= %(first)s AND day < %(first)s + interval '1 month' GROUP BY 1, {KEYS}
"""
OWED = """
SELECT month::date FROM generate_series(
    date_trunc('month', (SELECT min(day) FROM reports_daymix)::timestamp),
    %s::timestamp, interval '1 month') month
 WHERE NOT EXISTS (SELECT FROM reports_keptmonth k WHERE k.month = month.month::date)
"""
DIFFERING = f"""
WITH kept AS (SELECT day, {KEYS}, {NAMES} FROM {BY_DAY.months}
               WHERE day >= %(first)s AND day IN (SELECT month FROM reports_keptmonth)),
days AS (SELECT date_trunc('month', day)::date AS day, {KEYS}, {SUMS} FROM {BY_DAY.table}
          WHERE day >= %(first)s
            AND date_trunc('month', day)::date IN (SELECT month FROM reports_keptmonth
                                                    WHERE month >= %(first)s)
          GROUP BY 1, {KEYS})
SELECT day FROM (SELECT * FROM kept EXCEPT SELECT * FROM days) too_much
UNION SELECT day FROM (SELECT * FROM days EXCEPT SELECT * FROM kept) too_little
"""


def keep_months(today: date) -> list[date]:
    """Adds up the months that were over before today's and are not kept; returns them.

    Only who holds the lock of the counts may do so, and in the transaction of whoever counts.
    """
    with connection.cursor() as cursor:
        cursor.execute(OWED, [first_of_month(today, -1)])
        owed = [month for (month,) in cursor.fetchall()]
        for first in owed:
            cursor.execute(f"DELETE FROM {BY_DAY.months} WHERE day = %s", [first])
            cursor.execute(
                f"INSERT INTO {BY_DAY.months} (day, {KEYS}, {NAMES}) {ADDED_UP}", {"first": first}
            )
            cursor.execute("INSERT INTO reports_keptmonth (month) VALUES (%s)", [first])
    return owed


def differing_months(first: date) -> list[date]:
    """The kept months from the day `first` on that are not the sum of their days."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING, {"first": first})
        return [month for (month,) in cursor.fetchall()]


def forget_months(days: Iterable[date]) -> None:
    """The months of these days are not true any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM reports_keptmonth WHERE month = ANY(%s)",
            [sorted({first_of_month(day) for day in days})],
        )
