"""What holds for each report of the catalogue, whatever it asks."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from rest_framework.test import APIClient

from helpdesk.people.models import Desk, Team
from reports.actions import build_counts
from reports.catalogue import BY_SLUG, REPORTS
from reports.charts.looks import SCHEMES, SIZES, look
from reports.choices import Figure, Grain, Without
from reports.filters import Scope
from reports.happenings import marked_days
from reports.models import Annotation
from reports.report import Report
from tests.reports.catalogue.asking import answer, asked
from tests.reports.catalogue.conftest import TODAY
from tests.reports.rows import add_contacts, at
from tickets.models import Topic

each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)
PERIOD = "period=&since=2025-11-01&until=2026-11-20"


def test_numbers_and_slugs_are_unique():
    assert len({report.number for report in REPORTS}) == len(REPORTS) == len(BY_SLUG)


@each_report
@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_each_number_leads_to_a_list_of_exactly_that_length(
    report: Report, built: bool, year: Desk
):
    if built:
        build_counts()
    figures = list(Figure) if "of" in report.uses else [Figure.CONTACTS]
    found = []
    for figure in figures:
        for grid in answer(year, report.slug, figure=figure).grids:
            for row in grid.rows:
                for column, value, subset in grid.cells(row):
                    if subset:
                        length = subset.rows(year.zone).count()
                        found.append((grid.key, column.key, value, length))

    assert [each for each in found if each[2] != each[3]] == []


@each_report
def test_each_number_of_one_team_and_topic_leads_to_its_list_too(report: Report, year: Desk):
    topic = Topic.objects.get(slug="wifi")
    scope = Scope(
        Team.objects.get(slug="service") if "team" in report.uses else None,
        topic if "topic" in report.uses else None,
        frozenset([topic.pk]) if "topic" in report.uses else frozenset(),
    )
    wrong = [
        (column.key, value)
        for grid in answer(year, report.slug, scope=scope).grids
        for row in grid.rows
        for column, value, subset in grid.cells(row)
        if subset and subset.rows(year.zone).count() != value
    ]

    assert wrong == []


@each_report
def test_each_number_leads_to_its_list_without_the_days_left_out_too(report: Report, year: Desk):
    for first, last in (("2025-11-20", "2025-12-10"), ("2026-03-29", "2026-03-29")):
        Annotation.objects.create(
            first_day=first, last_day=last, kind="outage", text="Mail", may_be_left_out=True
        )
    uses = "without" in report.uses
    scope = Scope(without=Without.MARKED, left_out=marked_days()) if uses else Scope()
    wrong = [
        (column.key, value)
        for grid in answer(year, report.slug, scope=scope).grids
        for row in grid.rows
        for column, value, subset in grid.cells(row)
        if subset and subset.rows(year.zone).count() != value
    ]

    assert wrong == []


@each_report
def test_a_period_without_anything_has_an_answer_in_words_and_no_zero_percent(
    report: Report, desk: Desk
):
    found = answer(desk, report.slug, "2031-01-01", "2031-01-02")

    assert found.sentences
    shares = [
        value
        for grid in found.grids
        for row in grid.rows
        for column, value, _subset in grid.cells(row)
        if column.kind.value == "share"
    ]
    assert [share for share in shares if share is not None] == []


@pytest.mark.parametrize(
    "report",
    [report for report in REPORTS if "grain" in report.uses],
    ids=lambda report: report.slug,
)
def test_the_running_day_is_marked_as_not_whole(report: Report, desk: Desk):
    add_contacts("chat", at(f"{TODAY} 08:00"), 1)
    found = answer(desk, report.slug, f"{TODAY - timedelta(days=30)}", f"{TODAY}", grain=Grain.DAY)

    rows = next(grid.rows for grid in found.grids if len(grid.rows) == 32)

    assert rows[0].is_provisional is False
    assert rows[-2].is_provisional is True


@each_report
def test_page_files_and_api_have_the_same_rows(
    report: Report, year: Desk, pages: Client, api: APIClient
):
    page = pages.get(f"/reports/{report.slug}/?{PERIOD}")
    payload = api.get(f"/api/v1/reports/{report.slug}/?{PERIOD}").json()
    book = pages.get(f"/reports/{report.slug}/report.xlsx?{PERIOD}")

    assert (page.status_code, book.status_code) == (200, 200)
    for table in payload["tables"]:
        file = pages.get(f"/reports/{report.slug}/{table['key']}.csv?{PERIOD}")
        lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
        assert len(lines) == 1 + len(table["rows"])
        assert all(len(line) == len(lines[0]) for line in lines)


@each_report
def test_each_picture_can_be_drawn_in_every_look(report: Report, year: Desk):
    for picture in answer(year, report.slug).pictures:
        assert picture.alt
        for scheme in SCHEMES:
            for size in SIZES:
                seen = look(scheme, size)
                if picture.svg:
                    assert picture.svg(seen).startswith("<svg")
                else:
                    assert picture.spec
                    assert picture.spec(seen)["width"]


@each_report
@pytest.mark.parametrize("language", ["fi", "en"])
def test_each_page_speaks_the_readers_language(
    report: Report, language: str, year: Desk, pages: Client
):
    page = pages.get(f"/reports/{report.slug}/?{PERIOD}", headers={"accept-language": language})

    assert page.status_code == 200


@pytest.mark.parametrize(
    "report", [each for each in REPORTS if each.has_period], ids=lambda report: report.slug
)
@pytest.mark.parametrize(
    "query", ["since=2026-02-01&until=2026-01-01&period=", "period=never", "since=soon&period="]
)
def test_bad_filters_are_explained(
    report: Report, query: str, desk: Desk, pages: Client, api: APIClient
):
    page = pages.get(f"/reports/{report.slug}/?{query}")
    answered = api.get(f"/api/v1/reports/{report.slug}/?{query}")

    assert (page.status_code, answered.status_code) == (400, 400)


@each_report
def test_the_address_of_an_answer_gives_the_same_answer(report: Report, year: Desk):
    given = asked(year, report.slug)
    again = given.query(report.parameters)

    assert "since=2025-11-01" in again
