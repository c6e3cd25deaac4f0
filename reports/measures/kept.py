"""The days of a period that the reader did not leave out."""

from __future__ import annotations

from reports.happenings import merged
from reports.periods import DAY, Period
from reports.report import Asked


def kept_days(asked: Asked) -> tuple[Period, ...]:
    """Those of the period asked for, in as few stretches as there can be."""
    return without(asked.filters.period, asked.filters.scope.left_out)


def without(period: Period, left_out: tuple[Period, ...]) -> tuple[Period, ...]:
    """The period with holes; pure."""
    found, first = [], period.first
    for out in merged(left_out):
        if first < out.first and first <= period.last:
            found.append(Period(first, min(out.first - DAY, period.last)))
        first = max(first, out.last + DAY)
    if first <= period.last:
        found.append(Period(first, period.last))
    return tuple(found)
