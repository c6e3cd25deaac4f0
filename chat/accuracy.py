"""How true the waits were that visitors were told: pure sums over what was told and what came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

ENOUGH = 30
"""Fewer waits say nothing of how true the estimates are."""
WANTED = 0.7
"""The share within the told range below which something is wrong with the estimates."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one visitor was told (`high_s` None: no end), how long they waited, and the hour."""

    expected_s: float
    low_s: float
    high_s: float | None
    waited_s: float
    hour: int = 0

    @property
    def is_inside(self) -> bool:
        return self.low_s <= self.waited_s and (self.high_s is None or self.waited_s <= self.high_s)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`bias_s` is told less waited: above 0 people waited less than they were told."""

    n: int
    inside: int
    bias_s: float | None
    error_s: float | None

    @property
    def late_s(self) -> float | None:
        """How much longer than told people waited."""
        return None if self.bias_s is None else -self.bias_s

    @property
    def is_enough(self) -> bool:
        return self.n >= ENOUGH

    @property
    def share(self) -> float | None:
        return self.inside / self.n if self.n else None

    @property
    def is_bad(self) -> bool:
        return self.is_enough and self.inside < WANTED * self.n


def accuracy(told: Iterable[Told]) -> Accuracy:
    told = list(told)
    if not told:
        return Accuracy(0, 0, None, None)
    errors = [one.expected_s - one.waited_s for one in told]
    inside = sum(one.is_inside for one in told)
    return Accuracy(len(told), inside, fmean(errors), fmean(map(abs, errors)))


def by_hour(told: Iterable[Told]) -> Mapping[int, Accuracy]:
    """The hours in which somebody came, in order."""
    hours = defaultdict[int, list[Told]](list)
    for one in told:
        hours[one.hour].append(one)
    return {hour: accuracy(of_hour) for hour, of_hour in sorted(hours.items())}
