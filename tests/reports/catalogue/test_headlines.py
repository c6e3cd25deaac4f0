"""The one share of a report that a scheduled mail can hold against a band."""

from decimal import Decimal

import pytest

from helpdesk.people.models import Desk
from reports.catalogue import REPORTS
from reports.composed import COMPOSED
from reports.documents import asked_again
from reports.report import Report

YEAR = "since=2025-11-01&until=2026-11-20&grain=month"
EMPTY = "since=2031-01-01&until=2031-01-02&grain=month"
# Of their facts (who was there, which waits were told) this year has none.
UNKNOWN = ("hours-kept", "told-waits")
with_headline = pytest.mark.parametrize(
    "report",
    [report for report in (*REPORTS, *COMPOSED.values()) if report.headline],
    ids=lambda report: report.slug,
)


@with_headline
def test_a_named_headline_is_a_share_in_percent(report: Report, year: Desk) -> None:
    found = report.answer(asked_again(report, YEAR, year)).headline

    if report.slug in UNKNOWN:
        assert found is None
    else:
        assert isinstance(found, Decimal)
        assert 0 <= found <= 100


@with_headline
def test_where_nothing_was_counted_there_is_none(report: Report, desk: Desk) -> None:
    assert report.answer(asked_again(report, EMPTY, desk)).headline is None


def test_a_report_without_a_name_for_it_gives_none(year: Desk) -> None:
    given = {
        report.slug: report.answer(asked_again(report, YEAR, year)).headline
        for report in REPORTS
        if not report.headline
    }

    assert set(given.values()) <= {None}
