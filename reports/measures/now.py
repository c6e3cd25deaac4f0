"""The desk at this moment, and today against what is usual: what the board on the wall shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import quantiles
from typing import Any

from django.utils import timezone

from chat.availability import Reason
from chat.desk import look
from chat.models import Chat
from chat.queue import midnight
from helpdesk.people.models import Desk
from reports.choices import Figure
from reports.measures.ratios import Ratio
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, total
from reports.rollup.tables import COUNTS, QUARTERS
from tickets.choices import Channel

WEEKS = 12
FEWEST = 6
"""With fewer weeks on record nothing is called usual."""


@dataclass(frozen=True, slots=True)
class Usual:
    """So many there were until this time of the day on eight of ten days like today."""

    low: Decimal
    high: Decimal

    def holds(self, n: int) -> bool:
        return self.low <= n <= self.high


@dataclass(frozen=True, slots=True)
class Today:
    """The contacts of a channel that began today; `usual` where enough weeks are on record."""

    channel: Channel
    n: int
    usual: Usual | None


@dataclass(frozen=True)
class Now:
    """`longest_since` is when who waits longest began to wait. No person is named."""

    at: datetime
    reason: Reason | None
    next_open_at: datetime | None
    waiting: int
    longest_since: datetime | None
    agents: int
    places: int
    free: int
    promise: Ratio
    today: tuple[Today, ...]

    @property
    def phone(self) -> Ratio:
        counts = {one.channel: one.n for one in self.today}
        return Ratio(counts[Channel.PHONE], sum(counts.values()))


def desk_now(desk: Desk) -> Now:
    moment = look()
    line = moment.line()
    kept = Chat.objects.promises_since(midnight(moment.at, desk))
    return Now(
        at=moment.at,
        reason=line.reason,
        next_open_at=line.next_open_at,
        waiting=len(moment.queue),
        longest_since=min((one.queued_at for one in moment.queue), default=None),
        agents=len(moment.loads),
        places=sum(load.capacity for load in moment.loads.values()),
        free=sum(load.free for load in moment.loads.values()),
        promise=Ratio(kept["kept"], kept["answered"]),
        today=tuple(contacts_today(moment.at, desk)),
    )


def contacts_today(at: datetime, desk: Desk) -> list[Today]:
    """By channel; those without any, today and before, too."""
    today = timezone.localdate(at, timezone=desk.zone)
    rows = add_up(
        COUNTS[Figure.CONTACTS],
        Period(today, today),
        Wish((total("n"),), by=("channel",)),
        zone=desk.zone,
    )
    counts: dict[str, int] = dict(rows)
    before = _days_before(at, today, desk)
    return [Today(each, counts.get(each, 0), usual(before.get(each, ()))) for each in Channel]


def usual(days: Any) -> Usual | None:
    """From the lowest to the highest tenth of these days, in whole contacts."""
    if len(days) < FEWEST:
        return None
    tenths = quantiles(days, n=10, method="inclusive")
    return Usual(*(Decimal(end).quantize(Decimal(1)) for end in (tenths[0], tenths[-1])))


def _days_before(at: datetime, today: date, desk: Desk) -> Mapping[str, list[float]]:
    """How many had come until this time of the day, on each like weekday on record.

    The running quarter of an hour counts as far as it has gone.
    """
    local = at.astimezone(desk.zone)
    slot, gone = divmod(local.hour * 3600 + local.minute * 60 + local.second, 900)
    days = [today - timedelta(weeks=weeks) for weeks in range(1, WEEKS + 1)]
    wish = Wish(
        (
            "sum(n) FILTER (WHERE slot < %(slot)s)",
            "sum(n) FILTER (WHERE slot = %(slot)s)",
        ),
        by=("day", "channel"),
        where="day = ANY(%(like)s::date[])",
        values={"slot": slot, "like": days},
    )
    found = add_up(QUARTERS, Period(days[-1], days[0]), wish, zone=desk.zone)
    counts: dict[tuple[date, str], float] = {
        (day, channel): float(before or 0) + float(here or 0) * gone / 900
        for day, channel, before, here in found
    }
    first = min((day for day, _channel in counts), default=today)
    on_record = [day for day in days if day >= first]
    return {each: [counts.get((day, each), 0.0) for day in on_record] for each in Channel.values}
