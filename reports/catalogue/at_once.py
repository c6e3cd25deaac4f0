"""How many chats at once, at what price? Gaps, ratings and handle time by concurrency."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.reply_gaps import MOST_AT_ONCE
from reports import definitions, words
from reports.adjusting import Estimate
from reports.catalogue.staffing import HANDLE
from reports.charts.bands import band_chart
from reports.charts.shares import share_chart
from reports.compared import (
    ADJUSTED,
    GAP,
    JUDGED_FROM,
    SHOWN_FROM,
    SMALL_GROUPS,
    Along,
    change,
    in_percent,
    notes,
    too_few,
)
from reports.compared_tables import gap_grid, gap_lines, labels, rating_grid, rating_lines
from reports.grids import Column, Grid, Kind, Row
from reports.measures.replies import Axis, lately, replies
from reports.measures.workload import work
from reports.report import Answer, Asked, Picture, Report

MANY = 3
"""From so many chats at once on answers are compared with those at fewer."""


def answer(asked: Asked) -> Answer:
    found = replies(asked)
    few = too_few(found)
    if few:
        return few
    along = Along(Axis.AT_ONCE, found, _at_once)
    gaps = gap_grid(along, _("Reply gaps by chats at once"), _("Chats at once"))
    ratings = rating_grid(along, _("Ratings by chats at once"), _("Chats at once"))
    sentence = _sentence(change(found, Axis.AT_ONCE, lambda chats: chats >= MANY))
    names = labels(gaps)
    return Answer(
        sentences=(sentence,),
        grids=(gaps, ratings, _handled(asked)),
        pictures=(
            Picture(
                "gaps",
                sentence,
                spec=lambda look: band_chart(names, gap_lines(gaps, Axis.AT_ONCE), look),
                caption=_("Typical reply gap by chats at once."),
            ),
            Picture(
                "ratings",
                _("Satisfied by chats at once."),
                spec=lambda look: share_chart(names, rating_lines(ratings, Axis.AT_ONCE), look),
                caption=_("Satisfied by chats at once."),
            ),
        ),
        notes=notes(found),
    )


def _at_once(chats: int) -> str:
    return _("%(chats)s or more") % {"chats": chats} if chats == MOST_AT_ONCE else str(chats)


def _handled(asked: Asked) -> Grid:
    """Over the same days; chats by how many their agents had at once on average."""
    worked = work(lately(asked))
    columns = (
        Column("at_once", _("Chats at once")),
        Column("n", _("Chats measured")),
        Column("handle", _("First reply to end, mean"), Kind.SECONDS),
    )
    rows = tuple(
        Row((at, worked.n[at], round(seconds)), is_provisional=worked.n[at] < JUDGED_FROM)
        for at, seconds in sorted(worked.handle_s.items())
        if worked.n[at] >= SHOWN_FROM
    )
    return Grid("handle", _("Time of a chat by chats at once"), columns, rows)


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
        definitions.TIME,
    ),
    answer=answer,
    uses=frozenset({"team"}),
)
