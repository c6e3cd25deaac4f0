"""How satisfied are people? Of whom, how surely, and in their own words.

The survey is short on purpose: effort (CES) and recommendation (NPS) are deliberately not asked.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports import definitions, words
from reports import satisfaction_tables as tables
from reports.charts.diverging import Rated, diverging_chart
from reports.charts.mix import axis_label
from reports.charts.shares import ShareLine, share_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind
from reports.measures.behind import whose_were_rated
from reports.measures.by_row import ByRow, rows_of, sums_by_row
from reports.measures.rated_waits import rated_waits
from reports.measures.ratios import Ratio
from reports.measures.respondents import cells
from reports.report import Answer, Asked, Picture, Report
from reports.satisfaction_tables import Sums
from reports.small_groups import SMALL_TEAMS, TeamLine, asks_of_few, not_enough
from tickets.choices import Channel

RESPONSE = Definition(
    "response",
    2,
    gettext_lazy("Response"),
    gettext_lazy(
        "Chats that were rated, of all chats that ended: by other channels nobody is asked. Those"
        " who rate may differ from those who do not; the smaller the response, the less a rating"
        " says of all. Who rates is held against all ended chats by outcome and by wait."
    ),
)
COMMENTS = Definition(
    "survey_comments",
    1,
    gettext_lazy("Comments"),
    gettext_lazy(
        "What people wrote in the survey, the latest first, identity codes masked. Shown only to"
        " those who may read contacts; in mails and frozen reports they are left out."
    ),
)
OF_CHATS = ("over", "rated", "satisfied")
ENOUGH = 30
"""With fewer ratings a group is too small to be judged."""
TELLS = 5
"""From this many points on, that those who rate differ from all is worth a warning."""


def answer(asked: Asked) -> Answer:
    scope, period = asked.filters.scope, asked.filters.period
    found = sums_by_row(asked, tables.SUMS)
    behind = whose_were_rated(scope, period, zone=asked.zone)
    if found.whole[0] and asks_of_few(scope, behind):
        return Answer((not_enough(),), ())
    of_chats = sums_by_row(asked, OF_CHATS, channel=Channel.CHAT)
    satisfied = Ratio(found.whole[1], found.whole[0])
    sentence = _sentence(satisfied, Ratio(of_chats.whole[1], of_chats.whole[0]))
    teams = tables.of_teams(asked, behind)
    who = _who_rates(asked, of_chats.whole)
    columns = tables.rating_columns(_("Period"))
    by_row = rows_of(asked, found, tables.rating_values, tables.rating_drills)
    return Answer(
        sentences=(sentence,),
        grids=(
            Grid("ratings", _("Ratings by period"), columns, by_row),
            _response(asked, of_chats),
            tables.by_team(asked, teams),
            tables.by_topic(asked),
            *who,
            *((tables.comments(asked),) if asked.reads_contacts else ()),
        ),
        pictures=(*_spread(found.whole, teams, sentence), _line(found, sentence)),
        warnings=(*_too_few(satisfied.n), *_biased(who)),
        notes=_notes(asked),
        headline=satisfied.share,
    )


def _response(asked: Asked, of_chats: ByRow) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("over", _("Ended chats"), channel=Channel.CHAT),
        Column("rated", pgettext("how many", "Rated")),
        Column("response", _("Response"), Kind.SHARE),
    )
    rows = rows_of(
        asked,
        of_chats,
        lambda sums: (sums[0], sums[1], Ratio(sums[1], sums[0]).share),
        lambda contacts: {
            name: contacts.having(channel=Channel.CHAT.value, what=name)
            for name in ("over", "rated")
        },
    )
    return Grid("response", _("How many rate"), columns, rows)


def _who_rates(asked: Asked, whole: Sums) -> tuple[Grid, ...]:
    if asked.filters.scope.topic or not whole[0]:
        return ()
    found = cells(asked, channel=Channel.CHAT)
    return tables.who_rates(asked, found, rated_waits(asked, whole))


def _spread(whole: Sums, teams: list[TeamLine], sentence: str) -> tuple[Picture, ...]:
    if not whole[0]:
        return ()
    rows = [_rated(_("All"), whole), *(_rated(line.name, line.sums) for line in teams)]
    caption = _("In percent of the ratings; beside each, how many surely rate 4 or 5.")
    return (
        Picture("spread", sentence, svg=lambda look: diverging_chart(rows, look), caption=caption),
    )


def _rated(name: str, sums: Sums) -> Rated:
    ratio = Ratio(sums[1], sums[0])
    return Rated(name, tables.stars(sums), words.interval(ratio.interval))


def _line(found: ByRow, sentence: str) -> Picture:
    labels = [axis_label(bucket) for bucket, _sums in found.rows]
    shares = tuple(Ratio(sums[1], sums[0]).share for _bucket, sums in found.rows)
    line = ShareLine(_("Satisfied"), Channel.CHAT, shares)
    return Picture("ratings", sentence, spec=lambda look: share_chart(labels, [line], look))


def _sentence(satisfied: Ratio, response: Ratio) -> str:
    if not satisfied.n:
        return _("Nobody rated us in this period.")
    return _(
        "%(share)s of %(n)s ratings are 4 or 5 (95 %% interval %(interval)s); %(response)s of"
        " those whose chat ended rated it."
    ) % {
        "share": words.percent(satisfied.share),
        "n": words.count(satisfied.n),
        "interval": words.interval(satisfied.interval),
        "response": words.percent(response.share),
    }


def _too_few(rated: int) -> tuple[str, ...]:
    if rated >= ENOUGH or not rated:
        return ()
    text = _("%(n)s ratings are too few to judge by; wait for %(more)s more.")
    return (text % {"n": words.count(rated), "more": words.count(ENOUGH - rated)},)


def _biased(who: tuple[Grid, ...]) -> tuple[str, ...]:
    """The group that rates most out of proportion, where that is much."""
    groups = [group for grid in who for group in tables.out_of_proportion(grid)]
    points, name, came, rated = max(groups, default=(Decimal(0), "", None, None))
    if points < TELLS:
        return ()
    text = _(
        "Those who rate differ from all: “%(group)s” is %(came)s of chats, %(rated)s of ratings."
    )
    told = {"group": name, "came": words.percent(came), "rated": words.percent(rated)}
    return (text % told,)


def _notes(asked: Asked) -> tuple[str, ...]:
    if not asked.filters.scope.topic:
        return ()
    return (_("Who rates is told for all topics together: choose all topics."),)


REPORT = Report(
    number=18,
    slug="satisfaction",
    title=gettext_lazy("Satisfaction"),
    question=gettext_lazy("How satisfied are people with us?"),
    definitions=(definitions.SATISFACTION, RESPONSE, COMMENTS, SMALL_TEAMS, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
    headline=gettext_lazy("Satisfied, share of ratings"),
)
