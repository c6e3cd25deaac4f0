"""How sure a share is that was measured on a sample. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both between 0 and 1."""

    low: float
    high: float


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
