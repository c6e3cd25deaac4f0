"""What staffing is reckoned from: arrivals by quarter of an hour, handle times, presence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from reports.measures.kept import kept_days
from reports.measures.sums import sums
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import LOADS, QUARTERS
from tickets.choices import Channel

Slot = tuple[int, int]
"""Weekday (0 is Monday) and quarter of the hour of the desk's clock, counted from midnight."""
ENOUGH = 30
"""With fewer chats a mean is not used."""
USUAL_HANDLE_S = 480.0
USUAL_PATIENCE_S = 180.0

PRESENT = """
WITH spans AS MATERIALIZED (
  SELECT starts, ends, starts AT TIME ZONE %(zone)s AS here, ends AT TIME ZONE %(zone)s AS until
    FROM (SELECT greatest(p.starts_at, d.starts) AS starts,
                 least(coalesce(p.ends_at, now()), d.ends) AS ends
            FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) d (starts, ends)
            JOIN chat_presencespan p
              ON p.starts_at < d.ends AND coalesce(p.ends_at, now()) > d.starts
           WHERE p.status = 'online'
             AND (%(team)s IS NULL OR EXISTS (SELECT FROM people_membership m
                  WHERE m.user_id = p.user_id AND m.team_id = %(team)s))) spans
), timed AS (
  SELECT starts, ends, extract(isodow FROM here)::int - 1 AS weekday,
         here::date = until::date AND until - here = ends - starts AS is_plain,
         extract(epoch FROM here::time)::float AS s0, extract(epoch FROM until::time)::float AS s1
    FROM spans
), plain AS (
  SELECT weekday, floor(s0 / 900)::int AS q0, floor(s1 / 900)::int AS q1,
         count(*) AS n, sum(s0) AS s0, sum(s1) AS s1
    FROM timed WHERE is_plain GROUP BY 1, 2, 3
)
SELECT weekday, slot, sum(seconds) FROM (
  SELECT weekday, slot, CASE WHEN q0 = q1 THEN s1 - s0 WHEN slot = q0 THEN n * 900 * (q0 + 1) - s0
                             WHEN slot = q1 THEN s1 - n * 900 * q1 ELSE n * 900 END AS seconds
    FROM plain CROSS JOIN LATERAL generate_series(q0, q1) slot
  UNION ALL
  SELECT extract(isodow FROM at AT TIME ZONE %(zone)s)::int - 1,
         (extract(epoch FROM (at AT TIME ZONE %(zone)s)::time) / 900)::int,
         extract(epoch FROM least(ends, at + interval '15 minutes') - greatest(starts, at))::float
    FROM timed CROSS JOIN LATERAL generate_series(
         date_bin('15 minutes', starts, '2000-01-01 00:00+00'), ends, interval '15 minutes') at
   WHERE NOT is_plain) seconds
 GROUP BY 1, 2 HAVING sum(seconds) > 0
"""
"""Of stretches of days. Spans within one day are added up by their first and last quarter; few
cross midnight or a change of clocks, and these are cut into quarters one by one."""


def arrivals(asked: Asked) -> dict[int, dict[Slot, int]]:
    """Chats that began in each slot, over all days asked for, by team; 0 is none."""
    scope = asked.filters.scope
    kept, days = on_kept_days(scope)
    wish = Wish(
        by=("team", "weekday", "slot"),
        sums=(total("n"),),
        where=f"{kept} AND channel = %(chat)s AND (%(team)s::bigint IS NULL OR team = %(team)s)",
        values={
            **days,
            "chat": Channel.CHAT.value,
            "team": scope.team.pk if scope.team else None,
        },
    ).of_whole(asked.filters)
    found: dict[int, dict[Slot, int]] = {}
    for team, weekday, quarter, n in add_up(QUARTERS, asked.filters.period, wish, zone=asked.zone):
        found.setdefault(team, {})[weekday, quarter] = n
    return found


def together(by_team: Mapping[int, Mapping[Slot, int]]) -> dict[Slot, int]:
    """The chats of all teams."""
    found: Counter[Slot] = Counter()
    for counts in by_team.values():
        found.update(counts)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Work:
    """`handle_s` by how many chats at once, as far as known; `n` how many each stands on."""

    handle_s: dict[int, float]
    n: dict[int, int]
    patience_s: float
    is_patience_known: bool

    def handle_times(self, cap: int, growth: float) -> tuple[float, ...]:
        """For each concurrency: what was measured on enough chats, else grown from the one before.

        A chat never takes less at a higher concurrency than at a lower one: where measured so, it
        is chance, and the lower one's time is taken.
        """
        known = {at: s for at, s in self.handle_s.items() if self.n[at] >= ENOUGH}
        times = [known.get(1) or _alone(known, growth)]
        for at_once in range(2, cap + 1):
            times.append(max(known.get(at_once, times[-1] * (1 + growth)), times[-1]))
        return tuple(times)


def _alone(known: dict[int, float], growth: float) -> float:
    """The time of a chat alone, from the lowest concurrency that is known."""
    if not known:
        return USUAL_HANDLE_S
    lowest = min(known)
    return float(known[lowest] / (1 + growth) ** (lowest - 1))


def work(asked: Asked) -> Work:
    """Handle time: from the first reply to the end. Patience: all waiting, by each who left."""
    scope, period = asked.filters.scope, asked.filters.period
    kept, days = on_kept_days(scope)
    wish = Wish(
        by=("at_once",),
        sums=(total("n"), total("handled_ms")),
        where=f"{kept} AND (%(team)s::bigint IS NULL OR team = %(team)s)",
        values={**days, "team": scope.team.pk if scope.team else None},
    ).of_whole(asked.filters)
    rows = add_up(LOADS, period, wish, zone=asked.zone)
    patience = _patience(asked)
    return Work(
        {at: ms / 1000 / n for at, n, ms in rows if ms > 0},
        {at: n for at, n, _ms in rows},
        patience or USUAL_PATIENCE_S,
        patience is not None,
    )


def _patience(asked: Asked) -> float | None:
    filters, names = asked.filters, ("waited_s", "gave_up", "gave_up_s")
    ((waited, left, until_left),) = sums(
        names, filters.scope, filters.period, zone=asked.zone, channel=Channel.CHAT
    )
    return (waited + until_left) / left if left >= ENOUGH else None


def present(asked: Asked) -> dict[Slot, float]:
    """Seconds that agents were online in each slot, over all days asked for."""
    instants = [period.instants(asked.zone) for period in kept_days(asked)]
    team = asked.filters.scope.team
    values: dict[str, Any] = {
        "starts": [start for start, _end in instants],
        "ends": [end for _start, end in instants],
        "zone": str(asked.zone),
        "team": team.pk if team else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(PRESENT, values)
        return {(weekday, quarter): float(s) for weekday, quarter, s in cursor.fetchall()}
