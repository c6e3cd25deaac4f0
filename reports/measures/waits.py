"""How waits are spread: shares at the edges are exact, a quantile lies between two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.report import Asked
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import EDGES, WAITS


@dataclass(frozen=True, slots=True)
class Spread:
    """How many waits took at most each edge's seconds and more than the one before.

    Longer ones stand under 0.
    """

    counts: Mapping[int, int]
    edges: Sequence[int] = EDGES

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    def quantile(self, share: float) -> float | None:
        """The seconds below which this share of the waits lies, about; none of no waits.

        Between two edges waits are taken as evenly spread. Beyond the last edge nothing is known
        but that they were longer: infinity.
        """
        if not self.n:
            return None
        sought, below, edge_before = share * self.n, 0, 0
        for edge in self.edges:
            here = self.counts.get(edge, 0)
            if here and below + here >= sought:
                return edge_before + (edge - edge_before) * (sought - below) / here
            below, edge_before = below + here, edge
        return float("inf")


def waits_by_row(asked: Asked, channel: str) -> dict[date, Spread]:
    """The waits of answered contacts of a channel, by the first day of their row."""
    scope = asked.filters.scope
    kept, days = on_kept_days(scope)
    values: dict[str, Any] = {
        **days,
        "grain": asked.filters.grain.value,
        "channel": channel,
        "team": scope.team.pk if scope.team else None,
    }
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date", "upto"),
        sums=(total("n"),),
        where=f"channel = %(channel)s AND {kept} AND {'team = %(team)s' if scope.team else 'TRUE'}",
        values=values,
    ).of_rows(asked.filters)
    counts: dict[date, dict[int, int]] = {}
    for start, upto, n in add_up(WAITS, asked.filters.period, wish, zone=asked.zone):
        counts.setdefault(start, {})[upto] = n
    return {start: Spread(of_row) for start, of_row in counts.items()}


def together(spreads: Mapping[date, Spread]) -> Spread:
    """The waits of all rows."""
    whole: dict[int, int] = {}
    for spread in spreads.values():
        for edge, count in spread.counts.items():
            whole[edge] = whole.get(edge, 0) + count
    return Spread(whole)
