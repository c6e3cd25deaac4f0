"""What people marked on the calendar: which days it was, and which of them may be left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from reports.models import Annotation
from reports.periods import DAY, Period


def happenings_of(*periods: Period | None) -> list[Annotation]:
    """Those that touch one of the periods, in the order of time."""
    known = [period for period in periods if period]
    if not known:
        return []
    found = Annotation.objects.filter(
        first_day__lte=max(period.last for period in known),
        last_day__gte=min(period.first for period in known),
    ).order_by("first_day", "pk")
    return [each for each in found if any(touches(days_of(each), period) for period in known)]


def marked_days() -> tuple[Period, ...]:
    """All days that may be left out, as stretches that neither touch nor overlap."""
    marked = Annotation.objects.filter(may_be_left_out=True)
    return merged(days_of(each) for each in marked)


def days_of(annotation: Annotation) -> Period:
    return Period(annotation.first_day, annotation.last_day)


def touches(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def merged(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The same days in as few stretches as there can be, in order; pure."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda each: each.first):
        if found and period.first <= found[-1].last + DAY:
            found[-1] = Period(found[-1].first, max(found[-1].last, period.last))
        else:
            found.append(period)
    return tuple(found)


def each_day(periods: Iterable[Period]) -> list[date]:
    return [period.first + n * DAY for period in periods for n in range(period.days)]
