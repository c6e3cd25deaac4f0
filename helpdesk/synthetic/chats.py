"""What stands behind the latest contacts: their chats, what was said, who was there and refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from chat.models import Chat, Event, Participation, PresenceSpan, RefusedAttempt, Reply
from chat.reply_gaps import keep_replies
from helpdesk.demo.store import analyze
from helpdesk.synthetic.inserting import insert
from helpdesk.synthetic.setting import Setting
from tickets.models import TicketEvent

CHAT_DAYS, LOG_DAYS = 730, 28
"""Chats and histories of tickets are made of the last two years, what was said of four weeks."""
DAYS_AT_ONCE = 30
TABLES = (Chat, Event, Participation, PresenceSpan, RefusedAttempt, Reply, TicketEvent)

OF_CHATS = """(
  SELECT c.*, md5('chat' || c.id)::uuid AS chat_id, 4 + 2 * (c.id %% 5) AS said,
         coalesce(c.ended_at, c.started_at + interval '5 minutes') AS over_at,
         floor(extract(epoch FROM coalesce(c.first_reply_at, c.ended_at) - c.started_at))::int
           AS waited
    FROM tickets_contact c
   WHERE c.channel = 'chat' AND c.started_at >= %(start)s AND c.started_at < %(end)s
     AND NOT EXISTS (SELECT FROM chat_chat known WHERE known.contact_id = c.id)
   ORDER BY c.id) c"""
CHAT = {
    "id": "chat_id",
    "contact_id": "id",
    "token_hash": "md5('t' || id) || md5('h' || id)",
    "head": "said + 2",
    "state": "CASE WHEN first_reply_at IS NULL THEN 'abandoned' ELSE 'closed' END",
    "team_id": "team_id",
    "topic_id": "topic_id",
    "agent_id": "agent_id",
    "language": "language",
    "opened_at": "started_at",
    "queued_at": "started_at",
    "assigned_at": "first_reply_at",
    "first_reply_at": "first_reply_at",
    "last_message_at": "over_at",
    "ended_at": "over_at",
    "end_reason": "end_reason",
    "outcome": "outcome",
    "transfers": "transfers",
    "told_position": "id %% 5",
    "told_wait_seconds": "10 + (id * 37) %% 110",
    "told_low_seconds": "(ARRAY[0, 0, 60, 180])[1 + id %% 4]",
    "told_high_seconds": "(ARRAY[60, 60, 180, 300])[1 + id %% 4]",
    "visitor_seen_at": "over_at",
    "handed_off_at": "over_at",
}
LOGGED = """(
  SELECT c.chat_id, c.said, c.agent_id, c.started_at, c.first_reply_at, c.ended_at, k
    FROM (SELECT h.id AS chat_id, h.head - 2 AS said, h.agent_id, h.opened_at AS started_at,
                 h.first_reply_at, h.ended_at FROM chat_chat h
           WHERE h.opened_at >= %(start)s AND h.opened_at < %(end)s AND h.head > 2
             AND h.agent_id IS NOT NULL AND h.first_reply_at IS NOT NULL
             AND NOT EXISTS (SELECT FROM chat_event e WHERE e.chat_id = h.id)) c
   CROSS JOIN LATERAL generate_series(1, c.said + 2) k) l"""
EVENT = {
    "chat_id": "chat_id",
    "seq": "k",
    "kind": "CASE k WHEN 1 THEN 'opened' WHEN said + 2 THEN 'closed' ELSE 'message' END",
    "at": "CASE WHEN k <= 2 THEN started_at WHEN k = said + 2 THEN ended_at ELSE first_reply_at"
    " + (ended_at - first_reply_at) * (k - 3 + 0.6 * (abs(hashint8(k + said)) %% 100) / 100) / said"
    " END",
    "role": "CASE WHEN k IN (1, said + 2) THEN 'system' WHEN k %% 2 = 0 THEN 'visitor'"
    " ELSE 'agent' END",
    "author_id": "CASE WHEN k NOT IN (1, said + 2) AND k %% 2 = 1 THEN agent_id END",
    "body": "CASE WHEN k IN (1, said + 2) THEN '' ELSE 'Made up, as is all of this.' END",
}
ANSWERED = """(
  SELECT * FROM chat_chat h
   WHERE h.opened_at >= %(start)s AND h.opened_at < %(end)s AND h.agent_id IS NOT NULL
     AND h.first_reply_at IS NOT NULL
     AND NOT EXISTS (SELECT FROM chat_participation known WHERE known.chat_id = h.id)) h"""
PARTICIPATION = {
    "chat_id": "id",
    "agent_id": "agent_id",
    "via": "'offer'",
    "starts_at": "greatest(opened_at, first_reply_at - interval '2 seconds')",
    "ends_at": "ended_at",
}
SHIFTS = """(
  SELECT agent, (day + starts) AT TIME ZONE %(zone)s AS starts_at,
         (day + ends) AT TIME ZONE %(zone)s AS ends_at, status, reason
    FROM unnest(%(days)s::date[]) day
   CROSS JOIN unnest(%(agents)s::bigint[]) agent
   CROSS JOIN (VALUES (time '07:55', time '11:30', 'online', ''),
                      (time '11:30', time '12:00', 'away', 'lunch'),
                      (time '12:00', time '16:05', 'online', '')) s(starts, ends, status, reason)
   WHERE (agent + (day - date '2000-01-03')) %% 5 > 0
   ORDER BY starts_at) s"""
PRESENCE = {
    "user_id": "agent",
    "status": "status",
    "reason": "reason",
    "capacity": "4",
    "starts_at": "starts_at",
    "ends_at": "ends_at",
}
STEPS = """(
  SELECT t.id, t.created_at, t.solved_at, way.step, way.is_return,
         t.created_at + way.part * (t.solved_at - t.created_at) AS stepped_at,
         CASE WHEN way.is_return
              THEN t.created_at + 0.3 * (t.solved_at - t.created_at) END AS was_solved_at
    FROM tickets_ticket t
    JOIN (VALUES (1, 0.0, false), (2, 0.3, false), (3, 0.6, true), (4, 1.0, false))
         way(step, part, is_return)
      ON way.step = 1 OR t.solved_at IS NOT NULL AND (way.step = 4 OR t.id %% 25 = 0)
   WHERE t.created_at >= %(start)s AND t.created_at < %(end)s
     AND NOT EXISTS (SELECT FROM tickets_ticketevent known WHERE known.ticket_id = t.id)) s"""
"""Opened and, as far as it is, solved; one in 25 came back in between."""
STEP = {
    "ticket_id": "id",
    "kind": "CASE step WHEN 1 THEN 'opened' ELSE 'status' END",
    "at": "coalesce(stepped_at, created_at)",
    "solved_at": "was_solved_at",
    "data": "CASE WHEN step = 1 THEN jsonb_build_object('status', 'new')"
    " WHEN is_return THEN jsonb_build_object('from', 'solved', 'to', 'open')"
    " ELSE jsonb_build_object('from', 'open', 'to', 'solved') END",
}
REFUSED_CHATS = """(
  SELECT * FROM tickets_contact c
   WHERE c.channel = 'chat' AND c.started_at >= %(start)s AND c.started_at < %(end)s
     AND c.id %% 30 = 0 ORDER BY c.started_at) c"""
REFUSED = {
    "at": "started_at + interval '3 hours'",
    "reason": "(ARRAY['hours', 'hours', 'full', 'nobody'])[1 + (id / 30) %% 4]",
    "team_id": "team_id",
    "topic_id": "topic_id",
    "language": "language",
}


def insert_chats(start: datetime, end: datetime) -> None:
    _insert(Chat, CHAT, OF_CHATS, {"start": start, "end": end})


def insert_logs(start: datetime, end: datetime) -> None:
    """What was said in the chats of these days, whose they were, and how soon they answered."""
    _insert(Event, EVENT, LOGGED, {"start": start, "end": end})
    _insert(Participation, PARTICIPATION, ANSWERED, {"start": start, "end": end})
    analyze(Event, Participation, PresenceSpan)  # what follows reads them along their indexes
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        answered = Chat.objects.filter(opened_at__gte=start, opened_at__lt=end, head__gt=2)
        keep_replies(list(answered.values_list("pk", flat=True)))


def insert_steps(start: datetime, end: datetime) -> None:
    """The history of the tickets opened on these days."""
    _insert(TicketEvent, STEP, STEPS, {"start": start, "end": end})


def insert_refused(start: datetime, end: datetime) -> None:
    _insert(RefusedAttempt, REFUSED, REFUSED_CHATS, {"start": start, "end": end})


def insert_presence(days: Sequence[date], setting: Setting) -> None:
    """Who was there on these days: four of five agents, with a pause at noon."""
    agents = sorted(set(setting.agents))
    _insert(
        PresenceSpan,
        PRESENCE,
        SHIFTS,
        {"zone": setting.zone, "days": list(days), "agents": agents},
    )


def parts(start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """A span of time in parts of some days each."""
    found = []
    while start < end:
        found.append((start, min(end, start + timedelta(days=DAYS_AT_ONCE))))
        start = found[-1][1]
    return found


def _insert(
    model: type[models.Model], drawn: Mapping[str, str], source: str, values: dict[str, Any]
) -> None:
    statement, defaults = insert(model, drawn, source)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL statement_timeout = 0")
        cursor.execute(statement, {**defaults, **values})
