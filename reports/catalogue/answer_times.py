"""Do we answer chats in time? Against all chats that were answered or ended, not those answered."""

from __future__ import annotations

import math
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports import definitions, words
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_row import ByRow, Sums, rows_of, sums_by_row
from reports.measures.ratios import Ratio
from reports.measures.waits import Spread, together, waits_by_row
from reports.report import Answer, Asked, Picture, Report
from reports.rollup.tables import EDGES
from reports.subsets import Subset
from tickets.choices import Channel

WAIT = Definition(
    "wait_quantile",
    2,
    gettext_lazy("Median and ninth decile of the wait"),
    gettext_lazy(
        "Of chats that were answered, the seconds from the opening to the agent's first message"
        " below which half, or nine tenths, of them lie; about, since waits are kept in steps."
        " Longer than an hour is shown as more than 1 h. Not told of a single topic."
    ),
)
SUMS = ("decided", "within_10", "within_60", "answered")


def answer(asked: Asked) -> Answer:
    found = sums_by_row(asked, SUMS, channel=Channel.CHAT)
    sentence = _sentence(found.whole)
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    lines = _lines(found)
    return Answer(
        sentences=(sentence,),
        grids=(_grid(rows_of(asked, found, _values, _drills)), *_spread(asked, found)),
        pictures=(
            Picture("replies", sentence, spec=lambda look: share_chart(labels, lines, look)),
        ),
        notes=_notes(asked),
        headline=Ratio(found.whole[1], found.whole[0]).share,
    )


def _notes(asked: Asked) -> tuple[str, ...]:
    if not asked.filters.scope.topic:
        return ()
    return (_("How long they waited is told for all topics together: choose all topics."),)


def _values(sums: Sums) -> tuple[Value, ...]:
    decided, in_10, in_60, answered = sums
    quick, soon = Ratio(in_10, decided), Ratio(in_60, decided)
    return (
        decided,
        answered,
        in_10,
        quick.share,
        quick.interval,
        in_60,
        soon.share,
    )


def _drills(contacts: Subset) -> dict[str, Subset]:
    chats = contacts.having(channel=Channel.CHAT.value)
    whats = ("decided", "answered", "within-10", "within-60")
    return {what: chats.having(what=what) for what in whats}


def _grid(rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("decided", _("Chats answered or ended")),
        Column("answered", pgettext("how many", "Answered")),
        Column("within-10", _("In 10 seconds")),
        Column("share-10", _("In 10 seconds, share"), Kind.SHARE),
        Column("interval-10", _("95 percent interval"), Kind.INTERVAL),
        Column("within-60", _("In 60 seconds")),
        Column("share-60", _("In 60 seconds, share"), Kind.SHARE),
    )
    return Grid("replies", _("First replies to chats"), columns, rows)


def _spread(asked: Asked, found: ByRow) -> tuple[Grid, ...]:
    """Not of one topic: waits are counted by team only."""
    if asked.filters.scope.topic:
        return ()
    waits = waits_by_row(asked, Channel.CHAT)
    rows = [
        Row((words.bucket(bucket), *_quantiles(waits.get(bucket.start, Spread({})))))
        for bucket, _sums in found.rows
    ]
    whole = Row((_("Whole period"), *_quantiles(together(waits))), is_total=True)
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("median", _("Median wait, about"), Kind.SECONDS),
        Column("decile", _("Ninth decile, about"), Kind.SECONDS),
    )
    return (Grid("waits", _("How long answered chats waited"), columns, (*rows, whole)),)


def _quantiles(spread: Spread) -> tuple[Value, ...]:
    return tuple(_length(spread.quantile(share)) for share in (0.5, 0.9))


def _length(seconds: float | None) -> Value:
    if seconds is None:
        return None
    if math.isinf(seconds):
        return _("more than %(length)s") % {"length": words.length(EDGES[-1])}
    return round(seconds)


def _lines(found: ByRow) -> list[ShareLine]:
    def shares(place: int) -> tuple[Decimal | None, ...]:
        return tuple(Ratio(sums[place], sums[0]).share for _bucket, sums in found.rows)

    return [
        ShareLine(_("In 60 seconds"), Channel.EMAIL, shares(2)),
        ShareLine(_("In 10 seconds"), Channel.CHAT, shares(1)),
    ]


def _sentence(sums: Sums) -> str:
    decided, in_10, in_60, _answered = sums
    if not decided:
        return _("There was no chat to answer in this period.")
    return _(
        "%(quick)s of %(n)s chats were answered within 10 seconds, %(soon)s within 60 seconds."
    ) % {
        "n": words.count(decided),
        "quick": words.percent(Ratio(in_10, decided).share),
        "soon": words.percent(Ratio(in_60, decided).share),
    }


REPORT = Report(
    number=9,
    slug="answer-times",
    title=gettext_lazy("Answer times"),
    question=gettext_lazy("Do we answer chats in time?"),
    definitions=(definitions.FIRST_REPLY, WAIT, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
    headline=gettext_lazy("Chats answered within 10 seconds"),
)
