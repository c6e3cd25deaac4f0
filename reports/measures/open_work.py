"""How much work was open when, how old it was, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from reports.measures.survival import Cohort, still_open, time_for
from reports.moved import BUCKETS
from reports.periods import Bucket, Period, buckets
from reports.report import Asked
from reports.rollup.moves import DAY, OLDEST, SOLVE_EDGES, UNSOLVED_YET
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import AGES, SOLVES, TEAM_FLOW
from tickets.models import TicketEvent

FEWEST = 5
"""Of fewer requests no times are told: they would be those of one or two."""
ROW = "date_trunc(%(grain)s, day)::date"


class Moves(NamedTuple):
    opened: int = 0
    reopened: int = 0
    solved: int = 0

    @property
    def change(self) -> int:
        return self.opened + self.reopened - self.solved


@dataclass(frozen=True)
class Flow:
    """The moves of each row, and how many were open at its end; `before` was open at the start."""

    before: int
    rows: tuple[tuple[Bucket, Moves, int], ...]
    whole: Moves

    @property
    def after(self) -> int:
        return self.before + self.whole.change


class Took(NamedTuple):
    """Requests opened, those solved by now, and the times in seconds: of half, of nine of ten."""

    opened: int
    solved: int
    half: float | None
    most: float | None


def flow(asked: Asked) -> Flow:
    """Everything since the first ticket is added up: what came in less what went is what is open.

    Summed from counts by day and team: some thousand rows a year. No day can be left out of that.
    """
    period, grain = asked.filters.period, asked.filters.grain
    where, values = within(asked.filters.scope.of_all_days)
    wish = Wish(
        [total(name) for name in Moves._fields],
        by=(f"CASE WHEN day >= %(since)s THEN {ROW} END",),
        where=where,
        values={**values, "since": period.first, "grain": grain.value},
    )
    since_ever = Period(min(_first_day(asked), period.first), period.last)
    rows_of_moves = add_up(TEAM_FLOW, since_ever, wish, zone=asked.zone)
    found = {row: Moves(*sums) for row, *sums in rows_of_moves}
    before = found.pop(None, Moves()).change
    rows = [(bucket, found.get(bucket.start, Moves())) for bucket in buckets(period, grain)]
    stood = list(accumulate((moves.change for _bucket, moves in rows), initial=before))[1:]
    whole = Moves(*(sum(each) for each in zip(*(moves for _bucket, moves in rows), strict=True)))
    return Flow(before, tuple((*row, n) for row, n in zip(rows, stood, strict=True)), whole)


def _first_day(asked: Asked) -> date:
    moves = TicketEvent.objects.filter(kind__in=("opened", "status"))
    first = moves.order_by("at").values_list("at", flat=True).first()
    return first.astimezone(asked.zone).date() if first else asked.filters.period.first


def ages(asked: Asked, day: date, open_then: int) -> dict[int, int]:
    """How many of those open at the end of a day were how old, by the first day of each group.

    What is not of the last three months is old: only these are read.
    """
    where, values = within(asked.filters.scope.of_all_days)
    recent = Period(day - timedelta(days=OLDEST - 1), day)
    wish = Wish(
        [total("net")],
        by=("%(last)s::date - (day - age::int)",),
        where=f"age < {OLDEST} AND day - age::int >= %(first)s AND {where}",
        values=values,
    )
    by_age: dict[int, int] = dict(add_up(AGES, recent, wish, zone=asked.zone))
    found = {
        first: sum(n for age, n in by_age.items() if first <= age <= last)
        for first, last in BUCKETS
        if last is not None
    }
    return {**found, OLDEST: open_then - sum(found.values())}


def took(asked: Asked) -> tuple[dict[date, Took], Took]:
    """By row of the opening, and of the whole period; as far as is known today."""
    where, values = within(asked.filters.scope)
    wish = Wish(
        [total("n")],
        by=(ROW, "upto", f"CASE WHEN upto = {UNSOLVED_YET} THEN opened END"),
        where=where,
        values={**values, "grain": asked.filters.grain.value},
    ).of_rows(asked.filters)
    rows: dict[date, list[tuple[int, date | None, int]]] = {}
    for row, upto, day, n in add_up(SOLVES, asked.filters.period, wish, zone=asked.zone):
        rows.setdefault(row, []).append((upto, day, n))
    whole = [count for counts in rows.values() for count in counts]
    return {row: _took(counts, asked.today) for row, counts in rows.items()}, _took(
        whole, asked.today
    )


def _took(counts: list[tuple[int, date | None, int]], today: date) -> Took:
    done: dict[int, int] = {}
    for upto, day, n in counts:
        if day is None:
            done[upto] = done.get(upto, 0) + n
    waiting = [(float((today - day).days * DAY), n) for _upto, day, n in counts if day]
    later = done.pop(0, 0)
    cohort = Cohort(done, later, waiting)
    curve = still_open(cohort, SOLVE_EDGES)
    solved = sum(done.values()) + later
    times = (time_for(part, curve) if cohort.n >= FEWEST else None for part in (0.5, 0.9))
    return Took(cohort.n, solved, *times)
