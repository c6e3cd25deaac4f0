from typing import Any

import pytest
from django.test import Client

from reports.charts.renderer import ChartUnavailable
from reports.views import files
from tests.reports.rows import add_contacts, add_requests, at

pytestmark = pytest.mark.django_db
CHARTS = ["/reports/shift.svg", "/reports/channel-mix/chart.svg"]
MAY = {"since": "2026-05-01", "until": "2026-05-31"}


def test_the_files_are_named_after_what_they_hold(pages: Client) -> None:
    asked = {**MAY, "of": "requests", "grain": "week"}

    names = [
        pages.get(f"/reports/channel-mix/data.{suffix}", asked).headers["Content-Disposition"]
        for suffix in ("csv", "xlsx")
    ]

    assert names == [
        'attachment; filename="channel-mix-requests-week-2026-05-01-2026-05-31.csv"',
        'attachment; filename="channel-mix-requests-week-2026-05-01-2026-05-31.xlsx"',
    ]


@pytest.mark.parametrize("address", CHARTS)
def test_a_chart_is_an_svg_that_the_browser_may_ask_for_again(pages: Client, address: str) -> None:
    add_contacts("phone", at("2026-05-05 12:00"), 3)
    first = pages.get(address, MAY)
    again = pages.get(address, MAY, headers={"if-none-match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "image/svg+xml"
    assert first.content.startswith(b"<svg")
    assert (again.status_code, again.content) == (304, b"")


def test_a_chart_changes_with_its_numbers(pages: Client) -> None:
    address = "/reports/channel-mix/chart.svg"
    first = pages.get(address, MAY)
    add_contacts("phone", at("2026-05-05 12:00"))

    again = pages.get(address, MAY, headers={"if-none-match": first.headers["ETag"]})

    assert again.status_code == 200


@pytest.mark.parametrize("address", CHARTS)
@pytest.mark.parametrize("look", [{"scheme": "sepia"}, {"size": "huge"}])
def test_an_unknown_look_is_not_found(pages: Client, address: str, look: dict[str, str]) -> None:
    assert pages.get(address, look).status_code == 404


@pytest.mark.parametrize(
    "address", [*CHARTS, "/reports/channel-mix/data.csv", "/reports/channel-mix/data.xlsx"]
)
def test_wrong_filters_are_refused(pages: Client, address: str) -> None:
    answer = pages.get(address, {"grain": "hour"}, headers={"accept": "application/json"})

    assert answer.status_code == 400
    assert answer.json() == {
        "code": "invalid",
        "message": "“hour” is no length of a row. Choose days, weeks or months.",
        "by_field": {"grain": ["“hour” is no length of a row. Choose days, weeks or months."]},
    }


def test_a_chart_that_cannot_be_drawn_says_so(
    pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(spec: object) -> str:
        raise ChartUnavailable

    monkeypatch.setattr(files, "render", fail)

    assert pages.get("/reports/channel-mix/chart.svg").status_code == 503


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/reports/channel-mix/data.csv", 7),
        ("/reports/channel-mix/data.xlsx", 7),
        ("/reports/channel-mix/chart.svg", 7),
        ("/reports/shift.svg", 16),
    ],
)
def test_a_file_costs_the_same_however_much_there_is(
    pages: Client, django_assert_num_queries: Any, address: str, count: int
) -> None:
    for day in ("2020-01-01", "2026-05-05"):
        add_contacts("phone", at(f"{day} 12:00"), 3)
        add_requests("phone", at(f"{day} 12:00"), 3)

    with django_assert_num_queries(count):
        assert pages.get(address, MAY).status_code == 200
