"""All months since records began: what trends, the crossing and the story are read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from reports import shares
from reports.choices import Figure
from reports.filters import Scope
from reports.measures.beginning import beginning
from reports.periods import Period, first_of_month
from reports.rollup.reading import Wish, add_up, fitting, total, within


@dataclass(frozen=True, slots=True)
class Month:
    """The contacts of one calendar month by channel."""

    start: date
    by_channel: Mapping[str, int]

    def of(self, channel: str) -> int:
        return self.by_channel.get(channel, 0)

    def share(self, channel: str) -> Decimal | None:
        return shares.percent(self.of(channel), sum(self.by_channel.values()))


@dataclass(frozen=True, slots=True)
class History:
    """The whole months from the first contact on, empty ones too, without the running month.

    `began` is the moment of the very first contact, also where no month is whole yet.
    """

    months: tuple[Month, ...]
    began: datetime | None


def history(scope: Scope, *, zone: tzinfo, today: date) -> History:
    """When records began, and in one statement the sums of all months since."""
    began = beginning(Figure.CONTACTS, scope, zone=zone)
    if began is None or began.astimezone(zone).date() > today:
        return History((), began)
    since = Period(began.astimezone(zone).date(), today)
    where, values = within(scope)
    wish = Wish(
        by=("date_trunc('month', day)::date", "channel"),
        sums=(total("n"),),
        where=where,
        values=values,
        months=(since,),
        left_out=scope.left_out,
    )
    rows = add_up(fitting(Figure.CONTACTS, scope), since, wish, zone=zone)
    return History(whole_months(rows, today), began)


def whole_months(counted: Iterable[tuple[Any, ...]], today: date) -> tuple[Month, ...]:
    """Counts of months and channels as months without gaps, up to the one before today's; pure."""
    months: dict[date, dict[str, int]] = {}
    for start, channel, count in counted:
        months.setdefault(start, {})[channel] = count
    every = []
    start = min(months, default=today)
    while start < first_of_month(today):
        every.append(Month(start, months.get(start, {})))
        start = first_of_month(start, 1)
    return tuple(every)
