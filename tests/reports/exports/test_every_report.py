"""The files of each report: as Finnish Excel opens them, and harmless."""

import csv
import io
from decimal import Decimal

import pytest
from django.utils import translation

from helpdesk.people.models import Desk, Team
from reports.catalogue import REPORTS
from reports.composed import COMPOSED
from reports.documents import asked_again, document_of
from reports.exports.csv import FORMULA_SIGNS, grid_to_csv
from reports.exports.xlsx import grids_to_xlsx
from reports.report import Report
from tests.reports.catalogue.conftest import desk, year
from tests.reports.workbook import read_workbook
from tickets.models import Topic

__all__ = ["desk", "year"]
YEAR = "since=2025-11-01&until=2026-11-20&grain=month"
EVIL = "=HYPERLINK(1)"
each_report = pytest.mark.parametrize(
    "report", [*REPORTS, *COMPOSED.values()], ids=lambda report: report.slug
)


@pytest.fixture
def evil(year: Desk) -> Desk:
    """A desk whose teams and topics bear names that a sheet would run."""
    Team.objects.filter(slug="service").update(name=EVIL)
    Topic.objects.update(name_en=EVIL, name_fi=EVIL, name_sv=EVIL)
    return year


@each_report
def test_in_finnish_it_opens_in_excel_with_commas_and_runs_nothing(
    report: Report, evil: Desk
) -> None:
    with translation.override("fi"):
        section = document_of(report, asked_again(report, YEAR, evil)).sections[0]
        files = [(grid, grid_to_csv(grid)) for grid in section.answer.grids]

    for grid, content in files:
        text = content.decode("utf-8")
        lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
        assert text.startswith("\ufeff")
        assert len(lines) == 1 + len(grid.rows)
        assert {len(line) for line in lines} == {len(lines[0])}
        cells = [cell for line in lines for cell in line]
        assert [cell for cell in cells if cell.startswith(FORMULA_SIGNS) and not number(cell)] == []


def number(cell: str) -> bool:
    try:
        Decimal(cell.replace(",", "."))
    except ArithmeticError:
        return False
    return True


@each_report
def test_a_workbook_has_data_definitions_and_filters(report: Report, evil: Desk) -> None:
    section = document_of(report, asked_again(report, YEAR, evil)).sections[0]
    grids = section.answer.grids

    book = read_workbook(grids_to_xlsx(grids, section.definitions, section.filters))

    *data, definitions, filters = book
    assert data == (["Data"] if len(grids) == 1 else [f"Data {n + 1}" for n in range(len(grids))])
    assert (definitions, filters) == ("Definitions", "Filters")
    assert len(book[definitions]) == 1 + len(report.definitions)
    assert [row[0] for row in book[filters][1:]] == [name for name, _value in section.filters]
