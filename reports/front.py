"""The front page: how the shift goes, over the last four full weeks, in one look."""

from __future__ import annotations

from dataclasses import dataclass

from reports.answers import Shift, answer_shift
from reports.choices import Comparison, Figure, Grain
from reports.filters import Filters
from reports.forecast import TRAILING
from reports.happenings import happenings_of
from reports.measures.channel_mix import Mix, channel_mix
from reports.measures.first_reply import FirstReply, first_reply
from reports.measures.ratios import Ratio
from reports.measures.satisfaction import Satisfaction, satisfaction
from reports.measures.weeks import Weeks, last_full_weeks, weeks_of
from reports.models import Annotation
from reports.outlook import Outlook, outlook, wanted
from reports.periods import Period
from reports.report import Asked
from reports.subsets import Subset
from tickets.choices import Channel

SHOWN = 104
"""So many weeks of the past are drawn."""
LINES = (Channel.PHONE, Channel.CHAT)


@dataclass(frozen=True)
class Front:
    """Everything that the front page tells. `mix` is of the figure that was asked for."""

    asked: Asked
    mix: Mix
    shift: Shift
    weeks: Weeks
    outlook: Outlook
    first_reply: FirstReply
    satisfaction: Satisfaction
    happenings: tuple[Annotation, ...]

    @property
    def figure(self) -> Figure:
        return self.asked.filters.figure

    @property
    def period(self) -> Period:
        return self.asked.filters.period

    @property
    def subset(self) -> Subset:
        return self.asked.subset

    @property
    def covered(self) -> bool:
        """Whether the weeks compared with are all on record."""
        return self.shift.covers(self.asked.filters.before)

    def part(self, channel: str) -> Ratio:
        """The channel's part of what was counted in the last four full weeks."""
        return Ratio(self.mix.total.of(channel), self.mix.total.total)


def asked_front(asked: Asked) -> Asked:
    """The same of the last four full weeks, beside the four before, whatever period was asked."""
    filters = Filters(
        figure=asked.filters.figure,
        period=last_full_weeks(asked.today, TRAILING),
        grain=Grain.WEEK,
        comparison=Comparison.PREVIOUS,
        scope=asked.filters.scope,
    )
    return Asked(filters, asked.desk, asked.today)


def look_at(asked: Asked) -> Front:
    """`asked` says of which figure, team and topic; the days are the last four full weeks."""
    asked = asked_front(asked)
    filters, zone, today = asked.filters, asked.zone, asked.today
    weeks = weeks_of(LINES, filters.figure, filters.scope, zone=zone, today=today)
    shown = weeks[Channel.PHONE][-SHOWN:]
    drawn = Period(shown[0].start, shown[-1].days.last) if shown else None
    return Front(
        asked,
        channel_mix(filters, zone=zone),
        answer_shift(filters, zone=zone, today=today),
        weeks,
        outlook(weeks[Channel.PHONE], wanted(asked)),
        first_reply(filters, zone=zone),
        satisfaction(filters, zone=zone),
        tuple(happenings_of(drawn)),
    )
