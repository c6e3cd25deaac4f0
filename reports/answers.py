"""What a report answers: all of its figures, from which page, files, chart and API are made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo

from reports.choices import Figure
from reports.filters import Filters
from reports.measures.calls import Calls, calls
from reports.measures.channel_mix import Mix, channel_mix
from reports.measures.crossing import Crossing, find_crossing
from reports.measures.crossing_range import crossing_range
from reports.measures.displacement import Displacement, displacement
from reports.measures.first_reply import FirstReply, first_reply
from reports.measures.history import Month, history
from reports.measures.satisfaction import Satisfaction, satisfaction
from reports.periods import Period

QUIET = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shift:
    """How contacts moved from phone to chat since records began, on the day `began`."""

    began: date | None
    months: tuple[Month, ...]
    crossing: Crossing
    calls: Calls

    def covers(self, period: Period | None) -> bool:
        """Whether records reach back to the start of the period, but for some quiet days."""
        return period is None or self.began is None or self.began - period.first <= QUIET


@dataclass(frozen=True, slots=True)
class ChannelMixAnswer:
    """`mix` is the figure that was asked for, `other` the other of the two."""

    filters: Filters
    mix: Mix
    other: Mix
    shift: Shift
    displacement: Displacement


@dataclass(frozen=True, slots=True)
class FrontAnswer:
    filters: Filters
    contacts: Mix
    requests: Mix
    shift: Shift
    first_reply: FirstReply
    satisfaction: Satisfaction


def answer_shift(filters: Filters, *, zone: tzinfo, today: date) -> Shift:
    """Of the team and topic of the filters, over all time."""
    record = history(filters.scope, zone=zone, today=today)
    return Shift(
        record.began.astimezone(zone).date() if record.began else None,
        record.months,
        replace(find_crossing(record.months), likely=crossing_range(record.months)),
        calls(filters.scope, began=record.began, zone=zone, today=today),
    )


def answer_channel_mix(filters: Filters, *, zone: tzinfo, today: date) -> ChannelMixAnswer:
    return ChannelMixAnswer(
        filters,
        channel_mix(filters, zone=zone),
        channel_mix(filters.counting(other_figure(filters.figure)), zone=zone),
        answer_shift(filters, zone=zone, today=today),
        displacement(filters, zone=zone),
    )


def answer_front(filters: Filters, *, zone: tzinfo, today: date) -> FrontAnswer:
    return FrontAnswer(
        filters,
        channel_mix(filters.counting(Figure.CONTACTS), zone=zone),
        channel_mix(filters.counting(Figure.REQUESTS), zone=zone),
        answer_shift(filters, zone=zone, today=today),
        first_reply(filters, zone=zone),
        satisfaction(filters, zone=zone),
    )


def other_figure(figure: Figure) -> Figure:
    return Figure.REQUESTS if figure == Figure.CONTACTS else Figure.CONTACTS
