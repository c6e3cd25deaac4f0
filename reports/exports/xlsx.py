"""A table as a workbook: the data, what the figures mean, and which filters were set."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports import words
from reports.definitions import Definition
from reports.exports.flat import Flat, flat, flat_titles
from reports.frozen import Meaning
from reports.grids import Grid
from reports.tables import Table

Sheet = tuple[str, Sequence[str], Sequence[Sequence[Flat]]]
"""Name, titles, rows."""


def to_xlsx(
    table: Table, definitions: Iterable[Definition | Meaning], filters: Iterable[tuple[str, str]]
) -> bytes:
    """`filters` are pairs of a name and a value, as the reader should see them."""
    return _book(
        [
            (
                _("Data"),
                [column.title for column in table.columns],
                [row.cells for row in table.rows],
            )
        ],
        definitions,
        filters,
    )


def grids_to_xlsx(
    grids: Iterable[Grid],
    definitions: Iterable[Definition | Meaning],
    filters: Iterable[tuple[str, str]],
) -> bytes:
    """The same of any report: a sheet a table, lengths of time in seconds."""
    several = list(grids)
    names = (
        [_("Data")]
        if len(several) == 1
        else [_("Data %(number)s") % {"number": number} for number in range(1, 1 + len(several))]
    )
    sheets = [
        (name, flat_titles(grid), [flat(grid, row) for row in grid.rows])
        for name, grid in zip(names, several, strict=True)
    ]
    return _book(sheets, definitions, filters)


def _book(
    data: Iterable[Sheet],
    definitions: Iterable[Definition | Meaning],
    filters: Iterable[tuple[str, str]],
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for name, titles, rows in data:
            _write_data(book, book.add_worksheet(name), titles, rows, bold)
        named = [(str(d.name), str(d.text), f"{d.key} {d.version}") for d in definitions]
        meanings = [(_("Name"), _("Meaning"), _("Version")), *named]
        _write_texts(book.add_worksheet(_("Definitions")), meanings, bold, wrap)
        chosen = [(_("Filter"), _("Value")), *filters]
        _write_texts(book.add_worksheet(_("Filters")), chosen, bold, wrap)
    return out.getvalue()


def _write_data(
    book: Workbook,
    sheet: Worksheet,
    titles: Sequence[str],
    rows: Sequence[Sequence[Flat]],
    bold: Format,
) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    whole = book.add_format({"num_format": "#,##0"})
    tenth = book.add_format({"num_format": "0.0"})
    formats = {date: day, int: whole, Decimal: tenth, float: tenth}
    for number, title in enumerate(titles):
        sheet.write_string(0, number, title, bold)
    for line, row in enumerate(rows, start=1):
        for number, cell in enumerate(row):
            _write_cell(sheet, line, number, cell, formats)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, max(1, len(titles) - 1), 13)


def _write_cell(
    sheet: Worksheet, line: int, number: int, cell: Flat, formats: dict[type, Format]
) -> None:
    # Strings are written as strings, whatever they begin with: nothing becomes a formula.
    match cell:
        case None:
            sheet.write_string(line, number, words.DASH)
        case date():
            sheet.write_datetime(line, number, cell, formats[date])
        case int():
            sheet.write_number(line, number, cell, formats[int])
        case Decimal() | float():
            sheet.write_number(line, number, float(cell), formats[type(cell)])
        case str():
            sheet.write_string(line, number, cell)


def _write_texts(
    sheet: Worksheet, lines: Iterable[tuple[str, ...]], bold: Format, wrap: Format
) -> None:
    for line, texts in enumerate(lines):
        for number, text in enumerate(texts):
            sheet.write_string(line, number, text, wrap if line else bold)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 2, 16)
