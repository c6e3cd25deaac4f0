"""How long until something happens, when for some it has not happened yet. Pure.

The life-table form of the estimator of Kaplan and Meier (1958), for times known to lie between two
edges: what is still open counts as half at risk in the stretch in which it was last seen open
(Cutler and Ederer 1958). Leaving the open ones out would make slow work look fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cohort:
    """`done` counts by the edge that the time did not pass, `later` those past all edges; `open`
    are the times, in the same unit, that something has been open for, and how many.
    """

    done: Mapping[int, int]
    later: int = 0
    open: Sequence[tuple[float, int]] = ()

    @property
    def n(self) -> int:
        return sum(self.done.values()) + self.later + sum(n for _time, n in self.open)


def still_open(cohort: Cohort, edges: Iterable[int]) -> list[tuple[int, float]]:
    """For each edge the share that lasts longer, between 0 and 1; as far as anything was seen."""
    share, low = 1.0, 0.0
    at_risk = float(cohort.n - sum(n for time, n in cohort.open if time <= 0))
    found: list[tuple[int, float]] = []
    for high in edges:
        done = cohort.done.get(high, 0)
        left = sum(n for time, n in cohort.open if low < time <= high)
        risk = at_risk - left / 2
        if risk <= 0:
            break
        share *= 1 - min(1.0, done / risk)
        found.append((high, share))
        at_risk, low = at_risk - done - left, float(high)
    return found


ROUNDING = 1e-9
"""What shares that are multiplied may be off by: an edge that is reached must count as reached."""


def time_for(part: float, curve: Sequence[tuple[int, float]]) -> float | None:
    """The time within which this part is done, between edges in proportion; none if never."""
    before, share_before = 0.0, 1.0
    for edge, share in curve:
        if share <= 1 - part + ROUNDING:
            fall = share_before - share
            way = min(1.0, (share_before - (1 - part)) / fall) if fall > 0 else 0.0
            return min(before + way * (edge - before), float(edge))
        before, share_before = float(edge), share
    return None
