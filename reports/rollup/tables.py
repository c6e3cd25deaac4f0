"""What is counted into which table: the one place where facts become counts. Pure.

The same expressions count a day anew and stand in for a day whose kept counts are not true.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.choices import Figure
from reports.day_parts import part_sql
from reports.rollup.answers import (
    ANSWERS,
    GAP_EDGES,
    HEAP,
    OF_ANSWERS,
    OF_TOLD,
    TOLD,
    TOLD_EDGES,
)
from reports.rollup.edges import under
from reports.rollup.moves import AGE, KINDS, MOVES, OPENED_ON, UPTO
from reports.rollup.shapes import Rollup, Source
from tickets.choices import DISPLACED, Alternative, Channel

EDGES = (5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600)
"""Seconds to the first reply at which waits are told apart; longer ones fall under 0."""
DISPLACED_SQL = "(" + ", ".join(f"'{each.value}'" for each in DISPLACED) + ")"


def _ends(table: str, at: str, which: str = "TRUE") -> str:
    return f"SELECT min({at}), max({at}) FROM {table} WHERE {which}"


CONTACTS = Source(
    Figure.CONTACTS,
    "tickets_contact",
    "s.started_at",
    "s.channel",
    "s.is_counted",
    _ends("tickets_contact", "started_at"),
)
REQUESTS = Source(
    Figure.REQUESTS,
    "tickets_ticket",
    "s.created_at",
    "s.origin_channel",
    "s.merged_into_id IS NULL",  # as `TicketQuerySet.requests` says it
    _ends("tickets_ticket", "created_at"),
)
REPLIES = Source(Figure.CONTACTS, ANSWERS, "s.started_at", "'chat'", "s.is_counted")
TELLINGS = Source(Figure.CONTACTS, TOLD, "s.started_at", "'chat'", "s.is_counted")
STEPS = Source(
    Figure.REQUESTS,
    MOVES,
    "s.at",
    "s.origin_channel",
    "TRUE",
    _ends("tickets_ticketevent", "at", f"kind IN {KINDS}"),
)

WAIT = "extract(epoch FROM s.first_reply_at - s.started_at)"
LENGTH = "extract(epoch FROM s.ended_at - s.started_at)"
OVER = "s.ended_at IS NOT NULL"
LEFT = f"s.outcome = 'abandoned' AND {OVER}"
ASKED = f"s.alternative_asked <> '' AND {OVER}"
"""Who is counted of those drawn for the question: answers of others, however given, are not."""
HELD = "s.outcome = 'solved' AND (s.followed_at IS NULL OR s.followed_at > s.started_at + {wait})"
"""Solved in the contact, and the person did not come back about it within so long."""
HELD_DAYS = (1, 3, 7)
EDGE = under(WAIT, EDGES)

# Each contact is rounded by itself: so the sum of parts is the whole, however it is divided.
OF_CONTACTS = {
    "n": "count(*)",
    "solved": "count(*) FILTER (WHERE s.outcome = 'solved')",
    "decided": "count(*) FILTER (WHERE num_nonnulls(s.first_reply_at, s.ended_at) > 0)",
    "answered": "count(s.first_reply_at)",
    "within_10": "count(*) FILTER (WHERE s.first_reply_at <= s.started_at + interval '10 s')",
    "within_60": "count(*) FILTER (WHERE s.first_reply_at <= s.started_at + interval '60 s')",
    "abandoned": "count(*) FILTER (WHERE s.outcome = 'abandoned')",
    "missed": "count(*) FILTER (WHERE s.outcome = 'missed')",
    "transferred": "count(*) FILTER (WHERE s.transfers > 0)",
    "bounced": "count(*) FILTER (WHERE s.bounces > 0)",
    **{
        f"hopped_{name}": f"count(*) FILTER (WHERE s.hopped_from = '{name}')"
        for name in Channel.values
    },
    "answerable": "count(*) FILTER (WHERE s.outcome IN ('solved', 'open'))",
    **{
        f"held_{days}": f"count(*) FILTER (WHERE {HELD})".format(
            wait=f"interval '{24 * days} hours'"
        )
        for days in HELD_DAYS
    },
    "rated": "count(s.satisfaction)",
    "satisfied": "count(*) FILTER (WHERE s.satisfaction >= 4)",
    **{f"rated_{n}": f"count(*) FILTER (WHERE s.satisfaction = {n})" for n in (1, 2, 5)},
    "asked_before": f"count(*) FILTER (WHERE {ASKED} AND s.alternative_asked = 'before')",
    "asked_after": f"count(*) FILTER (WHERE {ASKED} AND s.alternative_asked = 'after')",
    **{
        f"before_{name}": f"count(*) FILTER (WHERE s.alternative = '{name}' AND {ASKED}"
        " AND s.alternative_asked = 'before')"
        for name in Alternative.values
    },
    **{
        f"without_{name}": f"count(*) FILTER (WHERE s.alternative = '{name}' AND {ASKED})"
        for name in Alternative.values
    },
    "over": f"count(*) FILTER (WHERE {OVER})",
    "waited_s": f"coalesce(sum(round({WAIT})), 0)::bigint",
    "lasted_s": f"coalesce(sum(round({LENGTH})), 0)::bigint",
    "attended": "count(s.attention_seconds)",
    "attention_s": "coalesce(sum(s.attention_seconds), 0)::bigint",
    "unmeasured": "count(*) FILTER (WHERE s.first_reply_at IS NOT NULL"
    " AND s.attention_seconds IS NULL)",
    "gave_up": f"count(*) FILTER (WHERE {LEFT})",
    "gave_up_s": f"coalesce(sum(round({LENGTH})) FILTER (WHERE {LEFT}), 0)::bigint",
    "late": "count(*) FILTER (WHERE s.recorded_at > s.started_at + interval '24 hours')",
    "ticketless": "count(*) - count(s.ticket_id)",
    "backwards": "count(*) FILTER (WHERE s.ended_at < s.started_at)",
}
OF_REQUESTS = {
    "n": "count(*)",
    "solved": "count(*) FILTER (WHERE s.status IN ('solved', 'closed'))",
    **{name: "0" for name in OF_CONTACTS if name not in ("n", "solved")},
}
TEAM, TOPIC = "coalesce(s.team_id, 0)", "coalesce(s.topic_id, 0)"


def _mix(source: Source, sums: Mapping[str, str]) -> Rollup:
    keys = {"figure": f"'{source.figure.value}'", "channel": source.channel}
    return Rollup(
        "reports_daymix", source, keys, sums, months="reports_monthmix", out_of="reports_daycount"
    )


def _counts(source: Source, sums: Mapping[str, str]) -> Rollup:
    keys = {"figure": f"'{source.figure.value}'", "channel": source.channel}
    keys |= {"team": TEAM, "topic": TOPIC}
    return Rollup("reports_daycount", source, keys, sums, months="reports_monthcount")


MIX = {
    Figure.CONTACTS: _mix(CONTACTS, OF_CONTACTS),
    Figure.REQUESTS: _mix(REQUESTS, OF_REQUESTS),
}
COUNTS = {
    Figure.CONTACTS: _counts(CONTACTS, OF_CONTACTS),
    Figure.REQUESTS: _counts(REQUESTS, OF_REQUESTS),
}
WEEKDAY = {"weekday": "(extract(isodow FROM k.day) - 1)::smallint"}
"""0 is Monday."""
HOURS = Rollup(
    "reports_dayhour",
    CONTACTS,
    {
        "hour": f"extract(hour FROM {CONTACTS.at} AT TIME ZONE %(zone)s)::smallint",
        "channel": CONTACTS.channel,
        "team": TEAM,
    },
    {"n": "count(*)"},
    months="reports_monthhour",
    of_days=WEEKDAY,
)
BEGUN = f"date_bin('15 minutes', {CONTACTS.at}, '2000-01-01 00:00+00')"
QUARTERS = Rollup(
    "reports_quartercount",
    CONTACTS,
    {
        "at": BEGUN,
        "slot": f"floor(extract(epoch FROM ({BEGUN} AT TIME ZONE %(zone)s)::time) / 900)::smallint",
        "channel": CONTACTS.channel,
        "team": TEAM,
    },
    {name: OF_CONTACTS[name] for name in ("n", "answered", "attention_s")},
    months="reports_monthquarter",
    of_days=WEEKDAY,
    days_only=("at",),
    follow=("slot",),
)
WAITS = Rollup(
    "reports_waitcount",
    CONTACTS,
    {"channel": CONTACTS.channel, "team": TEAM, "upto": EDGE},
    {"n": "count(*)", **{name: OF_CONTACTS[name] for name in ("over", "rated", "satisfied")}},
    which="s.first_reply_at IS NOT NULL",
    months="reports_monthwait",
)
LOADS = Rollup(
    "reports_dayload",
    CONTACTS,
    {"team": TEAM, "at_once": "round(s.concurrency::numeric)::smallint"},
    {
        "n": "count(*)",
        "handled_ms": f"sum(round(1000 * ({LENGTH} - {WAIT})))::bigint",
    },
    months="reports_monthload",
    which="s.channel = 'chat' AND s.concurrency IS NOT NULL"
    " AND s.first_reply_at IS NOT NULL AND s.ended_at IS NOT NULL",
)
SURVEYS = Rollup(
    "reports_daysurvey",
    CONTACTS,
    {
        "channel": CONTACTS.channel,
        "team": TEAM,
        "outcome": "s.outcome",
        "part": part_sql(f"extract(hour FROM {CONTACTS.at} AT TIME ZONE %(zone)s)"),
    },
    {
        "n": "count(*)",
        "asked": f"count(*) FILTER (WHERE {ASKED})",
        "answered": f"count(*) FILTER (WHERE {ASKED} AND s.alternative <> '')",
        "displaced": f"count(*) FILTER (WHERE {ASKED} AND s.alternative IN {DISPLACED_SQL})",
        "rated": OF_CONTACTS["rated"],
        "satisfied": OF_CONTACTS["satisfied"],
    },
    which=OVER,
    months="reports_monthsurvey",
)
OF_STEPS = {name: f"count(*) FILTER (WHERE s.{name})" for name in ("opened", "reopened", "solved")}
FLOW = Rollup(
    "reports_dayflow",
    STEPS,
    {"team": TEAM, "topic": TOPIC},
    OF_STEPS,
    months="reports_monthflow",
)
TEAM_FLOW = Rollup("reports_teamflow", STEPS, {"team": TEAM}, OF_STEPS, out_of="reports_dayflow")
AGES = Rollup(
    "reports_dayage",
    STEPS,
    {"team": TEAM, "age": AGE},
    {"net": "sum(s.opened::int + s.reopened::int - s.solved::int)"},
)
SOLVES = Rollup(
    "reports_solvecount",
    REQUESTS,
    {"team": TEAM, "upto": UPTO},
    {"n": "count(*)"},
    months="reports_monthsolve",
    of_days={"opened": OPENED_ON},
)
ANSWERED = Rollup(
    "reports_dayreply",
    REPLIES,
    {"team": TEAM, "agent": "s.agent_id", "hour": "s.hour", "at_once": "s.at_once"},
    OF_ANSWERS,
    months="reports_monthreply",
    of_days={"heap": HEAP},
)
GAPS = Rollup(
    "reports_gapcount",
    REPLIES,
    {"team": TEAM, "hour": "s.hour", "at_once": "s.at_once", "upto": under("s.gap_s", GAP_EDGES)},
    {"n": "count(*)"},
    months="reports_monthgap",
)
TOLD_WAITS = Rollup(
    "reports_toldcount",
    TELLINGS,
    {
        "team": TEAM,
        "hour": f"extract(hour FROM {TELLINGS.at} AT TIME ZONE %(zone)s)::smallint",
        "upto": under("s.told_ms / 1000", TOLD_EDGES),
    },
    OF_TOLD,
    months="reports_monthtold",
)
ALL = (
    *(*COUNTS.values(), *MIX.values(), HOURS, QUARTERS, WAITS, LOADS, SURVEYS),
    *(FLOW, TEAM_FLOW, AGES, SOLVES, ANSWERED, GAPS, TOLD_WAITS),
)
