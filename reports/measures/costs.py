"""The work of each channel in days of one rate, and week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from reports.choices import Figure
from reports.costing import Rate, Stretch, Work, stretches
from reports.measures.kept import without
from reports.models import CostRate
from reports.periods import Period
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import MIX
from tickets.choices import Channel

SUMS = ("n", "attended", "attention_s", "unmeasured")
Parts = list[tuple[Stretch, Work]]


def known_rates() -> list[Rate]:
    return [
        Rate(each.channel, each.from_day, each.per_hour, each.per_month)
        for each in CostRate.objects.all()
    ]


def past_days(asked: Asked) -> Period | None:
    """The days of the period up to today: later ones cost nothing yet."""
    period = asked.filters.period
    last = min(period.last, asked.today)
    return Period(period.first, last) if period.first <= last else None


def work_by_channel(asked: Asked, rates: Iterable[Rate], days: Period) -> Mapping[str, Parts]:
    """One statement for all channels; a channel without a rate in these days is left out."""
    known = list(rates)
    scope = asked.filters.scope
    kept, values = on_kept_days(scope)
    cut = {
        channel: [
            stretch
            for period in without(days, scope.left_out)
            for stretch in stretches(known, channel, period)
        ]
        for channel in Channel.values
    }
    starts = sorted({stretch.days.first for found in cut.values() for stretch in found})
    if not starts:
        return {}
    wish = Wish(
        by=("channel", "width_bucket(day, %(starts)s::date[])"),
        sums=[total(name) for name in SUMS],
        where=kept,
        values={**values, "starts": starts},
    )
    rows = add_up(MIX[Figure.CONTACTS], days, wish, zone=asked.zone)
    works = [(channel, starts[n - 1], Work(*sums)) for channel, n, *sums in rows if n]
    return {
        channel: [(stretch, _work(works, channel, stretch)) for stretch in found]
        for channel, found in cut.items()
        if found
    }


def _work(works: Iterable[tuple[str, date, Work]], channel: str, stretch: Stretch) -> Work:
    """All of the channel from whose start on the stretch lasts: no start lies across its ends."""
    days = stretch.days
    own = [
        each for name, start, each in works if name == channel and days.first <= start <= days.last
    ]
    return Work(*(sum(getattr(each, name) for each in own) for name in SUMS))


def attention_by_week(asked: Asked, days: Period) -> Mapping[str, list[tuple[int, int]]]:
    """By channel, a pair a week: seconds of measured attention, and of how many contacts."""
    kept, values = on_kept_days(asked.filters.scope)
    wish = Wish(
        by=("channel", "date_trunc('week', day)::date"),
        sums=[total("attention_s"), total("attended")],
        where=f"attended > 0 AND {kept}",
        values=values,
    )
    found: dict[str, list[tuple[int, int]]] = {}
    rows = add_up(MIX[Figure.CONTACTS], days, wish, zone=asked.zone)
    for channel, _week, seconds, n in rows:
        found.setdefault(channel, []).append((seconds, n))
    return found
