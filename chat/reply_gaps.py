"""Each answer of an agent, with how long its visitor waited for it: one statement over the log.

The gap runs from the visitor's last word, or from when the chat became the agent's where that was
later, to the agent's next one; so waiting in the queue, an agent's further words and notes of the
desk are no gaps. `at_once`: how many chats the agent had then. `hour`: full hours since the shift
began, that is, since the agent came after four hours away at least; none where presence is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from django.db import connection

MOST_HOURS = 8
"""This hour on shift and all after it are one."""
MOST_AT_ONCE = 6

REPLIES = """
WITH said AS (
  SELECT e.chat_id, e.author_id, e.role, e.at,
         lag(e.role) OVER log AS role_before, lag(e.at) OVER log AS at_before
    FROM chat_event e JOIN chat_chat c ON c.id = e.chat_id
   WHERE c.opened_at >= %(start)s - interval '1 day' AND c.opened_at < %(end)s
     AND (%(team)s::bigint IS NULL OR c.team_id = %(team)s)
     AND (%(agent)s::bigint IS NULL OR EXISTS (SELECT FROM chat_participation own
          WHERE own.chat_id = c.id AND own.agent_id = %(agent)s))
     AND e.kind = 'message' AND e.role IN ('visitor', 'agent') AND NOT e.is_internal
  WINDOW log AS (PARTITION BY e.chat_id ORDER BY e.seq)
), answers AS (
  SELECT s.chat_id, s.author_id AS agent, s.at,
         greatest(extract(epoch FROM s.at - greatest(s.at_before, part.starts_at)), 0) AS gap
    FROM said s
    JOIN chat_participation part ON part.chat_id = s.chat_id AND part.agent_id = s.author_id
     AND part.starts_at <= s.at AND (part.ends_at IS NULL OR part.ends_at >= s.at)
   WHERE s.role = 'agent' AND s.role_before = 'visitor'
     AND s.at >= %(start)s AND s.at < %(end)s
     AND (%(agent)s::bigint IS NULL OR s.author_id = %(agent)s)
), parts AS (
  SELECT agent_id, starts_at, ends_at FROM chat_participation
   WHERE starts_at >= %(start)s - interval '1 day' AND starts_at < %(end)s
     AND (%(agent)s::bigint IS NULL OR agent_id = %(agent)s)
), comings AS (
  SELECT user_id AS agent, starts_at AS at,
         starts_at - max(coalesce(ends_at, 'infinity')) OVER (PARTITION BY user_id
           ORDER BY starts_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS away
    FROM chat_presencespan
   WHERE starts_at >= %(start)s - interval '1 day' AND starts_at < %(end)s
     AND (%(agent)s::bigint IS NULL OR user_id = %(agent)s)
), moments AS (
  SELECT agent_id AS agent, starts_at AS at, 1 AS more, NULL::timestamptz AS came,
         NULL::uuid AS chat_id, NULL::numeric AS gap FROM parts
  UNION ALL SELECT agent_id, ends_at, -1, NULL, NULL, NULL FROM parts WHERE ends_at IS NOT NULL
  UNION ALL SELECT agent, at, 2, at, NULL, NULL FROM comings
    WHERE away IS NULL OR away >= interval '4 hours'
  UNION ALL SELECT agent, at, 0, NULL, chat_id, gap FROM answers
), known AS (
  SELECT agent, at, chat_id, gap,
         sum(CASE WHEN more = 2 THEN 0 ELSE more END) OVER past AS at_once,
         at - max(came) OVER past AS on_shift
    FROM moments WINDOW past AS (PARTITION BY agent ORDER BY at, more DESC ROWS UNBOUNDED PRECEDING)
), replies AS (
  SELECT agent, (at AT TIME ZONE %(zone)s)::date AS day, chat_id, at, gap,
         greatest(1, least(at_once, %(most_at_once)s))::int AS at_once,
         least(floor(extract(epoch FROM on_shift) / 3600), %(most_hours)s)::int AS hour
    FROM known WHERE gap IS NOT NULL AND on_shift < interval '16 hours'
)
"""
"""Whatever reads on from here reads `replies`."""

OWN = (
    REPLIES
    + """
SELECT hour, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY gap), avg(at_once)
  FROM replies GROUP BY GROUPING SETS ((hour), ()) ORDER BY hour NULLS LAST
"""
)


@dataclass(frozen=True, slots=True)
class OwnHour:
    """Of one agent, in an hour on shift; of all of them where `hour` is None."""

    hour: int | None
    replies: int
    gap_s: float
    at_once: float

    @property
    def is_last(self) -> bool:
        """Whether later hours are in it too."""
        return self.hour == MOST_HOURS


def values(
    start: datetime, end: datetime, zone: tzinfo, *, team: int | None = None
) -> dict[str, Any]:
    """What `REPLIES` is asked with: answers from `start` to before `end`, of a team's chats."""
    return {
        "start": start,
        "end": end,
        "zone": str(zone),
        "team": team,
        "agent": None,
        "most_hours": MOST_HOURS,
        "most_at_once": MOST_AT_ONCE,
    }


def own_hours(agent: int, start: datetime, end: datetime, zone: tzinfo) -> list[OwnHour]:
    """One agent's answers by hour on shift; the last row is all of them, empty without any."""
    with connection.cursor() as cursor:
        cursor.execute(OWN, {**values(start, end, zone), "agent": agent})
        rows = cursor.fetchall()
    return [OwnHour(hour, n, float(gap), float(load)) for hour, n, gap, load in rows if n]
