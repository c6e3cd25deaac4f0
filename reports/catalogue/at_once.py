"""How many chats at once, at what price? Gaps, ratings and handle time by concurrency."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.reply_gaps import MOST_AT_ONCE
from reports import definitions, words
from reports.adjusting import Estimate
from reports.catalogue.staffing import HANDLE
from reports.compared import (
    ADJUSTED,
    GAP,
    JUDGED_FROM,
    SMALL_GROUPS,
    Along,
    in_percent,
    is_shown,
)
from reports.compared_answer import Comparing, answer_along
from reports.grids import Column, Grid, Kind, Row
from reports.measures.replies import Axis
from reports.measures.workload import work
from reports.range_words import or_more
from reports.report import Answer, Asked, Report

MANY = 3
"""From so many chats at once on answers are compared with those at fewer."""


def answer(asked: Asked) -> Answer:
    return answer_along(asked, COMPARING, more=lambda asked, along: (_handled(asked, along),))


def _at_once(chats: int) -> str:
    return or_more(chats) if chats == MOST_AT_ONCE else str(chats)


def _handled(asked: Asked, along: Along) -> Grid:
    """Chats by how many their agents had at once on average.

    Who stands behind a row is told by the answers given with so many chats: the counts of handle
    times know no agents.
    """
    worked, places = work(asked), along.places
    columns = (
        Column("at_once", _("Chats at once")),
        Column("n", _("Chats measured")),
        Column("handle", _("First reply to end, mean"), Kind.SECONDS),
    )
    rows = tuple(
        _handled_row(at, worked.n[at], seconds)
        for at, seconds in sorted(worked.handle_s.items())
        if is_shown(places.get(min(at, MOST_AT_ONCE), []), worked.n[at])
    )
    return Grid("handle", _("Time of a chat by chats at once"), columns, rows)


def _handled_row(at: int, n: int, seconds: float) -> Row:
    few = n < JUDGED_FROM
    return Row((at, n, round(seconds)), is_provisional=few, is_too_few=few)


def _sentence(found: Estimate | None) -> str:
    if found is None or found.low is None or found.high is None:
        return _("There is not enough to tell what several chats at once cost.")
    said = {
        "many": MANY,
        "change": words.signed(in_percent(found.value)),
        "low": words.signed(in_percent(found.low)),
        "high": words.signed(in_percent(found.high)),
    }
    if found.low <= 1 <= found.high:
        return (
            _(
                "With %(many)s chats or more at once the same agent's gaps are not surely different"
                " from those with fewer: %(change)s %% (95 %% band %(low)s to %(high)s %%)."
            )
            % said
        )
    return (
        _(
            "With %(many)s chats or more at once the same agent's gaps differ by %(change)s %% from"
            " those with fewer (95 %% band %(low)s to %(high)s %%)."
        )
        % said
    )


COMPARING = Comparing(
    axis=Axis.AT_ONCE,
    place=gettext_lazy("Chats at once"),
    gaps=gettext_lazy("Reply gaps by chats at once"),
    ratings=gettext_lazy("Ratings by chats at once"),
    gaps_drawn=gettext_lazy("Typical reply gap by chats at once."),
    ratings_drawn=gettext_lazy("Satisfied by chats at once."),
    label=_at_once,
    is_late=lambda chats: chats >= MANY,
    sentence=_sentence,
)
REPORT = Report(
    number=14,
    slug="at-once",
    title=gettext_lazy("Chats at once"),
    question=gettext_lazy("How many chats at once, at what price?"),
    definitions=(
        GAP,
        ADJUSTED,
        HANDLE,
        definitions.SATISFACTION,
        SMALL_GROUPS,
        *definitions.OF_DAYS,
    ),
    answer=answer,
    uses=frozenset({"team", "without"}),
)
