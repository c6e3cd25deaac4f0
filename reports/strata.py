"""What was measured, by stratum and place: dense, so that a part is taken away quickly. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

HEAPS = 20


class Cell(NamedTuple):
    """`n` measured values that come to `total`. What is of one `cluster` hangs together."""

    stratum: Hashable
    at: int
    cluster: Any
    n: int
    total: float


@dataclass(frozen=True, slots=True)
class Table:
    """For each stratum how many values each of the `places` has, and what they come to."""

    places: Sequence[int]
    counts: list[list[float]]
    totals: list[list[float]]

    def without(self, part: Table) -> Table:
        """Takes a part of the same strata and places away: less work than adding the others up."""
        counts, totals = _less(self.counts, part.counts), _less(self.totals, part.totals)
        return Table(self.places, counts, totals)

    def by_place(self) -> tuple[list[float], list[float]]:
        """Counts and totals of all strata together, place by place."""
        counts = [sum(column) for column in zip(*self.counts, strict=True)]
        return counts, [sum(column) for column in zip(*self.totals, strict=True)]

    def joined(self) -> Table:
        """The places that strata join to one another: those that stand on the most values."""
        joined = max(_parts(self.counts), key=self._weight, default=0)
        if joined == (1 << len(self.places)) - 1:
            return self
        kept = [i for i in range(len(self.places)) if joined >> i & 1]
        return Table(
            [self.places[i] for i in kept],
            [[counts[i] for i in kept] for counts in self.counts],
            [[totals[i] for i in kept] for totals in self.totals],
        )

    def _weight(self, part: int) -> float:
        counts, _totals = self.by_place()
        return sum(n for i, n in enumerate(counts) if part >> i & 1)


def _less(whole: list[list[float]], part: list[list[float]]) -> list[list[float]]:
    return [
        [all_ - some for all_, some in zip(line, of_part, strict=True)]
        for line, of_part in zip(whole, part, strict=True)
    ]


def _parts(counts: Iterable[Sequence[float]]) -> list[int]:
    """Sets of places that hang together, directly or by way of third ones; a place is a bit."""
    together = {sum(1 << i for i, n in enumerate(line) if n) for line in counts} - {0}
    parts: list[int] = []
    for bits in together:
        touched = [part for part in parts if part & bits]
        for part in touched:
            parts.remove(part)
            bits |= part
        parts.append(bits)
    return parts


def tabled(cells: Iterable[Cell]) -> Table:
    whole, _heaps = dealt(cells)
    return whole


def dealt(cells: Iterable[Cell]) -> tuple[Table, list[Table]]:
    """All cells, and the same in heaps, whole clusters each; empty heaps left out."""
    every = [cell for cell in cells if cell.n]
    places = sorted({cell.at for cell in every})
    strata = {stratum: i for i, stratum in enumerate(dict.fromkeys(c.stratum for c in every))}
    column = {at: i for i, at in enumerate(places)}
    clusters = sorted({cell.cluster for cell in every})
    heap_of = {cluster: place % HEAPS for place, cluster in enumerate(clusters)}

    def empty() -> Table:
        counts, totals = ([[0.0] * len(places) for _ in strata] for _ in range(2))
        return Table(places, counts, totals)

    whole, heaps = empty(), defaultdict[int, Table](empty)
    for stratum, at, cluster, n, total in every:
        line, place = strata[stratum], column[at]
        for table in (whole, heaps[heap_of[cluster]]):
            table.counts[line][place] += n
            table.totals[line][place] += total
    return whole, list(heaps.values())
