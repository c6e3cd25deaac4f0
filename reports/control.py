"""Did a weekly share change, or does it only wobble? Pure.

Limits are those of Laney's p' chart (D. B. Laney 2002): shares of weeks differ by more than chance,
so that the spread within the baseline widens them; never to less than chance alone. Small lasting
changes are found by a two-sided CUSUM (E. S. Page 1954) of the same standardized shares. After a
possible change a new baseline begins with the week in which it seems to have begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import fmean

BASELINE = 26
"""Weeks that say what is usual."""
SLACK = 0.5
"""k: half of the change that is sought, in standard deviations."""
DECISION = 5.0
"""h: the sum at which a change is possible."""
LIMITS = 3.0
MOVING_RANGE = 1.128
"""What the difference of two neighbours is on average, in standard deviations (d2 of two)."""

Count = tuple[int, int]
"""So many of so many in a week; of nothing there is no share."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the share of 0 to 1, and how much wider weeks spread than by chance."""

    share: float
    spread: float

    def deviation(self, whole: int) -> float:
        return self.spread * sqrt(self.share * (1 - self.share) / whole)

    def limits(self, whole: int) -> tuple[float, float]:
        """Between which nearly all weeks of so many contacts lie while nothing changes."""
        away = LIMITS * self.deviation(whole)
        return max(0.0, self.share - away), min(1.0, self.share + away)

    def distance(self, count: Count) -> float:
        """How many deviations the week is away; 0 for a week without anybody."""
        part, whole = count
        deviation = self.deviation(whole) if whole else 0.0
        return (part / whole - self.share) / deviation if deviation else 0.0


def usual(counts: Sequence[Count]) -> Usual:
    """Of the weeks of a baseline; without anybody at all, nothing is usual: a share of 0."""
    known = [(part, whole) for part, whole in counts if whole]
    every = sum(whole for _part, whole in known)
    plain = Usual(sum(part for part, _whole in known) / every if every else 0.0, 1.0)
    distances = [plain.distance(count) for count in known]
    ranges = [abs(now - before) for before, now in pairwise(distances)]
    spread = fmean(ranges) / MOVING_RANGE if ranges else 1.0
    return Usual(plain.share, max(1.0, spread))


@dataclass(frozen=True, slots=True)
class Watched:
    """A week: what was usual then, and how far the sums for a rise and for a fall have come."""

    count: Count
    usual: Usual
    rise: float = 0.0
    fall: float = 0.0

    @property
    def is_outside(self) -> bool:
        part, whole = self.count
        if not whole:
            return False
        low, high = self.usual.limits(whole)
        return not low <= part / whole <= high


@dataclass(frozen=True, slots=True)
class Change:
    """A possible change: it seems to have begun in week `start`, and was found in week `found`.

    Both are places in the sequence of weeks. The share was `before`; `after` is that of the weeks
    from `start` to `found`.
    """

    start: int
    found: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Watch:
    weeks: tuple[Watched, ...]
    changes: tuple[Change, ...]


def watch(counts: Sequence[Count]) -> Watch | None:
    """None with less than 26 weeks: of fewer nobody can say what is usual."""
    if len(counts) < BASELINE:
        return None
    weeks: list[Watched] = []
    changes: list[Change] = []
    start = 0
    while start < len(counts):
        change = _watch_from(counts, start, weeks)
        if change is None:
            break
        changes.append(change)
        del weeks[change.start :]
        start = change.start
    return Watch(tuple(weeks), tuple(changes))


def _watch_from(counts: Sequence[Count], start: int, weeks: list[Watched]) -> Change | None:
    """Appends the weeks from `start` on; stops at the first possible change and returns it."""
    baseline = counts[start : start + BASELINE]
    what = usual(baseline)
    weeks += [Watched(count, what) for count in baseline]
    rise = fall = 0.0
    rise_start = fall_start = start + BASELINE
    for place in range(start + BASELINE, len(counts)):
        # One odd week is an odd week, no lasting change: it counts as three deviations at most.
        distance = min(LIMITS, max(-LIMITS, what.distance(counts[place])))
        rise, fall = max(0.0, rise + distance - SLACK), max(0.0, fall - distance - SLACK)
        weeks.append(Watched(counts[place], what, rise, fall))
        if max(rise, fall) > DECISION:
            begun = rise_start if rise > fall else fall_start
            return Change(begun, place, what.share, _share(counts[begun : place + 1]))
        rise_start = rise_start if rise else place + 1
        fall_start = fall_start if fall else place + 1
    return None


def _share(counts: Sequence[Count]) -> float:
    whole = sum(each for _part, each in counts)
    return sum(part for part, _whole in counts) / whole if whole else 0.0
