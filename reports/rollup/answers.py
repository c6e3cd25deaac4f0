"""Answers of agents and told waits, as rows to count: SQL for `reports.rollup.tables`.

Both are dated by the beginning of their chat, as contacts are: what a rating or the end of a chat
changes is marked with the contact. Each contact is followed along the index to its chat, and on to
the answers: without OFFSET the planner reads all chats for each day.
"""

from __future__ import annotations

from chat.reply_gaps import MOST_AT_ONCE, MOST_HOURS
from reports.strata import HEAPS

GAP_EDGES = (
    *(1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 90, 120, 150, 180, 240),
    *(300, 420, 600, 900, 1800, 3600),
)
"""Seconds at which gaps are told apart, each about a quarter more than the one before."""
TOLD_EDGES = (10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200)
"""Seconds at which told waits are told apart; longer ones fall under 0."""

ANSWERS = f"""(
  SELECT o.started_at, o.is_counted, o.team_id, r.agent_id, r.gap_s,
         least(r.hour, {MOST_HOURS}) AS hour, least(r.at_once, {MOST_AT_ONCE}) AS at_once,
         CASE WHEN r.is_last THEN o.satisfaction END AS satisfaction
    FROM tickets_contact o
   CROSS JOIN LATERAL (SELECT r.agent_id, r.gap_s, r.hour, r.at_once, r.is_last
                         FROM chat_chat c JOIN chat_reply r ON r.chat_id = c.id
                        WHERE c.contact_id = o.id AND r.hour IS NOT NULL OFFSET 0) r)"""
"""A row an answer whose hour on shift is known; the rating of its chat stands at the last."""
OF_ANSWERS = {
    "n": "count(*)",
    # Rounded one by one, so that the sum is the same in whatever order it is added up.
    "log_gaps": "sum(round(10000 * ln(greatest(s.gap_s, 1)))::bigint)",
    "rated": "count(s.satisfaction)",
    "satisfied": "count(*) FILTER (WHERE s.satisfaction >= 4)",
}
HEAP = f"((k.agent * 7 + (k.day - date '2000-01-03')) %% {HEAPS})::smallint"
"""The days of each agent are dealt out in turn, those of another agent begin elsewhere."""
TOLD = """(
  SELECT o.started_at, o.is_counted, o.team_id,
         1000 * c.told_wait_seconds AS told_ms, o.first_reply_at IS NOT NULL AS is_answered,
         o.first_reply_at >= o.started_at + coalesce(c.told_low_seconds, 0) * interval '1 second'
           AND (c.told_high_seconds IS NULL
                OR o.first_reply_at <= o.started_at + c.told_high_seconds * interval '1 second')
           AS is_inside,
         (1000 * extract(epoch FROM o.first_reply_at - o.started_at))::bigint AS waited_ms
    FROM tickets_contact o
   CROSS JOIN LATERAL (SELECT c.told_wait_seconds, c.told_low_seconds, c.told_high_seconds
                         FROM chat_chat c WHERE c.contact_id = o.id OFFSET 0) c
   WHERE c.told_wait_seconds IS NOT NULL AND num_nonnulls(o.first_reply_at, o.ended_at) > 0)"""
"""A row a chat, answered or over, whose visitor was told a wait."""
OF_TOLD = {
    "n": "count(*)",
    "answered": "count(*) FILTER (WHERE s.is_answered)",
    "inside": "count(*) FILTER (WHERE s.is_inside)",
    "told_ms": "coalesce(sum(s.told_ms) FILTER (WHERE s.is_answered), 0)::bigint",
    "waited_ms": "coalesce(sum(s.waited_ms), 0)::bigint",
    "off_ms": "coalesce(sum(abs(s.told_ms - s.waited_ms)), 0)::bigint",
}
