"""The rows of a grid as a template writes them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.grids import Column, Grid, Row, Value
from reports.subsets import Subset
from reports.templatetags.figures import TEXTS

register = template.Library()
Cells = list[tuple[Column, str, str]]


@register.filter
def lines(grid: Grid) -> list[tuple[Row, Cells]]:
    """Each row with its cells: column, text, and the address of what the number counts, if any."""
    return [
        (
            row,
            [
                (column, TEXTS[column.kind](value), _address(row, column, value, subset))
                for column, value, subset in grid.cells(row)
            ],
        )
        for row in grid.rows
    ]


@register.filter
def provisional(row: Row) -> str:
    """Why it is paler."""
    return _("(too few to tell)") if row.is_too_few else _("(not whole)")


@register.filter
def with_swatch(column: Column) -> SafeString:
    """The title with the colour of its channel, which stays beside the first word."""
    first, _space, rest = column.title.partition(" ")
    swatch = format_html('<span class="swatch swatch-{}"></span>', column.channel)
    return format_html('<span class="whole">{}{}</span> {}', swatch, first, rest)


def _address(row: Row, column: Column, value: Value, counted: Subset | None) -> str:
    about = row.links.get(column.key)
    if about:
        return about.query
    return counted.query if counted and value else ""
