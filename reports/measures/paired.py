"""Weeks held against the same weeks a year before: a change with its interval. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

from reports.intervals import FEWEST_WEEKS, student


@dataclass(frozen=True, slots=True)
class Change:
    """How many more in all weeks together; surely (95 %) between `low` and `high`."""

    now: int
    before: int
    low: float
    high: float

    @property
    def value(self) -> int:
        return self.now - self.before

    def meets(self, low: float, high: float) -> bool:
        """Whether the intervals have anything in common."""
        return self.low <= high and low <= self.high


def changed(pairs: Sequence[tuple[int, int]]) -> Change | None:
    """Of pairs of now and before, one a week; none with fewer than eight.

    Weeks differ by more than chance alone, so that the interval comes from how the differences of
    the weeks themselves vary (Student's), taking the weeks as independent of one another.
    """
    if len(pairs) < FEWEST_WEEKS:
        return None
    differences = [now - before for now, before in pairs]
    half = student(len(pairs) - 1) * stdev(differences) * sqrt(len(pairs))
    middle = mean(differences) * len(pairs)
    return Change(
        sum(now for now, _before in pairs),
        sum(before for _now, before in pairs),
        middle - half,
        middle + half,
    )
