"""What the bench measured, made fit to be compared: medians, percentiles, ratios, goals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of them does not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def median_ratio(ours: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of figures that were taken one right after the other."""
    return median(mine / other for mine, other in zip(ours, others, strict=True))


def spread(values: Sequence[float], digits: int = 0) -> str:
    """The median, and in brackets the least and the greatest."""
    middle, least, most = (
        f"{value:,.{digits}f}" for value in (median(values), min(values), max(values))
    )
    return f"{middle} ({least} to {most})"


@dataclass(frozen=True)
class Goal:
    """A limit that a figure is held against."""

    limit: float
    unit: str
    better: Literal["more", "less"]

    def met(self, figure: float) -> bool:
        return figure >= self.limit if self.better == "more" else figure <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.better == 'more' else '≤'} {self.limit:g}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One line of the table. `judged` is the number that the goal is held against."""

    what: str
    figure: str
    beside: str = "–"
    goal: Goal | None = None
    judged: float | None = None

    @property
    def verdict(self) -> str:
        if self.goal is None or self.judged is None:
            return "–"
        return "met" if self.goal.met(self.judged) else "**missed**"

    def __str__(self) -> str:
        goal = str(self.goal) if self.goal else "–"
        return f"| {self.what} | {self.figure} | {self.beside} | {goal} | {self.verdict} |"
