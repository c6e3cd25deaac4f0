"""Holds the kept counts against the facts: there must be no difference."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from helpdesk.people.models import Desk
from reports.actions.count_staffed import differing_staffed
from reports.actions.keep_months import differing_months, forget_months
from reports.models import DirtyMark, RollupState
from reports.periods import Period, midnight
from reports.rollup.shapes import Rollup
from reports.rollup.sql import DIRTY, counted_anew, of_figure
from reports.rollup.tables import ALL

logger = logging.getLogger(__name__)

DAYS = 92


def compare_counts(*, days: int = DAYS) -> int:
    """Compares the last days that are not marked; returns how many rows differ, and stores it.

    A day that differs is marked, so that it is read from the facts until it is counted anew.
    """
    desk = Desk.current()
    today = timezone.localdate(timezone=desk.zone)
    period = Period(today - timedelta(days=days - 1), today)
    differing = [found for rollup in ALL for found in _differing(rollup, period, desk.time_zone)]
    differing += differing_staffed(period)
    months = differing_months(period.first)
    found = len(differing) + len(months)
    with transaction.atomic():
        forget_months(months)
        DirtyMark.objects.bulk_create(
            DirtyMark(at=midnight(day, desk.zone)) for day in sorted(set(differing))
        )
        RollupState.objects.update(
            compared_at=timezone.now(), differences=len(differing) + len(months)
        )
    if found:
        logger.error("%s kept counts of reports differ from the facts", found)
    return found


def _differing(rollup: Rollup, period: Period, zone: str) -> list[date]:
    columns = ", ".join(rollup.columns)
    statement = f"""
WITH {DIRTY},
clean AS MATERIALIZED (
  SELECT day::date FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') day
   WHERE day::date NOT IN (SELECT day FROM dirty)),
kept AS (SELECT {columns} FROM {rollup.table} k
          WHERE {of_figure(rollup, "k")} AND k.day IN (SELECT day FROM clean)),
facts AS ({counted_anew(rollup, "clean")})
(SELECT day FROM (SELECT * FROM kept EXCEPT SELECT * FROM facts) too_much)
UNION ALL (SELECT day FROM (SELECT * FROM facts EXCEPT SELECT * FROM kept) too_little)"""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"zone": zone, "first": period.first, "last": period.last})
        return [day for (day,) in cursor.fetchall()]
