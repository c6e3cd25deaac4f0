"""Each answer of an agent, with how long its visitor waited for it: kept when the chat is over.

The gap runs from the visitor's last word, or from when the chat became the agent's where that was
later, to the agent's next one; so waiting in the queue, an agent's further words and notes of the
desk are no gaps. `at_once`: how many chats the agent had then, of those taken within a day. `hour`:
full hours since the shift began, that is, since the agent came after four hours away at least; none
where presence is unknown, or where nobody came for sixteen hours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

MOST_HOURS = 8
"""This hour on shift and all after it are one."""
MOST_AT_ONCE = 6

KEEP = """
WITH said AS (
  SELECT e.chat_id, e.seq, e.author_id AS agent, e.role, e.at,
         lag(e.role) OVER log AS role_before, lag(e.at) OVER log AS at_before
    FROM chat_event e JOIN chat_chat c ON c.id = e.chat_id
   WHERE c.id = ANY(%s) AND c.ended_at IS NOT NULL
     AND e.kind = 'message' AND e.role IN ('visitor', 'agent') AND NOT e.is_internal
  WINDOW log AS (PARTITION BY e.chat_id ORDER BY e.seq)
), answers AS (
  SELECT s.chat_id, s.seq, s.agent, s.at,
         greatest(extract(epoch FROM s.at - greatest(s.at_before, part.starts_at)), 0) AS gap_s
    FROM said s
    JOIN chat_participation part ON part.chat_id = s.chat_id AND part.agent_id = s.agent
     AND part.starts_at <= s.at AND (part.ends_at IS NULL OR part.ends_at >= s.at)
   WHERE s.role = 'agent' AND s.role_before = 'visitor'
), known AS (
  SELECT a.*, greatest(had.chats, 1) AS at_once, a.at - shift.began AS on_shift
    FROM answers a
   CROSS JOIN LATERAL (
     SELECT count(*) AS chats FROM chat_participation p
      WHERE p.agent_id = a.agent AND p.starts_at BETWEEN a.at - interval '1 day' AND a.at
        AND (p.ends_at IS NULL OR p.ends_at >= a.at)) had
   CROSS JOIN LATERAL (
     SELECT max(at) FILTER (WHERE away IS NULL OR away >= interval '4 hours') AS began
       FROM (SELECT p.starts_at AS at,
                    p.starts_at - max(coalesce(p.ends_at, 'infinity')) OVER (ORDER BY p.starts_at
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS away
               FROM chat_presencespan p
              WHERE p.user_id = a.agent
                AND p.starts_at BETWEEN a.at - interval '2 days' AND a.at) came) shift
), placed AS (
  SELECT *, CASE WHEN on_shift < interval '16 hours'
                 THEN floor(extract(epoch FROM on_shift) / 3600) END AS hour
    FROM known
)
INSERT INTO chat_reply (chat_id, seq, agent_id, at, gap_s, at_once, hour, is_last)
SELECT chat_id, seq, agent, at, gap_s, at_once, hour,
       hour IS NOT NULL
         AND seq = max(seq) FILTER (WHERE hour IS NOT NULL) OVER (PARTITION BY chat_id)
  FROM placed
    ON CONFLICT DO NOTHING
"""

OWN = """
SELECT least(hour, %(most_hours)s), count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY gap_s), avg(least(at_once, %(most_at_once)s))
  FROM chat_reply
 WHERE agent_id = %(agent)s AND at >= %(start)s AND at < %(end)s AND hour IS NOT NULL
 GROUP BY GROUPING SETS ((least(hour, %(most_hours)s)), ()) ORDER BY 1 NULLS LAST
"""


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


def keep_replies(chats: Collection[UUID]) -> int:
    """Keeps the answers of these chats as far as they have ended; returns how many are new.

    One statement, whatever the number of chats; doing it again changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(chats)])
        return int(cursor.rowcount)


def own_hours(agent: int, start: datetime, end: datetime) -> list[OwnHour]:
    """One agent's answers by hour on shift; the last row is all of them, empty without any."""
    values: dict[str, Any] = {
        "agent": agent,
        "start": start,
        "end": end,
        "most_hours": MOST_HOURS,
        "most_at_once": MOST_AT_ONCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(OWN, values)
        rows = cursor.fetchall()
    return [OwnHour(hour, n, float(gap), float(load)) for hour, n, gap, load in rows if n]
