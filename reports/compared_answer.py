"""The shape of a report about answers along an axis: the same tables and pictures for each axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from reports.adjusting import Estimate
from reports.charts.bands import band_chart
from reports.charts.shares import share_chart
from reports.compared import Along, notes, too_few
from reports.compared_tables import gap_grid, gap_lines, labels, rating_grid, rating_lines
from reports.grids import Grid
from reports.measures.replies import Axis, replies
from reports.report import Answer, Asked, Picture


@dataclass(frozen=True)
class Comparing:
    """An axis in words. `is_late` tells the places that `sentence` compares with the others."""

    axis: Axis
    place: Promise
    gaps: Promise
    ratings: Promise
    gaps_drawn: Promise
    ratings_drawn: Promise
    label: Callable[[int], str]
    is_late: Callable[[int], bool]
    sentence: Callable[[Estimate | None], str]


def answer_along(
    asked: Asked,
    what: Comparing,
    *,
    more: Callable[[Asked, Along], tuple[Grid, ...]] = lambda asked, along: (),
) -> Answer:
    """`more` are the report's own tables, after those of gaps and ratings."""
    found = replies(asked)
    few = too_few(found)
    if few:
        return few
    along = Along(what.axis, found, what.label)
    gaps = gap_grid(along, str(what.gaps), str(what.place))
    ratings = rating_grid(along, str(what.ratings), str(what.place))
    sentence = what.sentence(along.change(what.is_late))
    names = labels(gaps)
    return Answer(
        sentences=(sentence,),
        grids=(gaps, ratings, *more(asked, along)),
        pictures=(
            Picture(
                "gaps",
                sentence,
                spec=lambda look: band_chart(names, gap_lines(gaps, what.axis), look),
                caption=str(what.gaps_drawn),
            ),
            Picture(
                "ratings",
                str(what.ratings_drawn),
                spec=lambda look: share_chart(names, rating_lines(ratings, what.axis), look),
                caption=str(what.ratings_drawn),
            ),
        ),
        notes=notes(found),
    )
