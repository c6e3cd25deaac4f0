"""The statements of the counts. Parameters: `zone`, and where days are read those of `reading`."""

from __future__ import annotations

from reports.rollup.shapes import Rollup

LOCAL_DAYS = """
SELECT (m.at AT TIME ZONE %(zone)s)::date AS day FROM marks m
UNION SELECT ((m.at + interval '3599 seconds') AT TIME ZONE %(zone)s)::date FROM marks m
"""
"""The days that `marks` make untrue: an hour lies in two where the zone is half an hour off."""

DIRTY = f"""
marks AS MATERIALIZED (
  SELECT DISTINCT at FROM reports_dirtymark
   WHERE at >= %(first)s::date - 2 AND at < %(last)s::date + 3
), dirty AS MATERIALIZED (
  SELECT day FROM ({LOCAL_DAYS}) marked WHERE day BETWEEN %(first)s AND %(last)s
  UNION
  SELECT generate_series(%(first)s::date, %(last)s::date, interval '1 day')::date
   WHERE NOT EXISTS (SELECT FROM reports_rollupstate WHERE zone = %(zone)s)
)"""
"""The days of a span that are read from the facts: all of them until the counts are built."""

KEPT = """
kept AS MATERIALIZED (
  SELECT month FROM reports_keptmonth
   WHERE month = ANY(%(months)s::date[])
     AND NOT EXISTS (SELECT FROM dirty WHERE date_trunc('month', dirty.day)::date = month)
), spans AS MATERIALIZED (
  SELECT a, b FROM unnest(%(starts)s::date[], %(ends)s::date[]) span(a, b)
  UNION ALL
  SELECT month, (month + interval '1 month')::date - 1 FROM unnest(%(months)s::date[]) month
   WHERE month NOT IN (SELECT month FROM kept)
)"""
"""The months whose sums are true, and the days that are added up one by one."""


def counted_anew(rollup: Rollup, days: str) -> str:
    """Counts the facts of the days in the relation `days` (with a column `day`).

    OFFSET keeps the planner from joining all facts with all days: it cannot know how few they are.
    """
    source = rollup.source
    keys = [f"{sql} AS {name}" for name, sql in rollup.keys.items()]
    sums = [f"{sql} AS {name}" for name, sql in rollup.sums.items()]
    groups = ", ".join(str(place) for place in range(1, 2 + len(keys)))
    return f"""
SELECT {", ".join(["d.day", *keys, *sums])}
  FROM {days} d
 CROSS JOIN LATERAL (
       SELECT * FROM {source.table} s
        WHERE {source.at} >= d.day::timestamp AT TIME ZONE %(zone)s
          AND {source.at} < (d.day + 1)::timestamp AT TIME ZONE %(zone)s OFFSET 0) s
 WHERE {source.which} AND {rollup.which}
 GROUP BY {groups}"""


def added_up(rollup: Rollup, days: str) -> str:
    """Adds the counts of the days up that are kept with more keys."""
    sums = ", ".join(f"sum({name})::bigint AS {name}" for name in rollup.sums)
    keys = ", ".join(rollup.keys)
    return f"""
SELECT day, {keys}, {sums} FROM {rollup.out_of} k
 WHERE {of_figure(rollup, "k")} AND day IN (SELECT day FROM {days} d) GROUP BY day, {keys}"""


def replacing(rollup: Rollup, counted: str) -> str:
    """Writes what was `counted` of the days %(days)s over what is kept of them.

    Only rows that differ are written: most of a day stays as it was.
    """
    keys = ("day", *rollup.keys)
    same = " AND ".join(f"k.{key} = now.{key}" for key in keys)
    kept = f"{of_figure(rollup, 'k')} AND k.day = ANY(%(days)s)"
    was, now = (", ".join(f"{row}.{name}" for name in rollup.sums) for row in ("k", "now"))
    return f"""
WITH now AS MATERIALIZED ({counted}), gone AS (
  DELETE FROM {rollup.table} k WHERE {kept} AND NOT EXISTS (SELECT FROM now WHERE {same})
)
INSERT INTO {rollup.table} ({", ".join(rollup.columns)})
SELECT now.* FROM now LEFT JOIN (SELECT * FROM {rollup.table} k WHERE {kept} OFFSET 0) k ON {same}
 WHERE k.day IS NULL OR ROW({was}) IS DISTINCT FROM ROW({now})
    ON CONFLICT ({", ".join(key for key in keys if key not in rollup.follow)}) DO UPDATE
   SET {", ".join(f"{name} = excluded.{name}" for name in rollup.sums)}"""


def of_figure(rollup: Rollup, row: str) -> str:
    """The condition that a kept row is of this rollup's figure: two figures may share a table."""
    return f"{row}.figure = {rollup.keys['figure']}" if rollup.has_figure else "TRUE"


def true_counts(rollup: Rollup, name: str) -> str:
    """A common table expression `name`: the counts of a span, kept or, where dirty, of the facts.

    Needs `DIRTY` before it. Both come from one snapshot, so that no change is seen half.
    """
    return f"""
{name} AS (
  SELECT {of_a_day(rollup)} FROM {rollup.table} k
   WHERE {of_figure(rollup, "k")} AND k.day BETWEEN %(first)s AND %(last)s
     AND NOT EXISTS (SELECT FROM dirty WHERE dirty.day = k.day)
  UNION ALL SELECT {of_a_day(rollup)} FROM ({counted_anew(rollup, "dirty")}) k
)"""


def of_a_day(rollup: Rollup) -> str:
    """What is read of the counts `k` of a day."""
    asked = (f"{sql} AS {name}" for name, sql in rollup.of_days.items())
    return ", ".join([*(f"k.{column}" for column in rollup.columns), *asked])


def true_months(rollup: Rollup, name: str, where: str) -> str:
    """The same, with whole months at their first days as far as they are kept.

    Needs `DIRTY` and `KEPT` before it. Dirty days lie in no kept month. `where` is what all rows
    fulfil; with OFFSET each span is a walk along an index, however many the planner expects.
    """
    read = ", ".join(rollup.read)
    inside = "(SELECT day FROM dirty JOIN spans ON day BETWEEN a AND b)"
    return f"""
{name} AS (
  SELECT {read} FROM {rollup.months} k
   WHERE {of_figure(rollup, "k")} AND k.day = ANY(%(months)s::date[])
     AND k.day IN (SELECT month FROM kept)
  UNION ALL
  SELECT {read} FROM spans CROSS JOIN LATERAL (
         SELECT * FROM (
                SELECT {of_a_day(rollup)} FROM {rollup.table} k
                 WHERE {of_figure(rollup, "k")} AND k.day BETWEEN a AND b) k
          WHERE {where} OFFSET 0) k
   WHERE NOT EXISTS (SELECT FROM dirty WHERE dirty.day = k.day)
  UNION ALL SELECT {of_a_day(rollup)} FROM ({counted_anew(rollup, inside)}) k
)"""
