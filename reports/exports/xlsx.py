"""A table as a workbook: the data, what the figures mean, and which filters were set."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports import words
from reports.definitions import Definition
from reports.tables import Cell, Table


def to_xlsx(
    table: Table, definitions: Iterable[Definition], filters: Iterable[tuple[str, str]]
) -> bytes:
    """`filters` are pairs of a name and a value, as the reader should see them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        names = (_("Data"), _("Definitions"), _("Filters"))
        sheets = [book.add_worksheet(name) for name in names]
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _write_data(book, sheets[0], table, bold)
        named = [(str(d.name), str(d.text), f"{d.key} {d.version}") for d in definitions]
        _write_texts(sheets[1], [(_("Name"), _("Meaning"), _("Version")), *named], bold, wrap)
        _write_texts(sheets[2], [(_("Filter"), _("Value")), *filters], bold, wrap)
    return out.getvalue()


def _write_data(book: Workbook, sheet: Worksheet, table: Table, bold: Format) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    count = book.add_format({"num_format": "#,##0"})
    share = book.add_format({"num_format": "0.0"})
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.title, bold)
    for line, row in enumerate(table.rows, start=1):
        for number, cell in enumerate(row.cells):
            _write_cell(sheet, line, number, cell, {date: day, int: count, Decimal: share})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(table.columns) - 1, 13)


def _write_cell(
    sheet: Worksheet, line: int, number: int, cell: Cell, formats: dict[type, Format]
) -> None:
    # Strings are written as strings, whatever they begin with: nothing becomes a formula.
    match cell:
        case None:
            sheet.write_string(line, number, words.DASH)
        case date():
            sheet.write_datetime(line, number, cell, formats[date])
        case int():
            sheet.write_number(line, number, cell, formats[int])
        case Decimal():
            sheet.write_number(line, number, float(cell), formats[Decimal])
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
