"""Answers in chats by hours on shift and by chats at once: gaps, ratings, and how sure.

Nothing here leads to an agent: agents are told apart, so that each is compared with themselves,
and their number is counted, so that small groups can be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from reports.measures.waits import Spread
from reports.periods import Period
from reports.report import Asked
from reports.rollup.answers import GAP_EDGES
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import ANSWERED, GAPS
from reports.strata import Cell


class Axis(Enum):
    HOUR = "hour"
    AT_ONCE = "at_once"


class Group(NamedTuple):
    """Answers of one agent at one hour on shift and with so many chats.

    Of the days of agents in one of the heaps that are left out in turn (`reports.strata`).
    """

    agent: int
    hour: int
    at_once: int
    heap: int
    n: int
    log_gaps: float
    rated: int
    satisfied: int

    def on(self, axis: Axis) -> int:
        return self.hour if axis == Axis.HOUR else self.at_once


@dataclass(frozen=True)
class Replies:
    """`spread`: how long the gaps were, by axis and place on it."""

    period: Period
    groups: tuple[Group, ...]
    spread: Mapping[tuple[Axis, int], Spread]

    @property
    def agents(self) -> int:
        return len({group.agent for group in self.groups})

    def along(self, axis: Axis) -> dict[int, list[Group]]:
        """The groups of each place on the axis, in its order."""
        found: dict[int, list[Group]] = {}
        for group in sorted(self.groups, key=lambda one: one.on(axis)):
            found.setdefault(group.on(axis), []).append(group)
        return found


def replies(asked: Asked) -> Replies:
    """Those of the chats that began in the period. Two queries."""
    team = asked.filters.scope.team
    kept, values = on_kept_days(asked.filters.scope)
    where = f"{kept} AND (%(team)s::bigint IS NULL OR team = %(team)s)"
    values |= {"team": team.pk if team else None}
    groups = _groups(asked, where, values)
    return Replies(asked.filters.period, groups, _spread(asked, where, values))


def _groups(asked: Asked, where: str, values: dict[str, Any]) -> tuple[Group, ...]:
    sums = (total("n"), "sum(log_gaps) / 10000.0::float8", total("rated"), total("satisfied"))
    by = ("agent", "hour", "at_once", "heap")
    wish = Wish(sums, by, where, values).of_whole(asked.filters)
    rows = add_up(ANSWERED, asked.filters.period, wish, zone=asked.zone)
    return tuple(Group(*row) for row in rows)


def _spread(asked: Asked, where: str, values: dict[str, Any]) -> dict[tuple[Axis, int], Spread]:
    wish = Wish((total("n"),), ("hour", "at_once", "upto"), where, values)
    wish = wish.of_whole(asked.filters)
    counts: dict[tuple[Axis, int], dict[int, int]] = {}
    for hour, at_once, upto, n in add_up(GAPS, asked.filters.period, wish, zone=asked.zone):
        for place in ((Axis.HOUR, hour), (Axis.AT_ONCE, at_once)):
            of_place = counts.setdefault(place, {})
            of_place[upto] = of_place.get(upto, 0) + n
    return {place: Spread(of_place, GAP_EDGES) for place, of_place in counts.items()}


def gap_cells(groups: Iterable[Group], axis: Axis) -> list[Cell]:
    """Gaps as logarithms, so that what differs by a share differs by as much for all."""
    strata = _strata(axis)
    return [
        Cell(strata(group), group.on(axis), group.heap, group.n, group.log_gaps) for group in groups
    ]


def rating_cells(groups: Iterable[Group], axis: Axis) -> list[Cell]:
    """Ratings as 1 (4 or 5) or 0."""
    strata = _strata(axis)
    return [
        Cell(strata(group), group.on(axis), group.heap, group.rated, group.satisfied)
        for group in groups
        if group.rated
    ]


def _strata(axis: Axis) -> Callable[[Group], tuple[int, int]]:
    """What is alike apart from the axis: the agent, with as many chats or at the same hour."""
    if axis == Axis.HOUR:
        return lambda group: (group.agent, group.at_once)
    return lambda group: (group.agent, group.hour)
