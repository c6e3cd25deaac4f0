"""Do agents tire? Gaps and ratings by hours on shift; raw, and with person and load taken out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.reply_gaps import MOST_HOURS
from reports import definitions, words
from reports.adjusting import Estimate
from reports.charts.bands import band_chart
from reports.charts.shares import share_chart
from reports.compared import ADJUSTED, GAP, SMALL_GROUPS, Along, change, in_percent, notes, too_few
from reports.compared_tables import gap_grid, gap_lines, labels, rating_grid, rating_lines
from reports.definitions import Definition
from reports.measures.replies import Axis, replies
from reports.report import Answer, Asked, Picture, Report

ON_SHIFT = Definition(
    "on_shift",
    1,
    gettext_lazy("Hours on shift"),
    gettext_lazy(
        "Since the agent came to the console after four hours away at least; pauses count. What was"
        " answered at a time for which no presence is on record is left out."
    ),
)
LATE = 4
"""From the fifth hour on a shift is compared with the hours before."""


def answer(asked: Asked) -> Answer:
    found = replies(asked)
    few = too_few(found)
    if few:
        return few
    along = Along(Axis.HOUR, found, _hour)
    gaps = gap_grid(along, _("Reply gaps by hours on shift"), _("Hours on shift"))
    ratings = rating_grid(along, _("Ratings by hours on shift"), _("Hours on shift"))
    sentence = _sentence(change(found, Axis.HOUR, lambda hour: hour >= LATE))
    names = labels(gaps)
    return Answer(
        sentences=(sentence,),
        grids=(gaps, ratings),
        pictures=(
            Picture(
                "gaps",
                sentence,
                spec=lambda look: band_chart(names, gap_lines(gaps, Axis.HOUR), look),
                caption=_("Typical reply gap by hours on shift."),
            ),
            Picture(
                "ratings",
                _("Satisfied by hours on shift."),
                spec=lambda look: share_chart(names, rating_lines(ratings, Axis.HOUR), look),
                caption=_("Satisfied by hours on shift."),
            ),
        ),
        notes=notes(found),
    )


def _hour(hour: int) -> str:
    return _("%(hour)s or more") % {"hour": hour} if hour == MOST_HOURS else f"{hour}–{hour + 1}"


def _sentence(found: Estimate | None) -> str:
    if found is None or found.low is None or found.high is None:
        return _("There is not enough to tell whether agents tire.")
    band = {
        "change": words.signed(in_percent(found.value)),
        "low": words.signed(in_percent(found.low)),
        "high": words.signed(in_percent(found.high)),
        "hour": LATE,
    }
    if found.low <= 1 <= found.high:
        return (
            _(
                "No tiring can be seen: for the same agent with the same load, gaps after %(hour)s"
                " hours differ by %(change)s %% (95 %% band %(low)s to %(high)s %%)."
            )
            % band
        )
    if found.value > 1:
        return (
            _(
                "Answers slow down: for the same agent with the same load, gaps after %(hour)s"
                " hours are longer by %(change)s %% (95 %% band %(low)s to %(high)s %%)."
            )
            % band
        )
    return (
        _(
            "Answers become faster: for the same agent with the same load, gaps after %(hour)s"
            " hours are shorter by %(change)s %% (95 %% band %(low)s to %(high)s %%)."
        )
        % band
    )


REPORT = Report(
    number=15,
    slug="tiring",
    title=gettext_lazy("Long shifts"),
    question=gettext_lazy("Do agents tire?"),
    definitions=(GAP, ON_SHIFT, ADJUSTED, definitions.SATISFACTION, SMALL_GROUPS, definitions.TIME),
    answer=answer,
    uses=frozenset({"team"}),
)
