from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from helpdesk.people.models import User

MARK = """
INSERT INTO tickets_seen (user_id, ticket_id, event, mailed)
SELECT %(user)s, ticket_id, {event}, {mailed} FROM tickets_ticketevent
 WHERE id = ANY(%(events)s) GROUP BY ticket_id ORDER BY ticket_id
    ON CONFLICT (ticket_id, user_id) DO UPDATE
   SET event = greatest(tickets_seen.event, excluded.event),
       mailed = greatest(tickets_seen.mailed, excluded.mailed)
"""


def see_events(user: User, *, events: Collection[int]) -> None:
    """This person knows the history of tickets up to these events of theirs.

    A mark never goes back: a window that stood open for long tells what was known earlier.
    """
    _mark(user, events, event="max(id)", mailed="0")


def note_mailed(user: User, *, events: Collection[int]) -> None:
    """This person was mailed about these events, and knows no more than that there was a mail."""
    _mark(user, events, event="0", mailed="max(id)")


def _mark(user: User, events: Collection[int], **columns: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MARK.format(**columns), {"user": user.pk, "events": list(events)})
