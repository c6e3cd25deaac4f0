"""How many contacts or requests came by which channel, and each channel's share.

One SQL statement a figure: it adds up the counts by channel and by day, week or month of the desk's
zone, the period and the one it is compared with at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal

from reports import shares
from reports.choices import Figure, Grain
from reports.filters import Filters
from reports.measures.sums import spanning
from reports.periods import Bucket, Period, buckets
from reports.rollup.reading import Wish, add_up, fitting, total, within
from tickets.choices import Channel

BEFORE = "day BETWEEN %(since_before)s AND %(until_before)s"

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
    where, values = within(filters.scope)
    before = filters.before
    periods = (filters.period, before) if before else (filters.period,)
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date", "channel"),
        sums=(total("n", "day BETWEEN %(since)s AND %(until)s"), total("n", BEFORE)),
        where=where,
        values={
            **values,
            "grain": filters.grain.value,
            "since": filters.period.first,
            "until": filters.period.last,
            "since_before": before.first if before else None,
            "until_before": before.last if before else None,
        },
        months=periods if filters.grain == Grain.MONTH else (),
        left_out=filters.scope.left_out,
    )
    rollup = fitting(filters.figure, filters.scope)
    yield from add_up(rollup, spanning(*periods), wish, zone=zone)
