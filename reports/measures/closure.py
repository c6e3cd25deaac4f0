"""Did calls and e-mails fall as much as chats would have replaced them? Against a year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from reports.choices import Figure
from reports.filters import Filters, Scope
from reports.intervals import FEWEST_WEEKS, Interval
from reports.measures.paired import Change, changed
from reports.measures.sums import spanning
from reports.measures.weeks import first_day
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, fitting, total, within
from tickets.choices import DISPLACED, Channel

WEEK = timedelta(days=7)
YEAR = 52 * WEEK
"""A year of whole weeks: weekdays and seasons stand beside their like."""
Weeks = Mapping[tuple[date, str], int]
"""How many in the week of a Monday, by channel."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    "chats": (Channel.CHAT,),
    "calls-and-mails": tuple(each.value for each in DISPLACED),
    "all": tuple(Channel.values),
}
"""What is held against the year before; answers are named like the channels they stand for."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Whole weeks of the period, the same weeks a year before, and how each group changed."""

    now: Period
    before: Period
    changes: Mapping[str, Change]

    def expected(self, share: Interval) -> tuple[float, float]:
        """How much calls and e-mails should have changed: none of it where chats did not grow."""
        more = self.changes["chats"].value
        ends = (-more * share.low, -more * share.high)
        return min(ends), max(ends)


def closure(filters: Filters, *, zone: tzinfo, today: date) -> Closure | None:
    """None where fewer than eight whole weeks have the same weeks a year before on record.

    Of all days: a week without some of its days would be held against a whole one.
    """
    now = _comparable(filters, zone=zone, today=today)
    if now is None:
        return None
    before = Period(now.first - YEAR, now.last - YEAR)
    weeks = _weeks(filters.scope.of_all_days, now, before, zone)
    changes = {name: changed(_pairs(weeks, now, group)) for name, group in GROUPS.items()}
    return Closure(now, before, {name: change for name, change in changes.items() if change})


def _comparable(filters: Filters, *, zone: tzinfo, today: date) -> Period | None:
    """The whole weeks of the period that are over and were on record a year before, too."""
    began = first_day(Figure.CONTACTS, filters.scope, zone)
    if began is None:
        return None
    first = max(_monday_from(filters.period.first), _monday_from(began) + YEAR)
    end = min(filters.period.last + timedelta(days=1), today)
    last = end - timedelta(days=end.weekday() + 1)
    return Period(first, last) if (last - first).days + 1 >= FEWEST_WEEKS * 7 else None


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _weeks(scope: Scope, now: Period, before: Period, zone: tzinfo) -> Weeks:
    where, values = within(scope)
    inside = (
        "(day BETWEEN %(now_first)s AND %(now_last)s"
        " OR day BETWEEN %(before_first)s AND %(before_last)s)"
    )
    wish = Wish(
        by=("date_trunc('week', day)::date", "channel"),
        sums=(total("n"),),
        where=f"{inside} AND {where}",
        values={
            **values,
            "now_first": now.first,
            "now_last": now.last,
            "before_first": before.first,
            "before_last": before.last,
        },
    )
    rows = add_up(fitting(Figure.CONTACTS, scope), spanning(now, before), wish, zone=zone)
    return {(monday, channel): n for monday, channel, n in rows}


def _pairs(weeks: Weeks, now: Period, group: tuple[str, ...]) -> list[tuple[int, int]]:
    mondays = [now.first + n * WEEK for n in range(now.days // 7)]
    return [(_of(weeks, monday, group), _of(weeks, monday - YEAR, group)) for monday in mondays]


def _of(weeks: Weeks, monday: date, group: tuple[str, ...]) -> int:
    return sum(weeks.get((monday, channel), 0) for channel in group)
