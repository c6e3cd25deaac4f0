"""Which whole months may stand for their days, and which days are left. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.choices import Grain
from reports.periods import DAY, Period, buckets, first_of_month, whole


@dataclass(frozen=True, slots=True)
class Cut:
    """The days of some periods: `months` by their first days, and the `spans` between them."""

    months: list[date]
    spans: list[Period]


def cut(periods: Sequence[Period], cut_up: Collection[Period] = ()) -> Cut:
    """Months that lie in no period by half, and hold nothing of `cut_up`, may be taken whole."""
    months: list[date] = []
    spans: list[Period] = []
    for start in _months(periods):
        month = whole(start, Grain.MONTH)
        parts = [period.overlap(month) for period in periods if _touch(period, month)]
        if all(part == month for part in parts) and not any(
            _touch(period, month) for period in cut_up
        ):
            months.append(start)
        else:
            spans += _united(parts)
    return Cut(months, _united(spans))


def _months(periods: Sequence[Period]) -> Iterator[date]:
    """Each once, in order."""
    starts = {
        bucket.start
        for period in periods
        for bucket in buckets(Period(first_of_month(period.first), period.last), Grain.MONTH)
    }
    yield from sorted(starts)


def _touch(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _united(periods: Sequence[Period]) -> list[Period]:
    """The same days in order, without overlap."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.first):
        if found and period.first <= found[-1].last + DAY:
            found[-1] = Period(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return found
