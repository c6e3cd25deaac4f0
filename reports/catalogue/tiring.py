"""Do agents tire? Gaps and ratings by hours on shift; raw, and with person and load taken out."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.reply_gaps import MOST_HOURS
from reports import definitions, words
from reports.adjusting import Estimate
from reports.compared import ADJUSTED, GAP, SMALL_GROUPS, in_percent
from reports.compared_answer import Comparing, answer_along
from reports.definitions import Definition
from reports.measures.replies import Axis
from reports.range_words import or_more
from reports.report import Answer, Asked, Report

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
    return answer_along(asked, COMPARING)


def _hour(hour: int) -> str:
    return or_more(hour) if hour == MOST_HOURS else f"{hour}–{hour + 1}"


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
            " hours differ by %(change)s %% (95 %% band %(low)s to %(high)s %%)."
        )
        % band
    )


COMPARING = Comparing(
    axis=Axis.HOUR,
    place=gettext_lazy("Hours on shift"),
    gaps=gettext_lazy("Reply gaps by hours on shift"),
    ratings=gettext_lazy("Ratings by hours on shift"),
    gaps_drawn=gettext_lazy("Typical reply gap by hours on shift."),
    ratings_drawn=gettext_lazy("Satisfied by hours on shift."),
    label=_hour,
    is_late=lambda hour: hour >= LATE,
    sentence=_sentence,
)
REPORT = Report(
    number=15,
    slug="tiring",
    title=gettext_lazy("Long shifts"),
    question=gettext_lazy("Do agents tire?"),
    definitions=(
        GAP,
        ON_SHIFT,
        ADJUSTED,
        definitions.SATISFACTION,
        SMALL_GROUPS,
        *definitions.OF_DAYS,
    ),
    answer=answer,
    uses=frozenset({"team", "without"}),
)
