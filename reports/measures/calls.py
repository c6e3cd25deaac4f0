"""Whether people call less than when records began: the last 52 weeks against the first 52.

Whole weeks hold the same weekdays, and a year of them the same seasons; today, which is not over,
counts in neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from reports import shares
from reports.filters import Scope
from reports.measures.sums import sums
from reports.periods import Period
from tickets.choices import Channel

YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Calls:
    """Phone contacts of the two years. `weeks` is how many whole weeks are on record.

    Below 104 weeks there is nothing to compare: `first` and `last` are None.
    """

    weeks: int
    first: Period | None = None
    last: Period | None = None
    first_count: int = 0
    last_count: int = 0

    @property
    def growth(self) -> Decimal | None:
        """In percent; negative when people call less."""
        return shares.growth(self.last_count, self.first_count) if self.first else None


def compared_years(began: date, today: date) -> tuple[Period, Period] | None:
    """The first and the last 52 weeks on record, if they do not overlap; pure."""
    first = Period(began, began + YEAR - timedelta(days=1))
    last = Period(today - YEAR, today - timedelta(days=1))
    return (first, last) if first.last < last.first else None


def calls(scope: Scope, *, began: datetime | None, zone: tzinfo, today: date) -> Calls:
    """`began` is the first contact on record of any channel, as `history` tells it."""
    if began is None:
        return Calls(weeks=0)
    first_day = began.astimezone(zone).date()
    weeks = max((today - first_day).days, 0) // 7
    years = compared_years(first_day, today)
    if years is None:
        return Calls(weeks)
    (first,), (last,) = sums(("n",), scope, *years, zone=zone, channel=Channel.PHONE)
    return Calls(weeks, *years, first, last)
