"""What nobody should ask, and what should not be on record: each has an answer in words."""

from datetime import date
from html import unescape

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from helpdesk.people.models import Desk
from reports.catalogue import REPORTS
from reports.models import Target
from reports.report import Report
from tests.reports.catalogue.asking import answer
from tests.reports.catalogue.conftest import desk, year
from tests.reports.rows import add_chats, add_contacts, add_requests, at

pytestmark = pytest.mark.django_db
__all__ = ["desk", "year"]
NOW = "2026-11-21T12:00:00+02:00"
PERIODS = [report for report in REPORTS if report.has_period]
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.slug)


@each_report
def test_thirty_years_are_answered(report: Report, api: APIClient, year: Desk):
    found = api.get(f"/api/v1/reports/{report.slug}/?since=2000-01-01&until=2029-12-31")

    assert found.status_code == 200
    assert found.json()["sentences"]


@pytest.mark.parametrize("report", PERIODS, ids=lambda report: report.slug)
def test_thirty_years_day_by_day_are_refused_in_words(report: Report, api: APIClient, desk: Desk):
    if "grain" not in report.uses:
        return
    found = api.get(f"/api/v1/reports/{report.slug}/?since=2000-01-01&until=2029-12-31&grain=day")

    assert found.status_code == 400
    assert found.json()["message"] == (
        "That would be 10958 rows; at most 400 can be shown."
        " Choose longer rows or a shorter period."
    )


@pytest.mark.parametrize("report", PERIODS, ids=lambda report: report.slug)
def test_a_period_of_no_day_ends_before_it_starts(report: Report, api: APIClient, desk: Desk):
    found = api.get(f"/api/v1/reports/{report.slug}/?since=2026-03-02&until=2026-03-01")

    assert found.json()["by_field"] == {
        "until": ["The period ends before it starts. Change one of the days."]
    }


@each_report
def test_one_day_is_a_period(report: Report, api: APIClient, year: Desk):
    found = api.get(f"/api/v1/reports/{report.slug}/?since=2026-03-29&until=2026-03-29")

    assert found.status_code == 200


@pytest.mark.parametrize("of", ["contacts", "requests"])
def test_a_channel_that_does_not_exist_has_no_list(of: str, pages: Client):
    found = pages.get(f"/reports/contacts/?of={of}&channel=fax")

    assert found.status_code == 400
    assert "This list is not known." in found.content.decode()


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "address", ["/reports/", "/reports/?of=contacts", "/reports/goal/", "/reports/changes/"]
)
def test_figures_of_the_future_are_in_no_share_of_today(address: str, pages: Client, desk: Desk):
    add_contacts("phone", at("2031-01-05 12:00"), 9)
    add_requests("phone", at("2031-01-05 12:00"), 9)

    page = unescape(pages.get(address).content.decode())

    assert "100.0\u00a0%" not in page
    assert "shift.svg" not in page


@time_machine.travel(NOW, tick=False)
def test_contacts_in_the_future_are_pointed_out(desk: Desk):
    add_contacts("phone", at("2031-01-05 12:00"), 9)

    gaps = answer(desk, "trust").grids[1]

    assert [row.values[1] for row in gaps.rows if "future" in str(row.values[0])] == [9]


@time_machine.travel(NOW, tick=False)
def test_a_chat_that_is_answered_before_it_began_breaks_nothing(pages: Client, desk: Desk):
    add_chats(at("2026-11-05 12:00"), 3, reply_after=-600)

    for report in REPORTS:
        assert pages.get(f"/reports/{report.slug}/").status_code == 200


def test_the_days_of_a_target_may_lie_wherever(desk: Desk):
    target = Target(
        from_day=date(2030, 1, 1), from_percent=20, to_day=date(2031, 1, 1), to_percent=10
    )

    assert (target.on(date(2026, 1, 1)), target.on(date(2040, 1, 1))) == (20, 10)
