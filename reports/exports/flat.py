"""The cells of a grid for files: one value a cell, an interval in two."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.grids import Column, Grid, Kind, Row
from reports.intervals import Interval

Flat = str | date | int | float | Decimal | None
UNITS = {Kind.SHARE: "%", Kind.SECONDS: "s"}
PERCENT = Decimal("0.1")


def flat_titles(grid: Grid) -> list[str]:
    """The titles with their units; two for an interval."""
    return [title for column in grid.columns for title in _titles(column)]


def _titles(column: Column) -> list[str]:
    if column.kind == Kind.INTERVAL:
        return [
            _("%(title)s, from, %%") % {"title": column.title},
            _("%(title)s, to, %%") % {"title": column.title},
        ]
    unit = UNITS.get(column.kind)
    return [f"{column.title}, {unit}" if unit else column.title]


def flat(grid: Grid, row: Row) -> list[Flat]:
    cells: list[Flat] = []
    for column, value in zip(grid.columns, row.values, strict=True):
        if column.kind == Kind.INTERVAL:
            ends = (value.low, value.high) if isinstance(value, Interval) else (None, None)
            cells += [None if end is None else Decimal(100 * end).quantize(PERCENT) for end in ends]
        else:
            assert not isinstance(value, Interval)
            cells.append(value)
    return cells
