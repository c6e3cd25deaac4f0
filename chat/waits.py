"""How long whoever stands in the queue will wait: pure rules.

A queue in which people lose patience: behind the free places, somebody moves up whenever a chat
ends (rate mu) or one of those before them leaves (rate theta each), so whoever is the k-th without
a place waits the sum of 1 / (mu + (j + 1) theta) for j = 0 ... k - 1 on the average: the estimator
by queue length with abandonment (Ibrahim and Whitt, Manufacturing & Service Operations Management
2009). What comes after a place is free - the offer, the first words - is taken from recent chats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, linear_regression, quantiles

USUAL_SERVICE_S = 480.0
"""How long an agent is with a chat, where nothing is known."""
ENOUGH = 30
"""So many chats are needed before the length is read from the number of chats at once."""
PATIENCE_S = 300.0
"""How long people wait before they give up, where nothing is known: it counts as one who left."""
STEPS_S = (0, 60, 180, 300)
"""Waits are told in these steps; beyond the last no end is told."""
TENTH = 1.2816
"""The standard normal deviate below which nine of ten lie."""


@dataclass(frozen=True, slots=True)
class Served:
    """One agent's time in one chat, and how many chats the agent had at once."""

    seconds: float
    at_once: float


@dataclass(frozen=True, slots=True)
class Answers:
    """Seconds from a free place to the first words: exceeded by nine, five and one of ten."""

    soon: float
    usual: float
    late: float


@dataclass(frozen=True, slots=True)
class Experience:
    """What recent chats teach. `answers` is None where there are none."""

    served: tuple[Served, ...] = ()
    answers: Answers | None = None
    waited_s: float = 0.0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """The expected wait, and between what eight of ten will lie, all in seconds."""

    expected_s: float
    soonest_s: float
    latest_s: float

    @property
    def told(self) -> tuple[int, int | None]:
        """The range in steps: at least, and at most; no end beyond the last step."""
        low = max(step for step in STEPS_S if step <= self.soonest_s)
        return low, next((step for step in STEPS_S[1:] if step >= self.latest_s), None)


def answers(seconds: Sequence[float]) -> Answers | None:
    """What recent times from a free place to the first words say of the next."""
    if len(seconds) < 2:
        return Answers(seconds[0], seconds[0], seconds[0]) if seconds else None
    tenths = quantiles(seconds, n=10, method="inclusive")
    return Answers(tenths[0], tenths[4], tenths[8])


def service_s(served: Sequence[Served], *, at_once: float) -> float:
    """How long an agent with so many chats at once is with each; more chats never make it shorter.

    A straight line through recent chats where they are many and differ, else their mean.
    """
    if not served:
        return USUAL_SERVICE_S
    mean = max(1.0, fmean(one.seconds for one in served))
    loads = [one.at_once for one in served]
    if len(served) < ENOUGH or max(loads) - min(loads) < 1:
        return mean
    slope, intercept = linear_regression(loads, [one.seconds for one in served])
    return max(mean, intercept + slope * min(at_once, max(loads))) if slope > 0 else mean


def leaving_rate(experience: Experience) -> float:
    """How many of the waiting leave in a second, each: those who left by all time waited."""
    return (experience.left + 1) / (experience.waited_s + PATIENCE_S)


def estimate(
    position: int, *, free: int, places: Sequence[int], experience: Experience, promise_s: float
) -> Estimate:
    """The wait until the first words of whoever is at this place of the queue (first is 1).

    `free`: places that are free now; `places`: how many chats each present agent takes.
    """
    known = experience.answers or Answers(promise_s, promise_s, promise_s)
    behind = max(0, position - free)
    if not behind:
        return Estimate(known.usual, known.soon, known.late)
    mu = sum(count / service_s(experience.served, at_once=count) for count in places if count)
    theta = leaving_rate(experience)
    steps = [1 / (mu + (ahead + 1) * theta) for ahead in range(behind)]
    mean, spread = sum(steps), sum(step * step for step in steps)
    low, high = _tenths(mean, spread)
    return Estimate(mean + known.usual, low + known.soon, high + known.late)


def _tenths(mean: float, variance: float) -> tuple[float, float]:
    """Below which one and nine of ten lie, of a sum of exponential times.

    Wilson and Hilferty's approximation of a gamma distribution of this mean and variance.
    """
    shape = mean * mean / variance
    middle, width = 1 - 1 / (9 * shape), TENTH / (3 * shape**0.5)
    return mean * max(0.0, middle - width) ** 3, mean * (middle + width) ** 3
