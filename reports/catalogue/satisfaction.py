"""How satisfied are people? With how many answered, and how sure the share is."""

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

RESPONSE = Definition(
    "response",
    1,
    gettext_lazy("Response"),
    gettext_lazy(
        "Contacts that were rated, of all contacts that ended. Those who rate may differ from"
        " those who do not: the smaller the response, the less a rating says of all."
    ),
)
SUMS = ("over", "rated", "satisfied")
ENOUGH = 30
"""With fewer ratings a group is too small to be judged."""


def answer(asked: Asked) -> Answer:
    found = sums_by_row(asked, SUMS)
    over, rated, satisfied = found.whole
    sentence = _sentence(over, Ratio(satisfied, rated))
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    shares = tuple(Ratio(sums[2], sums[1]).share for _bucket, sums in found.rows)
    line = ShareLine(_("Satisfied"), Channel.CHAT, shares)
    grid = _grid("ratings", _("Period"), rows_of(asked, found, _values, _drills))
    few = () if rated >= ENOUGH or not rated else (_too_few(rated),)
    return Answer(
        sentences=(sentence,),
        grids=(grid, _by_team(asked)),
        pictures=(
            Picture("ratings", sentence, spec=lambda look: share_chart(labels, [line], look)),
        ),
        warnings=few,
    )


def _values(sums: Sums) -> tuple[Value, ...]:
    over, rated, satisfied = sums
    ratio = Ratio(satisfied, rated)
    return (over, rated, Ratio(rated, over).share, satisfied, ratio.share, ratio.interval)


def _drills(contacts: Subset) -> dict[str, Subset]:
    return {what: contacts.having(what=what) for what in SUMS}


def _grid(key: str, first: str, rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", first, Kind.TEXT),
        Column("over", _("Ended contacts")),
        Column("rated", _("Rated")),
        Column("response", _("Response"), Kind.SHARE),
        Column("satisfied", _("Rated 4 or 5")),
        Column("share", _("Satisfied"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
    )
    return Grid(key, _("Ratings by %(what)s") % {"what": first.lower()}, columns, rows)


def _by_team(asked: Asked) -> Grid:
    period = asked.filters.period
    found = sums_by("team", asked, [(name, period, "TRUE") for name in SUMS])
    names = names_of("team")
    rows = tuple(
        Row((names.get(pk, str(pk)), *_values(sums)), _drills(asked.subset.having(of_team=pk)))
        for pk, sums in sorted(found.items(), key=lambda item: -item[1][1])
    )
    return _grid("by-team", _("Team"), rows)


def _sentence(over: int, ratio: Ratio) -> str:
    if not ratio.n:
        return _("Nobody rated us in this period.")
    return _(
        "%(share)s of %(n)s ratings are 4 or 5 (95 %% interval %(interval)s); %(response)s of"
        " those whose contact ended rated it."
    ) % {
        "share": words.percent(ratio.share),
        "n": words.count(ratio.n),
        "interval": words.interval(ratio.interval),
        "response": words.percent(Ratio(ratio.n, over).share),
    }


def _too_few(rated: int) -> str:
    return _("%(n)s ratings are too few to judge by; wait for %(more)s more.") % {
        "n": words.count(rated),
        "more": words.count(ENOUGH - rated),
    }


REPORT = Report(
    number=18,
    slug="satisfaction",
    title=gettext_lazy("Satisfaction"),
    question=gettext_lazy("How satisfied are people with us?"),
    definitions=(definitions.SATISFACTION, RESPONSE, definitions.TIME),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
)
