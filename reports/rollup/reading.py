"""Reading the counts: sums over days, exact while people write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from django.db import connection

from reports.choices import Figure, Grain
from reports.filters import Filters, Scope
from reports.happenings import each_day
from reports.periods import Period
from reports.rollup.months import cut
from reports.rollup.shapes import Rollup
from reports.rollup.sql import DIRTY, KEPT, true_counts, true_months
from reports.rollup.tables import COUNTS, MIX

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Wish:
    """What to add up: `by` and `sums` are SQL over the counts; `where` has the `values`.

    Where `months` is given, nothing in them tells days of a month apart but by these periods (and
    the days left out): then whole months may be read instead of their days.
    """

    sums: Sequence[str]
    by: Sequence[str] = ()
    where: str = "TRUE"
    values: Mapping[str, Any] = field(default_factory=dict)
    months: Sequence[Period] = ()
    left_out: Sequence[Period] = ()

    def of_whole(self, filters: Filters) -> Wish:
        """Nothing tells the days of the period apart: its months may be read whole."""
        return replace(self, months=(filters.period,), left_out=filters.scope.left_out)

    def of_rows(self, filters: Filters) -> Wish:
        """The same where the rows of the period are months."""
        return self.of_whole(filters) if filters.grain == Grain.MONTH else self


def total(name: str, where: str = "TRUE") -> str:
    """The sum of a count over the rows that fulfil a condition; 0 over none."""
    return f"coalesce(sum({name}) FILTER (WHERE {where}), 0)::bigint"


def add_up(rollup: Rollup, period: Period, wish: Wish, *, zone: tzinfo) -> list[Row]:
    """The sums by group, in the order of the groups; a group without any is left out."""
    statement, values = add_up_sql(rollup, period, wish, zone=zone)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def add_up_sql(
    rollup: Rollup, period: Period, wish: Wish, *, zone: tzinfo
) -> tuple[str, dict[str, Any]]:
    """The one statement of `add_up`, and its parameters."""
    rollup = rollup.only(_words(wish))
    places = ", ".join(str(place) for place in range(1, 1 + len(wish.by)))
    grouped = f"GROUP BY {places} ORDER BY {places}" if places else ""
    values = {**wish.values, "zone": str(zone), "first": period.first, "last": period.last}
    if wish.months and rollup.months:
        counts = f"{KEPT}, {true_months(rollup, 'counts', wish.where)}"
        values |= _cut_values(wish)
    else:
        counts = true_counts(rollup, "counts")
    statement = f"""
WITH {DIRTY}, {counts}
SELECT {", ".join([*wish.by, *wish.sums])} FROM counts WHERE {wish.where} {grouped}"""
    return statement, values


def _words(wish: Wish) -> set[str]:
    """What may be names of counts in a wish; the fewer are read, the sooner it is answered."""
    return set(re.findall(r"\w+", " ".join([*wish.by, *wish.sums, wish.where])))


def _cut_values(wish: Wish) -> dict[str, Any]:
    found = cut(wish.months, wish.left_out)
    return {
        "months": found.months,
        "starts": [span.first for span in found.spans],
        "ends": [span.last for span in found.spans],
    }


def within(scope: Scope) -> tuple[str, dict[str, Any]]:
    """The condition on days, team and topic, for counts that have all of them."""
    condition, values = on_kept_days(scope)
    conditions = [condition]
    if scope.team:
        conditions.append("team = %(team)s")
        values["team"] = scope.team.pk
    if scope.topic:
        conditions.append("topic = ANY(%(topics)s)")
        values["topics"] = sorted(scope.topic_ids)
    return " AND ".join(conditions), values


def on_kept_days(scope: Scope) -> tuple[str, dict[str, Any]]:
    """The condition that a day was not left out by the reader, for all counts."""
    if not scope.left_out:
        return "TRUE", {}
    return "day <> ALL(%(left_out)s::date[])", {"left_out": each_day(scope.left_out)}


def fitting(figure: Figure, scope: Scope) -> Rollup:
    """The smallest table that answers: by channel only where no team and topic is asked for."""
    return COUNTS[figure] if scope.team or scope.topic else MIX[figure]
