"""A table as CSV that Excel opens with a double click, in Finnish and in English."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from reports import words
from reports.exports.flat import flat, flat_titles
from reports.grids import Grid
from reports.tables import Cell, Table

BOM = "\ufeff"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide ones too: where Chinese or Japanese is written, spreadsheets take them for the same."""


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark; `;` and decimal commas where the language writes commas."""
    comma = writes_decimal_commas()
    out = io.StringIO(BOM, newline="")
    out.seek(0, io.SEEK_END)
    lines = csv.writer(out, delimiter=";" if comma else ",")
    lines.writerow([harmless(column.title) for column in table.columns])
    lines.writerows([written(cell, comma=comma) for cell in row.cells] for row in table.rows)
    return out.getvalue().encode()


def grid_to_csv(grid: Grid) -> bytes:
    """The same of any report: lengths of time in seconds, an interval as two columns."""
    comma = writes_decimal_commas()
    out = io.StringIO(BOM, newline="")
    out.seek(0, io.SEEK_END)
    lines = csv.writer(out, delimiter=";" if comma else ",")
    lines.writerow([harmless(title) for title in flat_titles(grid)])
    lines.writerows([written(cell, comma=comma) for cell in flat(grid, row)] for row in grid.rows)
    return out.getvalue().encode()


def writes_decimal_commas() -> bool:
    return (get_language() or "en")[:2] in ("fi", "sv")


def written(cell: Cell | float, *, comma: bool) -> str:
    match cell:
        case None:
            return words.DASH
        case date():
            return cell.isoformat()
        case int() | float() | Decimal():
            return str(cell).replace(".", ",") if comma else str(cell)
        case str():
            return harmless(cell)


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
