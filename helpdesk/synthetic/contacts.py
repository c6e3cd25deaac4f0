"""Contacts and their tickets, drawn by PostgreSQL from a plan: one statement a slice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from helpdesk.synthetic.inserting import insert
from helpdesk.synthetic.plan import Cell
from helpdesk.synthetic.setting import Setting
from tickets.models import Contact, Ticket

OFFICE = "channel IN ('chat', 'phone', 'walk_in')"
"""By these people come while the desk is open; mails and forms also come by night."""
NUMBERS = "pg_get_serial_sequence('tickets_ticket', 'id')"

DRAWN = f"""
WITH drawn AS MATERIALIZED (
  SELECT p.day, p.channel, random() AS second, random() AS topic, random() AS agent,
         random() AS joins, random() AS wait, random() AS waited, random() AS length,
         random() AS outcome, random() AS passed, random() AS load, random() AS rated,
         random() AS rating, random() AS survey, random() AS rare, random() AS follows
    FROM unnest(%(days)s::date[], %(channels)s::text[], %(counts)s::int[]) p(day, channel, n)
   CROSS JOIN LATERAL generate_series(1, p.n)
), placed AS MATERIALIZED (
  SELECT d.*, (d.day + make_interval(secs => floor(CASE
           WHEN {OFFICE} OR d.rare < 0.85 THEN 28800 + 14400 * (second + wait)
           ELSE 86400 * second END))) AT TIME ZONE %(zone)s AS at,
         1 + floor(topic * topic * %(topics)s)::int AS nth_topic
    FROM drawn d
), waiting AS MATERIALIZED (
  SELECT p.*, row_number() OVER in_time AS number,
         %(last_ticket)s + count(*) FILTER (WHERE joins < 0.5) OVER in_time AS ticket,
         CASE channel
           WHEN 'chat' THEN CASE WHEN wait < 0.62 THEN 2 + 8 * waited
             WHEN wait < 0.9 THEN 10 + 50 * waited WHEN wait < 0.96 THEN 60 + 300 * waited END
           WHEN 'phone' THEN CASE WHEN wait < 0.93 THEN 5 + 120 * waited END
           WHEN 'walk_in' THEN 300 * waited
           ELSE 600 + 86400 * waited * waited END AS wait_s,
         CASE channel WHEN 'chat' THEN 120 + 900 * length WHEN 'phone' THEN 60 + 600 * length
           WHEN 'walk_in' THEN 60 + 900 * length ELSE 3600 + 172800 * length END AS length_s,
         1 + floor(3.4 * load * load) AS at_once
    FROM placed p WINDOW in_time AS (ORDER BY at ROWS UNBOUNDED PRECEDING)
), told AS MATERIALIZED (
  SELECT w.*, joins < 0.5 AS opens, joins < 0.62 AND ticket > %(last_ticket)s AS has_ticket,
         CASE WHEN joins < 0.62 AND ticket > %(last_ticket)s
           THEN %(first_person)s + abs(hashint8(ticket)::bigint) %% %(people)s
           ELSE %(first_person)s + floor(follows * %(people)s)::bigint END AS person,
         at + make_interval(secs => floor(wait_s)) AS reply_at,
         at + make_interval(secs => floor(coalesce(wait_s + length_s, 30 + 300 * waited)))
           AS end_at,
         (%(topic_ids)s::bigint[])[nth_topic] AS topic_id,
         (%(topic_teams)s::int[])[nth_topic] AS nth_team
    FROM waiting w
)"""

CONTACT = {
    "channel": "channel",
    "requester_id": "CASE WHEN rare > 0.02 THEN person END",
    "ticket_id": "CASE WHEN has_ticket THEN ticket END",
    "topic_id": "CASE WHEN rare > 0.04 THEN topic_id END",
    "team_id": "CASE WHEN rare > 0.03 THEN (%(team_ids)s::bigint[])[1 + nth_team] END",
    "agent_id": "CASE WHEN wait_s IS NOT NULL THEN (%(agent_ids)s::bigint[])"
    "[1 + nth_team * %(agents_a_team)s + floor(agent * %(agents_a_team)s)::int] END",
    "language": "CASE WHEN follows < 0.7 THEN 'fi' WHEN follows < 0.8 THEN 'sv' ELSE 'en' END",
    "subject": "'About topic ' || nth_topic",
    "started_at": "at",
    "first_reply_at": "CASE WHEN reply_at < %(now)s THEN reply_at END",
    "ended_at": "CASE WHEN end_at < %(now)s THEN end_at END",
    "outcome": "CASE WHEN wait_s IS NULL THEN CASE WHEN outcome < 0.8 THEN 'abandoned'"
    " ELSE 'missed' END WHEN outcome < 0.7 THEN 'solved' ELSE 'open' END",
    "transfers": f"CASE WHEN wait_s IS NULL OR NOT {OFFICE} OR passed > 0.09 THEN 0"
    " WHEN passed > 0.015 THEN 1 ELSE 2 END",
    "bounces": f"CASE WHEN wait_s IS NOT NULL AND {OFFICE} AND passed <= 0.015 THEN 1 ELSE 0 END",
    "agents": f"CASE WHEN wait_s IS NULL THEN 0 WHEN {OFFICE} AND passed <= 0.09 THEN 2 ELSE 1 END",
    "end_reason": "CASE WHEN channel <> 'chat' THEN '' WHEN wait_s IS NULL THEN"
    " CASE WHEN outcome < 0.8 THEN 'left' ELSE 'nobody' END"
    " ELSE (ARRAY['visitor', 'visitor', 'agent', 'idle'])[1 + floor(4 * rating)::int] END",
    "in_service_hours": "rare < 0.85",
    "attention_seconds": "CASE WHEN channel = 'chat' AND wait_s IS NOT NULL"
    " THEN (length_s / at_once)::int END",
    "concurrency": "CASE WHEN channel = 'chat' AND wait_s IS NOT NULL THEN at_once END",
    "most_at_once": "CASE WHEN channel = 'chat' AND wait_s IS NOT NULL THEN at_once + 1 END",
    "is_counted": "rare < 0.996",
    "capture": "CASE WHEN channel IN ('phone', 'walk_in') THEN 'agent' ELSE 'program' END",
    "recorded_at": "CASE WHEN channel <> 'phone' THEN at WHEN rare < 0.01"
    " THEN at + interval '2 days' ELSE at + interval '10 minutes' END",
    "surveyed_at": "CASE WHEN rated < 0.15 AND wait_s IS NOT NULL THEN end_at END",
    "satisfaction": "CASE WHEN rated < 0.15 AND wait_s IS NOT NULL"
    " THEN (ARRAY[5, 5, 5, 5, 5, 5, 4, 4, 3, 1])[1 + floor(10 * rating)::int] END",
    "alternative_asked": "CASE WHEN channel <> 'chat' OR survey > 0.5 THEN ''"
    " WHEN survey < 0.25 THEN 'before' ELSE 'after' END",
    "alternative": "CASE WHEN channel <> 'chat' OR wait_s IS NULL OR survey > 0.2 THEN ''"
    " ELSE (ARRAY['phone', 'phone', 'phone', 'phone', 'phone', 'phone', 'email', 'email', 'email',"
    " 'none'])[1 + floor(10 * rated)::int] END",
    "followed_at": "CASE WHEN passed > 0.88 AND at + 1209600 * length * interval '1 second'"
    " < %(now)s THEN at + 1209600 * length * interval '1 second' END",
    "hopped_from": "CASE WHEN follows > 0.03 THEN '' WHEN channel = 'phone' THEN 'chat'"
    " ELSE 'phone' END",
}
TICKET = {
    "id": "ticket",
    "requester_id": "person",
    "subject": "'About topic ' || nth_topic",
    "status": "CASE WHEN outcome < 0.97 AND at + interval '9 days' < %(now)s THEN 'solved'"
    " WHEN wait_s IS NULL THEN 'new' WHEN outcome < 0.5 THEN 'pending' ELSE 'open' END",
    "topic_id": CONTACT["topic_id"],
    "team_id": CONTACT["team_id"],
    "assignee_id": CONTACT["agent_id"],
    "language": CONTACT["language"],
    "origin_channel": "channel",
    "created_at": "at",
    "updated_at": "at + 691200 * length * length * interval '1 second'",
    "solved_at": "CASE WHEN outcome < 0.97 AND at + interval '9 days' < %(now)s"
    " THEN at + 691200 * length * length * interval '1 second' END",
}


def insert_slice(cells: Sequence[Cell], setting: Setting, *, seed: int, now: datetime) -> None:
    """Writes the contacts of some days, in the order of time, and the tickets that they open."""
    tickets, of_tickets = insert(Ticket, TICKET, "told WHERE opens ORDER BY ticket")
    contacts, of_contacts = insert(Contact, CONTACT, "told ORDER BY number")
    values: dict[str, Any] = {
        **of_tickets,
        **of_contacts,
        **_known(setting),
        "now": now,
        "days": [cell.day for cell in cells],
        "channels": [cell.channel for cell in cells],
        "counts": [cell.contacts for cell in cells],
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL statement_timeout = 0")
        # Nobody may take a number of a ticket between those that are given here.
        cursor.execute("LOCK TABLE tickets_ticket IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT setseed(%s)", [seed % 10_000 / 10_000])
        values["last_ticket"] = _last_ticket(cursor)
        cursor.execute(f"{DRAWN}, opened AS ({tickets}) {contacts}", values)
        cursor.execute(f"SELECT setval({NUMBERS}, max(id)) FROM tickets_ticket")


def _known(setting: Setting) -> dict[str, Any]:
    return {
        "zone": setting.zone,
        "topics": len(setting.topics),
        "topic_ids": setting.topics,
        "topic_teams": setting.topic_teams,
        "team_ids": setting.teams,
        "agent_ids": setting.agents,
        "agents_a_team": setting.agents_a_team,
        "first_person": setting.first_person,
        "people": setting.people,
    }


def _last_ticket(cursor: Any) -> int:
    cursor.execute(f"SELECT nextval({NUMBERS})")
    (number,) = cursor.fetchone()
    return int(number)
