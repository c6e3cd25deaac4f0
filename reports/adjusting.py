"""Means along an axis, raw and adjusted for what the measured have in common. Pure.

Adjusted: in each stratum (the same agent with the same load) the places of the axis are compared
with one another only; what remains is an effect of the axis, by least squares of a stratum's level
plus an effect of the place. The mean of all stays.

Bands: agent-days are dealt into 20 heaps and each that is not empty is left out in turn (a
delete-a-group jackknife, P. S. Kott 2001), for answers of one agent on one day are alike: counting
each by itself would make the bands far too narrow. With fewer than ten heaps there is no band.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from reports.strata import Dealt, Table, product

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
class Estimate:
    """A value, and the ends of its 95 % band; no band where there are too few agent-days."""

    value: float
    low: float | None
    high: float | None


Means = dict[int, float]
Bands = dict[int, Estimate]


def raw(table: Table) -> Means:
    """The mean of each place, whoever is in it."""
    sums = zip(table.places, *table.by_place(), strict=True)
    return {at: total / n for at, n, total in sums if n}


def adjusted(table: Table) -> Means:
    """What the mean of each place would be, were strata spread over all places alike.

    Places that no stratum joins to the others, directly or by way of third ones, cannot be
    compared with them; only those that hang together and stand on the most values are there.
    """
    kept = table.joined()
    if not kept.places:
        return {}
    effects = _solved(*_equations(kept))
    counts, totals = kept.by_place()
    middle = sum(n * effect for n, effect in zip(counts, effects, strict=True))
    level = (sum(totals) - middle) / sum(counts)
    return {at: level + effect for at, effect in zip(kept.places, effects, strict=True)}


def banded(dealt: Dealt, estimate: Callable[[Table], Means]) -> Bands:
    """Each place's estimate with its band."""
    whole = estimate(dealt.whole)
    if len(dealt.heaps) - 1 not in T95:
        return {at: Estimate(value, None, None) for at, value in whole.items()}
    others = [estimate(dealt.whole.without(heap)) for heap in dealt.heaps]
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


def _equations(table: Table) -> tuple[list[list[float]], list[float]]:
    """The normal equations of the places' effects, the levels of the strata taken out of them.

    Only differences are determined; the least bit of ridge settles where all of them lie.
    """
    of_places, right = table.by_place()
    of_strata, sums = table.by_stratum()
    levels = [total / n if n else 0.0 for n, total in zip(of_strata, sums, strict=True)]
    right = [
        total - product(levels, counts) for total, counts in zip(right, table.counts, strict=True)
    ]
    matrix: list[list[float]] = []
    for i, counts in enumerate(table.counts):
        shares = [n / count if count else 0.0 for n, count in zip(counts, of_strata, strict=True)]
        matrix.append([-product(shares, other) for other in table.counts])
        matrix[i][i] += of_places[i] * (1 + RIDGE)
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
