"""Who came back: contacts after solved ones, and tickets that were reopened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import DateField
from django.db.models.functions import Trunc

from reports.choices import Figure
from reports.measures.by_row import ByRow, assemble
from reports.moved import of_tickets, reopenings
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, fitting, total, within
from reports.rollup.tables import FLOW

COUNTED = """
WITH events (happened, ticket, person) AS ({events}), back AS MATERIALIZED (
  SELECT happened::date AS happened, ticket, person, count(*) AS n FROM events GROUP BY 1, 2, 3
), people AS MATERIALIZED (
  SELECT happened, person FROM back WHERE person IS NOT NULL GROUP BY 1, 2
)
SELECT happened, n, tickets, coalesce(people, 0)
  FROM (SELECT happened, sum(n)::bigint AS n, count(*) AS tickets FROM back GROUP BY 1) a
  LEFT JOIN (SELECT happened, count(*) AS people FROM people GROUP BY 1) b USING (happened)
UNION ALL
SELECT NULL, coalesce(sum(n), 0)::bigint,
       (SELECT count(*) FROM (SELECT ticket FROM back GROUP BY 1) tickets),
       (SELECT count(*) FROM (SELECT person FROM people GROUP BY 1) everybody)
  FROM back"""
"""Events, tickets and people of each row, and under NULL of all rows."""


class Back(NamedTuple):
    """Tickets solved, how often one of them was reopened in time, of how many tickets and people.

    A ticket that was solved twice counts twice as solved. The last two do not add up over rows.
    """

    solved: int = 0
    reopened: int = 0
    tickets: int = 0
    people: int = 0


def sums_by_channel(asked: Asked, names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    scope = asked.filters.scope
    where, values = within(scope)
    wish = Wish([total(name) for name in names], by=("channel",), where=where, values=values)
    wish = wish.of_whole(asked.filters)
    found = add_up(fitting(Figure.CONTACTS, scope), asked.filters.period, wish, zone=asked.zone)
    return {channel: tuple(sums) for channel, *sums in found}


def solved_by_row(asked: Asked) -> ByRow:
    """How often a ticket was solved."""
    where, values = within(asked.filters.scope)
    wish = Wish(
        [total("solved")],
        by=("date_trunc(%(grain)s, day)::date",),
        where=where,
        values={**values, "grain": asked.filters.grain.value},
    ).of_rows(asked.filters)
    found = add_up(FLOW, asked.filters.period, wish, zone=asked.zone)
    return assemble(asked, {start: (solved,) for start, solved in found}, 1)


def back_by_row(asked: Asked) -> tuple[dict[date, Back], Back]:
    """By the start of the row in which it was solved, and of the whole period."""
    filters, zone = asked.filters, asked.zone
    start, end = filters.period.instants(zone)
    row = Trunc("solved_at", filters.grain.value, tzinfo=zone, output_field=DateField())
    events = reopenings(start, end, filters.scope, zone).filter(of_tickets(filters.scope))
    query = events.annotate(row=row).values_list("row", "ticket", "ticket__requester").query
    statement, parameters = query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(events=statement), parameters)
        back = {row: tuple(counts) for row, *counts in cursor.fetchall()}
    solved = solved_by_row(asked)
    rows = {
        bucket.start: Back(sums[0], *back.get(bucket.start, ())) for bucket, sums in solved.rows
    }
    return rows, Back(solved.whole[0], *back[None])
