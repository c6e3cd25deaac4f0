"""So many of so many: what shares, intervals and trends of yes-or-no facts are made of. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports import shares
from reports.intervals import Interval, difference, wilson


@dataclass(frozen=True, slots=True)
class Ratio:
    """`hits` of `n`."""

    hits: int
    n: int

    @property
    def share(self) -> Decimal | None:
        """In percent; none of nothing."""
        return shares.percent(self.hits, self.n)

    @property
    def interval(self) -> Interval | None:
        """The Wilson interval of 95 %."""
        return wilson(self.hits, self.n)

    def points(self, before: Ratio) -> Decimal | None:
        """The change in percentage points."""
        return shares.points(self.hits, self.n, before.hits, before.n)

    def rose(self, before: Ratio) -> bool | None:
        """Whether the share rose; None where the samples are too small to tell."""
        change = difference(self.hits, self.n, before.hits, before.n)
        if change is None or change.low <= 0 <= change.high:
            return None
        return change.low > 0
