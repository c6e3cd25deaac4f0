"""Why a count or a share moved: demand times share, and within groups times mix of groups. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True)
class Demand:
    """The change of a part as two factors: of the whole, and of its share of the whole.

    ln(P1/P0) = ln(N1/N0) + ln(s1/s0): the two add up exactly in logarithms. In percent.
    """

    change: float
    by_whole: float
    by_share: float


def demand(part0: int, whole0: int, part1: int, whole1: int) -> Demand | None:
    """None where a count is 0: nothing can be told of a change from or to nothing."""
    if not (part0 and part1 and whole0 and whole1):
        return None
    by_whole = log(whole1 / whole0)
    by_share = log((part1 / whole1) / (part0 / whole0))
    return Demand(*(100 * (exp(each) - 1) for each in (by_whole + by_share, by_whole, by_share)))


@dataclass(frozen=True, slots=True)
class Group:
    """How much of a part the group has, before and now: counts of the part and of the whole."""

    name: str
    part0: int
    whole0: int
    part1: int
    whole1: int
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Moved:
    """A group's contribution to the change of the share over all groups, in percentage points."""

    group: Group
    within: float
    mix: float


@dataclass(frozen=True, slots=True)
class Split:
    """The change of a share over all groups (E. M. Kitagawa 1955), in percentage points.

    `within` is what changed inside the groups, `mix` what came from some groups growing more than
    others; the two add up to the change.
    """

    groups: tuple[Moved, ...]

    @property
    def within(self) -> float:
        return sum(moved.within for moved in self.groups)

    @property
    def mix(self) -> float:
        return sum(moved.mix for moved in self.groups)

    @property
    def change(self) -> float:
        return self.within + self.mix

    @property
    def tells_the_opposite(self) -> bool:
        """Whether the groups by themselves moved the other way than all of them together."""
        return self.within * self.change < 0


def split(groups: Iterable[Group]) -> Split | None:
    """None where a period has nothing at all. A group absent in one period is all mix."""
    every = list(groups)
    whole0, whole1 = (sum(getattr(g, name) for g in every) for name in ("whole0", "whole1"))
    if not whole0 or not whole1:
        return None
    return Split(tuple(_moved(group, whole0, whole1) for group in every))


def _moved(group: Group, whole0: int, whole1: int) -> Moved:
    weight0, weight1 = group.whole0 / whole0, group.whole1 / whole1
    share0 = group.part0 / group.whole0 if group.whole0 else None
    share1 = group.part1 / group.whole1 if group.whole1 else None
    before = share0 if share0 is not None else share1 or 0.0
    now = share1 if share1 is not None else before
    within = 100 * (now - before) * (weight0 + weight1) / 2
    mix = 100 * (weight1 - weight0) * (before + now) / 2
    return Moved(group, within, mix)
