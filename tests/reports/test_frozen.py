"""What is frozen is read again as it was."""

import json
from datetime import date
from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.catalogue import REPORTS
from reports.charts.looks import look
from reports.composed import COMPOSED
from reports.documents import asked_again, document_of
from reports.frozen import LOOKS, Document, dumped, loaded
from reports.grids import Column, Grid, Kind, Row
from reports.intervals import Interval
from reports.report import Answer, Picture, Report
from tests.reports.catalogue.conftest import desk, year
from tests.reports.kept import document

__all__ = ["desk", "year"]
YEAR = "since=2025-11-01&until=2026-11-20&grain=month"
EVERY = [*REPORTS, *COMPOSED.values()]


def kept(given: Document) -> Document:
    return loaded(json.loads(json.dumps(dumped(given))))


def cells(given: Document) -> list[object]:
    return [
        (
            grid.key,
            grid.columns,
            [(row.values, row.is_total, row.is_provisional, row.is_too_few) for row in grid.rows],
        )
        for section in given.sections
        for grid in section.answer.grids
    ]


@pytest.mark.parametrize("report", EVERY, ids=lambda report: report.slug)
def test_every_report_is_read_again_with_the_same_cells_words_and_pictures(
    report: Report, year: Desk
) -> None:
    live = document_of(report, asked_again(report, YEAR, year))

    again = kept(live)

    assert cells(again) == cells(live)
    for was, now in zip(live.sections, again.sections, strict=True):
        assert now.definitions == was.definitions
        assert now.filters == was.filters
        assert now.answer.sentences == was.answer.sentences
        assert now.answer.notes == was.answer.notes
        assert now.answer.warnings == was.answer.warnings
        assert now.answer.headline == was.answer.headline
        for seen in LOOKS.values():
            assert drawings(now.answer, seen) == drawings(was.answer, seen)


def drawings(answer: Answer, seen: object) -> list[object]:
    draws = [picture.spec or picture.svg for picture in answer.pictures]
    return [json.loads(json.dumps(draw(seen))) for draw in draws if draw]


def test_each_kind_of_value_comes_back_as_what_it_was() -> None:
    values = ("a", None, 3, 0.5, Decimal("12.30"), date(2026, 5, 1), Interval(0.25, 0.5))
    columns = tuple(Column(str(n), "", Kind.TEXT) for n in range(len(values)))
    given = document()
    section = given.sections[0]
    grid = Grid("all", "All", columns, (Row(values, is_provisional=True, is_too_few=True),))
    answer = Answer((), (grid,))
    one = Document("", "UTC", (type(section)(0, "x", "", "", (), answer, ()),))

    (row,) = kept(one).sections[0].answer.grids[0].rows

    assert row.values == values
    assert row.is_too_few
    assert [type(value) for value in row.values] == [type(value) for value in values]


def test_a_picture_is_kept_in_each_look_and_others_show_the_large_one() -> None:
    picture = kept(document()).sections[0].answer.pictures[0]

    assert isinstance(picture, Picture)
    assert picture.svg
    assert [picture.svg(look("dark", size)) for size in ("broad", "narrow", "wide")] == [
        '<svg height="320"/>',
        '<svg height="260"/>',
        '<svg height="320"/>',
    ]
