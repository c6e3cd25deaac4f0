"""What was measured, by stratum and place: dense, so that a part is taken away quickly. Pure.

A column a place with a number for each stratum: whole columns are added and multiplied at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from operator import add, mul, sub
from typing import Any, NamedTuple

HEAPS = 20

Column = list[float]


class Cell(NamedTuple):
    """`n` measured values that come to `total`. What is of one `cluster` hangs together."""

    stratum: Hashable
    at: int
    cluster: Any
    n: int
    total: float


@dataclass(frozen=True, slots=True)
class Table:
    """How many values each of the `places` has in each stratum, and what they come to."""

    places: Sequence[int]
    counts: list[Column]
    totals: list[Column]

    def without(self, part: Table) -> Table:
        """Takes a part of the same strata and places away: less work than adding the others up."""
        return Table(self.places, _less(self.counts, part.counts), _less(self.totals, part.totals))

    def by_place(self) -> tuple[list[float], list[float]]:
        """Counts and totals of all strata together, place by place."""
        return list(map(sum, self.counts)), list(map(sum, self.totals))

    def by_stratum(self) -> tuple[list[float], list[float]]:
        """Counts and totals of all places together, stratum by stratum."""
        return _across(self.counts), _across(self.totals)

    def joined(self) -> Table:
        """The places that strata join to one another: those that stand on the most values."""
        parts = _parts(self.counts)
        if len(parts) > 1:
            weights = list(map(sum, self.counts))
            parts.sort(key=lambda part: sum(weights[i] for i in part))
        kept = sorted(parts[-1]) if parts else []
        if len(kept) == len(self.places):
            return self
        return Table(
            [self.places[i] for i in kept],
            [self.counts[i] for i in kept],
            [self.totals[i] for i in kept],
        )

    def placed(self, at: Callable[[int], int]) -> Table:
        """With places put together: `at` says where each of them belongs."""
        places = sorted({at(place) for place in self.places})
        nothing = [0.0] * len(self.counts[0]) if self.counts else []
        counts, totals = ([nothing for _ in places] for _ in range(2))
        for place, of_count, of_total in zip(self.places, self.counts, self.totals, strict=True):
            i = places.index(at(place))
            counts[i] = list(map(add, counts[i], of_count))
            totals[i] = list(map(add, totals[i], of_total))
        return Table(places, counts, totals)


@dataclass(frozen=True, slots=True)
class Dealt:
    """All that was measured, and the same in heaps that can be left out in turn."""

    whole: Table
    heaps: Sequence[Table]

    def placed(self, at: Callable[[int], int]) -> Dealt:
        return Dealt(self.whole.placed(at), [heap.placed(at) for heap in self.heaps])


def product(one: Iterable[float], other: Iterable[float]) -> float:
    """The sum of the products of two columns."""
    return float(sum(map(mul, one, other)))


def _across(columns: list[Column]) -> list[float]:
    return list(map(sum, zip(*columns, strict=True)))


def _more(one: list[Column], other: list[Column]) -> list[Column]:
    return [list(map(add, a, b)) for a, b in zip(one, other, strict=True)]


def _less(whole: list[Column], part: list[Column]) -> list[Column]:
    return [list(map(sub, all_, some)) for all_, some in zip(whole, part, strict=True)]


def _parts(counts: list[Column]) -> list[set[int]]:
    """Sets of places that hang together, directly or by way of third ones."""
    lines = {tuple(map(bool, line)) for line in zip(*counts, strict=True)}
    parts: list[set[int]] = []
    for line in lines:
        together = {i for i, is_there in enumerate(line) if is_there}
        for part in [part for part in parts if part & together]:
            parts.remove(part)
            together |= part
        if together:
            parts.append(together)
    return parts


def deal(cells: Iterable[Cell]) -> Dealt:
    """Deals the cells into heaps, whole clusters each; empty heaps left out."""
    every = [cell for cell in cells if cell.n]
    places = sorted({cell.at for cell in every})
    strata = {stratum: i for i, stratum in enumerate(dict.fromkeys(c.stratum for c in every))}
    column = {at: i for i, at in enumerate(places)}
    clusters = sorted({cell.cluster for cell in every})
    heap_of = {cluster: place % HEAPS for place, cluster in enumerate(clusters)}

    def empty() -> Table:
        counts, totals = ([[0.0] * len(strata) for _ in places] for _ in range(2))
        return Table(places, counts, totals)

    heaps = defaultdict[int, Table](empty)
    for stratum, at, cluster, n, total in every:
        table, place, line = heaps[heap_of[cluster]], column[at], strata[stratum]
        table.counts[place][line] += n
        table.totals[place][line] += total
    whole = empty()
    for heap in heaps.values():
        whole = Table(places, _more(whole.counts, heap.counts), _more(whole.totals, heap.totals))
    return Dealt(whole, list(heaps.values()))
