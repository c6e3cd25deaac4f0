"""Are people sent from one to another? Transfers, and those beyond the first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, words
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_group import names_of, sums_by
from reports.measures.by_row import Sums, rows_of, sums_by_row
from reports.measures.ratios import Ratio
from reports.report import Answer, Asked, Picture, Report
from reports.subsets import Subset
from tickets.choices import Channel

TRANSFER = Definition(
    "transfer",
    1,
    gettext_lazy("Transferred"),
    gettext_lazy(
        "Chats that were handed over at least once, to another agent or team, of all chats. Finding"
        " the first agent is no transfer, nor that a supervisor looks in."
    ),
)
BOUNCE = Definition(
    "bounce",
    1,
    gettext_lazy("Passed on more than once"),
    gettext_lazy(
        "Chats handed over a second time, or back to somebody who had them; of all chats."
    ),
)
SUMS = ("n", "transferred", "bounced")


def answer(asked: Asked) -> Answer:
    found = sums_by_row(asked, SUMS, channel=Channel.CHAT)
    sentence = _sentence(found.whole)
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    lines = [
        ShareLine(name, colour, tuple(Ratio(sums[i], sums[0]).share for _row, sums in found.rows))
        for i, name, colour in (
            (1, _("Transferred"), Channel.CHAT),
            (2, _("More than once"), Channel.PHONE),
        )
    ]
    return Answer(
        sentences=(sentence,),
        grids=(
            _grid("transfers", _("Period"), rows_of(asked, found, _values, _drills)),
            _by_team(asked),
        ),
        pictures=(
            Picture("transfers", sentence, spec=lambda look: share_chart(labels, lines, look)),
        ),
    )


def _values(sums: Sums) -> tuple[Value, ...]:
    chats, transferred, bounced = sums
    once, more = Ratio(transferred, chats), Ratio(bounced, chats)
    return (chats, transferred, once.share, once.interval, bounced, more.share)


def _drills(contacts: Subset) -> dict[str, Subset]:
    chats = contacts.having(channel=Channel.CHAT.value)
    return {"n": chats, **{name: chats.having(what=name) for name in ("transferred", "bounced")}}


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("n", _("Chats"), channel=Channel.CHAT),
        Column("transferred", _("Transferred")),
        Column("share", _("Transferred, share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("bounced", _("More than once")),
        Column("bounced_share", _("More than once, share"), Kind.SHARE),
    )
    return Grid(key, _("Transfers by %(what)s") % {"what": first.lower()}, columns, rows)


def _by_team(asked: Asked) -> Grid:
    period, of_chats = asked.filters.period, f"channel = '{Channel.CHAT.value}'"
    found = sums_by("team", asked, [(name, period, of_chats) for name in SUMS])
    names = names_of("team")
    rows = tuple(
        Row((names.get(pk, str(pk)), *_values(sums)), _drills(asked.subset.having(of_team=pk)))
        for pk, sums in sorted(found.items(), key=lambda item: -item[1][0])
    )
    return _grid("by-team", _("Team"), rows)


def _sentence(sums: Sums) -> str:
    chats, transferred, bounced = sums
    if not chats:
        return _("There was no chat in this period.")
    return _("%(share)s of %(n)s chats were transferred, %(more)s more than once.") % {
        "share": words.percent(Ratio(transferred, chats).share),
        "n": words.count(chats),
        "more": words.percent(Ratio(bounced, chats).share),
    }


REPORT = Report(
    number=17,
    slug="transfers",
    title=gettext_lazy("Transfers"),
    question=gettext_lazy("Are people sent from one to another?"),
    definitions=(TRANSFER, BOUNCE, definitions.TIME),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
)
