"""Sums row by row: a tuple for each day, week or month of what was asked, and for the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports import words
from reports.choices import Figure
from reports.grids import Row, Value
from reports.periods import Bucket, buckets
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, fitting, total, within
from reports.subsets import Subset

Sums = tuple[int, ...]


@dataclass(frozen=True)
class ByRow:
    """Empty rows are there too, with zeros."""

    rows: tuple[tuple[Bucket, Sums], ...]
    whole: Sums


def sums_by_row(
    asked: Asked,
    names: Sequence[str],
    *,
    figure: Figure = Figure.CONTACTS,
    channel: str | None = None,
) -> ByRow:
    """The sums of these counts over contacts (or requests), of one channel or of all."""
    scope, grain, period = asked.filters.scope, asked.filters.grain, asked.filters.period
    where, values = within(scope)
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date",),
        sums=[total(name) for name in names],
        where=f"{'channel = %(channel)s' if channel else 'TRUE'} AND {where}",
        values={**values, "grain": grain.value, "channel": channel},
    ).of_rows(asked.filters)
    rows = add_up(fitting(figure, scope), period, wish, zone=asked.zone)
    found = {start: tuple(sums) for start, *sums in rows}
    return assemble(asked, found, len(names))


def assemble(asked: Asked, found: dict[date, Sums], size: int) -> ByRow:
    """All rows of what was asked, in order; pure."""
    nothing = (0,) * size
    rows = tuple(
        (bucket, found.get(bucket.start, nothing))
        for bucket in buckets(asked.filters.period, asked.filters.grain)
    )
    columns = zip(*(sums for _bucket, sums in rows), strict=True)
    return ByRow(rows, tuple(sum(column) for column in columns))


def rows_of(
    asked: Asked,
    found: ByRow,
    values: Callable[[Sums], tuple[Value, ...]],
    drills: Callable[[Subset], dict[str, Subset]],
) -> tuple[Row, ...]:
    """A row a bucket and one of the whole period: a label, then `values` of the sums."""
    rows = [
        Row(
            (words.bucket(bucket), *values(sums)),
            drills(asked.subset.during(bucket.period)),
            is_provisional=not asked.is_whole(bucket),
        )
        for bucket, sums in found.rows
    ]
    whole = Row((_("Whole period"), *values(found.whole)), drills(asked.subset), is_total=True)
    return (*rows, whole)
