"""Means along an axis, raw and adjusted for what the measured have in common. Pure.

Adjusted: in each stratum (the same agent with the same load) the places of the axis are compared
with one another only; what remains is an effect of the axis, by least squares of a stratum's level
plus an effect of the place. The mean of all stays.

Bands: agent-days are dealt into 20 heaps and each that is not empty is left out in turn (a
delete-a-group jackknife, P. S. Kott 2001), for answers of one agent on one day are alike: counting
each by itself would make the bands far too narrow. With fewer than ten heaps there is no band.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

HEAPS = 20
T95 = {
    9: 2.262157,
    10: 2.228139,
    11: 2.200985,
    12: 2.178813,
    13: 2.160369,
    14: 2.144787,
    15: 2.131450,
    16: 2.119905,
    17: 2.109816,
    18: 2.100922,
    19: 2.093024,
}
"""Student's t by its degrees of freedom, two-sided 95 %; from fewer heaps no band is told."""
RIDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Cell:
    """`n` measured values that come to `total`. What is of one `cluster` hangs together."""

    stratum: Hashable
    at: int
    cluster: Any
    n: int
    total: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, and the ends of its 95 % band; no band where there are too few agent-days."""

    value: float
    low: float | None
    high: float | None


Means = dict[int, float]
Bands = dict[int, Estimate]


def raw(cells: Iterable[Cell]) -> Means:
    """The mean of each place, whoever is in it."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cell in cells:
        sums[cell.at][0] += cell.n
        sums[cell.at][1] += cell.total
    return {at: total / n for at, (n, total) in sorted(sums.items()) if n}


def adjusted(cells: Iterable[Cell]) -> Means:
    """What the mean of each place would be, were strata spread over all places alike.

    Places that no stratum joins to the others, directly or by way of third ones, cannot be
    compared with them; only those that hang together and stand on the most values are there.
    """
    table = _joined(_together(cells))
    if not table:
        return {}
    places = sorted({at for _stratum, at in table})
    effects = dict(zip(places, _solved(*_equations(table, places)), strict=True))
    count = sum(n for n, _total in table.values())
    mean = sum(total for _n, total in table.values()) / count
    middle = sum(n * effects[at] for (_s, at), (n, _total) in table.items()) / count
    return {at: mean + effects[at] - middle for at in places}


def banded(cells: Sequence[Cell], estimate: Callable[[Iterable[Cell]], Means]) -> Bands:
    """Each place's estimate with its band."""
    table = _together(cells)
    whole = estimate(_cells(table))
    dealt = _dealt(cells)
    if len(dealt) - 1 not in T95:
        return {at: Estimate(value, None, None) for at, value in whole.items()}
    others = [estimate(_cells(_without(table, _together(left_out)))) for left_out in dealt]
    return {at: _band(value, [other.get(at) for other in others]) for at, value in whole.items()}


def _band(value: float, others: Sequence[float | None]) -> Estimate:
    """None where a place hangs on one heap alone."""
    known = [other for other in others if other is not None]
    if len(known) < len(others):
        return Estimate(value, None, None)
    mean = sum(known) / len(known)
    share = (len(known) - 1) / len(known)
    half = T95[len(known) - 1] * sqrt(share * sum((other - mean) ** 2 for other in known))
    return Estimate(value, value - half, value + half)


def _dealt(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells in heaps, whole clusters each; empty heaps left out."""
    clusters = sorted({cell.cluster for cell in cells})
    heap_of = {cluster: place % HEAPS for place, cluster in enumerate(clusters)}
    heaps: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        heaps[heap_of[cell.cluster]].append(cell)
    return list(heaps.values())


Key = tuple[Hashable, int]
Table = dict[Key, tuple[float, float]]


def _together(cells: Iterable[Cell]) -> Table:
    """Count and total by stratum and place."""
    table: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for cell in cells:
        entry = table[cell.stratum, cell.at]
        entry[0] += cell.n
        entry[1] += cell.total
    return {key: (n, total) for key, (n, total) in table.items() if n}


def _without(table: Table, heap: Table) -> Table:
    """All but a heap; a few sums taken away are much less work than all others added up."""
    left = dict(table)
    for key, (n, total) in heap.items():
        left[key] = (table[key][0] - n, table[key][1] - total)
    return {key: (n, total) for key, (n, total) in left.items() if n}


def _cells(table: Table) -> list[Cell]:
    """A cell a stratum and place."""
    return [Cell(stratum, at, None, int(n), total) for (stratum, at), (n, total) in table.items()]


def _joined(table: Table) -> Table:
    """The part of the table that hangs together and has the most values."""
    parts: list[tuple[set[Hashable], set[int]]] = []
    for stratum, at in table:
        touched = [part for part in parts if stratum in part[0] or at in part[1]]
        strata, places = touched[0] if touched else (set[Hashable](), set[int]())
        strata.add(stratum)
        places.add(at)
        if not touched:
            parts.append((strata, places))
        for part in touched[1:]:
            strata |= part[0]
            places |= part[1]
            parts.remove(part)
    whole = [{key: of for key, of in table.items() if key[0] in part[0]} for part in parts]
    return max(whole, key=lambda part: sum(n for n, _total in part.values()), default={})


def _equations(table: Table, places: Sequence[int]) -> tuple[list[list[float]], list[float]]:
    """The normal equations of the places' effects, the levels of the strata taken out of them.

    Only differences are determined; the least bit of ridge settles where all of them lie.
    """
    strata: dict[Hashable, dict[int, tuple[float, float]]] = defaultdict(dict)
    number = {at: i for i, at in enumerate(places)}
    for (stratum, at), entry in table.items():
        strata[stratum][number[at]] = entry
    matrix, right = [[0.0] * len(places) for _place in places], [0.0] * len(places)
    for of_stratum in strata.values():
        count = sum(n for n, _total in of_stratum.values())
        level = sum(total for _n, total in of_stratum.values()) / count
        for i, (n, total) in of_stratum.items():
            matrix[i][i] += n * (1 + RIDGE)
            right[i] += total - n * level
            for j, (other, _total) in of_stratum.items():
                matrix[i][j] -= n * other / count
    return matrix, right


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination; the matrix is symmetric and positive, so no rows need to change."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            row[:] = [value - factor * above for value, above in zip(row, pivot, strict=True)]
    found = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][j] * found[j] for j in range(i + 1, len(rows)))
        found[i] = (rows[i][-1] - known) / rows[i][i]
    return found
