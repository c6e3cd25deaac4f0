"""How sure a share is that was measured on a sample. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
FEWEST_WEEKS = 8
"""With fewer, how much weeks differ by chance cannot be told."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; shares between 0 and 1, or their differences."""

    low: float
    high: float


def difference(hits: int, n: int, hits_before: int, n_before: int) -> Interval | None:
    """The interval of the change of a share between two samples (R. G. Newcombe 1998, method 10).

    Between -1 and 1; none where either sample is empty.
    """
    now, before = wilson(hits, n), wilson(hits_before, n_before)
    if now is None or before is None:
        return None
    share, share_before = hits / n, hits_before / n_before
    change = share - share_before
    return Interval(
        change - hypot(share - now.low, before.high - share_before),
        change + hypot(now.high - share, share_before - before.low),
    )


def wilson(hits: int, n: int, z: float = Z95) -> Interval | None:
    """Wilson's score interval for `hits` of `n` (E. B. Wilson 1927); none for an empty sample."""
    if not 0 <= hits <= n:
        raise ValueError("hits must be between 0 and n")
    if n == 0:
        return None
    share, square = hits / n, z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Interval(0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half)


def student(freedom: int) -> float:
    """Student's quantile of a two-sided 95 % interval, with at least 7 degrees of freedom.

    The expansion of R. A. Fisher and E. A. Cornish (1960); right to 0.001 from 7 on.
    """
    if freedom < 7:
        raise ValueError("with so few degrees of freedom the expansion is not good enough")
    z = Z95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, start=1))
