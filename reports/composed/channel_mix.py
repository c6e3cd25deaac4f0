"""The channel mix as a report: the shares of all channels, row by row, and instead of chat."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, sentences, words
from reports.answers import answer_channel_mix
from reports.charts.mix import mix_chart
from reports.composed.shift import channels, shift_sentences
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.channel_mix import Counts, Mix
from reports.measures.displacement import Arm
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Alternative, Channel


def answer(asked: Asked) -> Answer:
    found = answer_channel_mix(asked.filters, zone=asked.zone, today=asked.today)
    mix, survey = found.mix, found.displacement
    said = shift_sentences(mix, found.filters, found.shift)
    return Answer(
        sentences=(*said, sentences.displacement(survey)),
        grids=(channels(mix), _by_row(mix), channels(found.other), _survey(survey.all)),
        pictures=(_picture(mix, asked, said[0]),) if mix.total.total else (),
        headline=mix.total.share(Channel.PHONE),
    )


def _picture(mix: Mix, asked: Asked, alt: str) -> Picture:
    goal = asked.desk.phone_goal_percent
    return Picture(
        "mix",
        alt,
        spec=lambda look: mix_chart(mix, goal_percent=goal, look=look),
        caption=sentences.goal(mix, asked.desk),
    )


def _by_row(mix: Mix) -> Grid:
    """The shares alone: counts and shares of five channels would be too wide for paper."""
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        *(Column(c.value, str(c.label), Kind.SHARE, channel=c.value) for c in Channel),
        Column("total", str(mix.figure.label)),
    )
    rows = [
        Row(
            (words.bucket(row.bucket), *_shares(row)),
            is_provisional=not row.bucket.is_whole,
        )
        for row in mix.rows
        if row.bucket
    ]
    whole = Row((_("Whole period"), *_shares(mix.total)), is_total=True)
    return Grid("by-row", _("Share of each channel, row by row"), columns, (*rows, whole))


def _shares(counts: Counts) -> tuple[Value, ...]:
    return (*(counts.share(channel) for channel in Channel), counts.total)


def _survey(found: Arm) -> Grid:
    columns = (
        Column("answer", _("Answer"), Kind.TEXT),
        Column("n", _("Answers")),
        Column("share", _("Share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
    )
    ratios = [(str(each.label), found.of(each)) for each in Alternative]
    rows = [Row((name, ratio.hits, ratio.share, ratio.interval)) for name, ratio in ratios]
    both = found.displaced
    total = (_("By phone or e-mail"), both.hits, both.share, both.interval)
    title = _("Instead of chat: what visitors would have done")
    return Grid("instead", title, columns, (*rows, Row(total, is_total=True)))


REPORT = Report(
    number=2,
    slug="channel-mix",
    title=gettext_lazy("Channel mix"),
    question=gettext_lazy("Which channels do people use?"),
    definitions=definitions.CHANNEL_MIX,
    answer=answer,
    uses=frozenset({"of", "grain", "compare", "team", "topic", "without"}),
    headline=gettext_lazy("Phone’s share of what is counted"),
)
