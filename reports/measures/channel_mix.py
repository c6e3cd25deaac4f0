"""How many contacts or requests came by which channel, and each channel's share.

One SQL statement a figure: it counts by channel and by local day, week or month in the desk's
zone, the period and the one it is compared with at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet, Value
from django.db.models.functions import Trunc

from reports import shares
from reports.choices import Figure
from reports.filters import Filters
from reports.periods import Bucket, Period, buckets
from tickets.choices import Channel
from tickets.models import Contact, Ticket

Cell = tuple[date, str, int, int]
"""A bucket's first day, a channel, how many in the period, how many in the one before."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many by channel in one stretch of time."""

    period: Period
    by_channel: Mapping[str, int]
    bucket: Bucket | None = None

    @property
    def total(self) -> int:
        return sum(self.by_channel.values())

    def of(self, channel: str) -> int:
        return self.by_channel.get(channel, 0)

    def share(self, channel: str) -> Decimal | None:
        """In percent; none where nothing was counted."""
        return shares.percent(self.of(channel), self.total)


@dataclass(frozen=True, slots=True)
class Mix:
    """A figure by rows, the whole period, and what it is compared with."""

    figure: Figure
    rows: tuple[Counts, ...]
    total: Counts
    before: Counts | None

    def points(self, channel: str) -> Decimal | None:
        """The change of the channel's share against the period before, in percentage points."""
        if self.before is None:
            return None
        now, before = self.total, self.before
        return shares.points(now.of(channel), now.total, before.of(channel), before.total)

    def growth(self, channel: str) -> Decimal | None:
        """The change of the channel's count against the period before, in percent."""
        return (
            shares.growth(self.total.of(channel), self.before.of(channel)) if self.before else None
        )


def source(figure: Figure) -> tuple[QuerySet[Any], str, str]:
    """The rows that a figure counts, which time dates them, which channel they count for."""
    if figure == Figure.CONTACTS:
        return Contact.objects.all(), "started_at", "channel"
    return Ticket.objects.all(), "created_at", "origin_channel"


def channel_mix(filters: Filters, *, zone: tzinfo) -> Mix:
    return assemble(filters, _cells(filters, zone))


def assemble(filters: Filters, cells: Iterable[Cell]) -> Mix:
    """The rows of the report out of what was counted; pure."""
    now: dict[date, dict[str, int]] = {}
    before: dict[str, int] = {}
    for start, channel, count, count_before in cells:
        if count:
            now.setdefault(start, {})[channel] = count
        if count_before:
            before[channel] = before.get(channel, 0) + count_before
    rows = tuple(
        Counts(bucket.period, now.get(bucket.start, {}), bucket)
        for bucket in buckets(filters.period, filters.grain)
    )
    return Mix(
        figure=filters.figure,
        rows=rows,
        total=Counts(filters.period, _sums(rows)),
        before=Counts(filters.before, before) if filters.before else None,
    )


def _sums(rows: Iterable[Counts]) -> dict[str, int]:
    sums = dict.fromkeys(Channel.values, 0)
    for row in rows:
        for channel, count in row.by_channel.items():
            sums[channel] += count
    return sums


def _cells(filters: Filters, zone: tzinfo) -> Iterator[Cell]:
    query, at, channel = source(filters.figure)
    now = during(filters.period, at, zone)
    before = during(filters.before, at, zone) if filters.before else None
    counted = (
        query.filter(now | before if before else now)
        .filter(filters.scope.condition)
        .annotate(start=Trunc(at, filters.grain, tzinfo=zone, output_field=DateField()))
        .values("start", channel)
        .annotate(
            now=Count("pk", filter=now), before=Count("pk", filter=before) if before else Value(0)
        )
        .order_by()
    )
    for cell in counted:
        yield cell["start"], cell[channel], cell["now"], cell["before"]


def during(period: Period, at: str, zone: tzinfo) -> Q:
    """The condition that the field `at` lies in the period."""
    start, end = period.instants(zone)
    return Q(**{f"{at}__gte": start, f"{at}__lt": end})
