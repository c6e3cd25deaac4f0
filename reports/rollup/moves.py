"""How tickets came and went, out of their history: the one place where events become moves. Pure.

A ticket comes in when it is opened or reopened and goes out when it is solved, or closed unsolved.
What is opened as solved does both. From `new` to `open` to `pending` nothing moves. A ticket that
is merged into another goes out if it was open: until then there were two to work on.
"""

from __future__ import annotations

from collections.abc import Iterable

from reports.rollup.edges import under
from tickets.choices import UNSOLVED, Status, TicketEventKind


def listed(words: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


DONE = (Status.SOLVED, Status.CLOSED)
KINDS = listed(kind.value for kind in (TicketEventKind.OPENED, TicketEventKind.STATUS))
_UNSOLVED = listed(status.value for status in UNSOLVED)
_DONE = listed(status.value for status in DONE)

OPENED = "e.kind = 'opened'"
REOPENED = f"e.kind = 'status' AND e.data->>'from' IN {_DONE} AND e.data->>'to' IN {_UNSOLVED}"
SOLVED = f"""(e.kind = 'opened' AND e.data->>'status' IN {_DONE}
    OR e.kind = 'status' AND e.data->>'from' IN {_UNSOLVED} AND e.data->>'to' IN {_DONE})"""

MOVES = f"""(
  SELECT e.at, e.ticket_id, t.team_id, t.topic_id, t.origin_channel, t.created_at,
         {OPENED} AS opened, coalesce({REOPENED}, false) AS reopened,
         coalesce({SOLVED}, false) AS solved
    FROM tickets_ticketevent e JOIN tickets_ticket t ON t.id = e.ticket_id
   WHERE e.kind IN {KINDS})"""
"""A row a step in a ticket's history, with the ticket's present team and topic."""

OLDEST = 91
"""Days since the opening from which on tickets are not told apart any more."""
AGE = f"""greatest(0, least({OLDEST}, (s.at AT TIME ZONE %(zone)s)::date
  - (s.created_at AT TIME ZONE %(zone)s)::date))::smallint"""

HOUR, DAY = 3600, 86_400
SOLVE_EDGES = (
    *(60, 300, 900, 1800),
    *(hours * HOUR for hours in (1, 2, 3, 4, 6, 8, 12, 16, 20, 24, 30, 36, 42, 48)),
    *(days * DAY for days in (3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 180, 365)),
)
"""Seconds from the opening to the solving at which tickets are told apart; longer ones fall
under 0."""
UNSOLVED_YET = -1
TAKEN = "extract(epoch FROM coalesce(s.solved_at, s.closed_at) - s.created_at)"
UPTO = f"""CASE WHEN s.status IN {_UNSOLVED} THEN {UNSOLVED_YET}
  ELSE {under(TAKEN, SOLVE_EDGES)} END"""
OPENED_ON = f"""CASE WHEN k.upto = {UNSOLVED_YET} THEN k.day
  ELSE date_trunc('month', k.day)::date END"""
"""How old it is matters of what is not solved only."""
