"""The table that the lines of a file wait in, and what makes tickets of them. PostgreSQL only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import Copy

from tickets.importing.rows import Line

CREATE = """
CREATE TEMPORARY TABLE import_line (
  line integer NOT NULL, key text NOT NULL, refused boolean NOT NULL, at timestamptz,
  started_at timestamptz, ended_at timestamptz, first_reply_at timestamptz,
  solved_at timestamptz, closed_at timestamptz, channel text, subject text,
  masked smallint NOT NULL, status text, topic text, team text, agent bigint, person text,
  name text, email text, login text, outcome text, satisfaction smallint, language text,
  transfers integer
) ON COMMIT DROP
"""

# Of many lines, what is said first holds for what a ticket began with, and what is said last for
# how it went on; lines are in the order of their own moment, and of the file where they have none.
FIRST = ("subject", "person", "language")
LAST = ("status", "topic", "team", "agent", "outcome", "satisfaction")
CHANNEL = {
    "first": ("c.at ASC NULLS LAST, c.line", ""),
    "last": ("c.at DESC NULLS LAST, c.line DESC", ""),
    "most": ("c.n DESC, c.at NULLS LAST, c.line", "GROUP BY key, channel"),
}


def gathered(channel: str) -> str:
    """A table of one row a ticket. `channel`: which counts; of equally frequent ones the first."""
    order, group = CHANNEL[channel]
    lines = (
        f"SELECT key, channel, count(*) AS n, min(at) AS at, min(line) AS line FROM import_line"
        f" WHERE channel IS NOT NULL {group}"
        if group
        else "SELECT key, channel, at, line FROM import_line WHERE channel IS NOT NULL"
    )
    firsts = [
        f"(array_agg({name} ORDER BY at, line) FILTER (WHERE {name} IS NOT NULL))[1] AS {name}"
        for name in FIRST
    ]
    lasts = [
        f"(array_agg({name} ORDER BY at DESC NULLS LAST, line DESC)"
        f" FILTER (WHERE {name} IS NOT NULL))[1] AS {name}"
        for name in LAST
    ]
    return f"""
CREATE TEMPORARY TABLE import_ticket ON COMMIT DROP AS
WITH counts AS (
  SELECT DISTINCT ON (c.key) c.key, c.channel FROM ({lines}) c ORDER BY c.key, {order}
), ticket AS (
  SELECT key, min(line) AS line, count(*) AS lines, bool_or(refused) AS refused,
         min(started_at) AS started_at, max(ended_at) AS ended_at,
         min(first_reply_at) AS first_reply_at, max(solved_at) AS solved_at,
         max(closed_at) AS closed_at, max(masked) AS masked, max(transfers) AS transfers,
         {", ".join([*firsts, *lasts])}
    FROM import_line GROUP BY key
)
SELECT t.*, counts.channel FROM ticket t LEFT JOIN counts USING (key)
"""


ONE_LINE_EACH = """
CREATE TEMPORARY TABLE import_ticket ON COMMIT DROP AS
SELECT DISTINCT ON (key) *, 1 AS lines FROM import_line ORDER BY key, line
"""
REPEATED = """
SELECT l.line, l.key FROM import_line l JOIN import_ticket t USING (key)
 WHERE l.line <> t.line AND NOT l.refused
"""
# Whatever is wrong with a ticket as a whole; the first that fits is told.
WRONG = {
    "started_at is missing": "started_at IS NULL",
    "channel is missing: [channels] default may say which it is": "channel IS NULL",
    "it ended before it started": "ended_at < started_at",
    "it was answered before it started": "first_reply_at < started_at",
    "it was solved or closed before it started": "least(solved_at, closed_at) < started_at",
}
OTHER_LINE = "another line of the same ticket was refused, and half a ticket is never made"


@contextmanager
def copying() -> Iterator[Copy]:
    """Makes the table, and takes its lines with `write_row`."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        names = ", ".join(Line._fields)
        with cursor.copy(f"COPY import_line ({names}) FROM STDIN") as copy:
            yield copy
