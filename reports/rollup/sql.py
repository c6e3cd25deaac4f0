"""The statements of the counts. Parameters: `zone`, and where a span is read `first` and `last`."""

from __future__ import annotations

from reports.rollup.tables import Rollup

LOCAL_DAYS = """
SELECT (m.at AT TIME ZONE %(zone)s)::date AS day FROM reports_dirtymark m
UNION SELECT ((m.at + interval '3599 seconds') AT TIME ZONE %(zone)s)::date
  FROM reports_dirtymark m
"""
"""The days that marks make untrue: an hour lies in two where the zone is half an hour off."""

DIRTY = f"""
dirty AS MATERIALIZED (
  SELECT day FROM ({LOCAL_DAYS}) marked WHERE day BETWEEN %(first)s AND %(last)s
  UNION
  SELECT generate_series(%(first)s::date, %(last)s::date, interval '1 day')::date
   WHERE NOT EXISTS (SELECT FROM reports_rollupstate WHERE zone = %(zone)s)
)"""
"""The days of a span that are read from the facts: all of them until the counts are built."""


def counted_anew(rollup: Rollup, days: str) -> str:
    """Counts the facts of the days in the relation `days` (with a column `day`)."""
    source = rollup.source
    keys = [f"{sql} AS {name}" for name, sql in rollup.keys.items()]
    sums = [f"{sql} AS {name}" for name, sql in rollup.sums.items()]
    groups = ", ".join(str(place) for place in range(1, 2 + len(keys)))
    return f"""
SELECT {", ".join(["d.day", *keys, *sums])}
  FROM {days} d
  JOIN {source.table} s ON {source.at} >= d.day::timestamp AT TIME ZONE %(zone)s
                       AND {source.at} < (d.day + 1)::timestamp AT TIME ZONE %(zone)s
 WHERE {source.which} AND {rollup.which}
 GROUP BY {groups}"""


def of_figure(rollup: Rollup, row: str) -> str:
    """The condition that a kept row is of this rollup's figure: two figures may share a table."""
    return f"{row}.figure = {rollup.keys['figure']}" if rollup.has_figure else "TRUE"


def true_counts(rollup: Rollup, name: str) -> str:
    """A common table expression `name`: the counts of a span, kept or, where dirty, of the facts.

    Needs `DIRTY` before it. Both come from one snapshot, so that no change is seen half.
    """
    columns = ", ".join(rollup.columns)
    return f"""
{name} AS (
  SELECT {columns} FROM {rollup.table} k
   WHERE {of_figure(rollup, "k")} AND k.day BETWEEN %(first)s AND %(last)s
     AND NOT EXISTS (SELECT FROM dirty WHERE dirty.day = k.day)
  UNION ALL {counted_anew(rollup, "dirty")}
)"""
