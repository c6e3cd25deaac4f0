"""Annotations explain days, and marked ones can be left out of every figure."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from rest_framework.test import APIClient

from helpdesk.people.models import Desk
from reports.actions import build_counts
from reports.happenings import happenings_of, marked_days, merged
from reports.models import Annotation
from reports.periods import Period
from tests.reports.rows import add_contacts, at

pytestmark = pytest.mark.django_db
ASKED = {"since": "2026-03-01", "until": "2026-03-31", "grain": "month", "compare": "none"}


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def add_annotation(first: str, last: str, text: str = "Mail was down", *, out: bool = True) -> None:
    Annotation.objects.create(
        first_day=first, last_day=last, kind="outage", text=text, may_be_left_out=out
    )


def test_stretches_that_touch_or_overlap_are_one():
    found = merged(
        [
            period("2026-03-05", "2026-03-06"),
            period("2026-03-01", "2026-03-04"),
            period("2026-03-02", "2026-03-02"),
            period("2026-04-01", "2026-04-01"),
        ]
    )

    assert found == (period("2026-03-01", "2026-03-06"), period("2026-04-01", "2026-04-01"))


def test_only_days_that_may_be_left_out_are():
    add_annotation("2026-03-10", "2026-03-11")
    add_annotation("2026-03-20", "2026-03-20", out=False)

    assert marked_days() == (period("2026-03-10", "2026-03-11"),)


def test_a_report_is_told_what_touches_its_periods_and_nothing_else():
    add_annotation("2026-02-27", "2026-03-01", "in part")
    add_annotation("2026-01-10", "2026-01-10", "between")
    add_annotation("2025-03-05", "2025-03-05", "compared")
    add_annotation("2026-04-01", "2026-04-01", "after")

    found = happenings_of(period("2026-03-01", "2026-03-31"), period("2025-03-01", "2025-03-31"))

    assert [each.text for each in found] == ["compared", "in part"]


@pytest.fixture
def march(db: None) -> None:
    """Ten contacts on usual days, ninety on the day that mail was down, one just before it."""
    Desk.objects.create(pk=1)
    add_annotation("2026-03-10", "2026-03-10")
    add_contacts("phone", at("2026-03-09 23:59"), 1)
    add_contacts("chat", at("2026-03-11 00:00"), 9)
    add_contacts("phone", at("2026-03-10 00:00"), 45)
    add_contacts("phone", at("2026-03-10 23:59"), 45)


@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
def test_marked_days_are_left_out_of_figures_files_and_lists(
    pages: Client, api: APIClient, march: None, built: bool
):
    if built:
        build_counts()
    asked = {**ASKED, "without": "marked"}

    answer = api.get("/api/v1/reports/channel-mix/", asked).json()
    file = pages.get("/reports/channel-mix/data.csv", asked).content.decode()
    listed = pages.get("/reports/contacts/", asked).content.decode()

    assert (answer["total"]["total"], answer["total"]["channels"][0]["share"]) == (10, 10.0)
    assert ",1,10.0,9,90.0," in file
    assert "<h1>10 contacts</h1>" in listed
    assert api.get("/api/v1/reports/channel-mix/", ASKED).json()["total"]["total"] == 100


def test_the_page_says_what_happened_and_what_is_left_out(pages: Client, march: None):
    usual = pages.get("/reports/channel-mix/", ASKED).content.decode()
    without = pages.get("/reports/channel-mix/", {**ASKED, "without": "marked"}).content.decode()

    assert "Mail was down" in usual
    assert "Left out of all figures here" not in usual
    assert "Left out of all figures here: 10 Mar 2026." in without


@time_machine.travel("2026-04-01T12:00:00+03:00", tick=False)
def test_the_address_keeps_it_and_files_say_it(pages: Client, march: None):
    page = pages.get("/reports/fewer-calls/?period=last-month&without=marked").content.decode()

    assert "/reports/fewer-calls/report.xlsx?period=last-month&amp;without=marked" in page
    assert "Left out: 10 Mar 2026" in page


def test_what_is_no_choice_is_refused_in_words(pages: Client, api: APIClient):
    answer = api.get("/api/v1/reports/channel-mix/", {**ASKED, "without": "mondays"})

    assert answer.status_code == 400
    assert answer.json()["by_field"] == {
        "without": ["“mondays” cannot be left out. Choose from the list."]
    }


def test_a_report_of_all_time_says_too_what_it_leaves_out(pages: Client, march: None):
    page = pages.get("/reports/goal/?without=marked").content.decode()

    assert "Left out of all figures here: 10 Mar 2026." in page
