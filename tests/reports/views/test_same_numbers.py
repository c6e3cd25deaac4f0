"""Page, CSV, workbook, chart and API say the same, in every language and for every figure."""

import csv
import io
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from rest_framework.test import APIClient

from helpdesk.people.models import Desk
from reports.asking import asked_filters
from reports.charts.mix import mix_data
from reports.measures.channel_mix import channel_mix
from tests.reports.rows import HELSINKI, add_contacts, add_requests, add_team, add_topic, at
from tests.reports.workbook import read_workbook
from tickets.choices import Channel

pytestmark = pytest.mark.django_db
Row = tuple[str | None, str | None, list[str | None]]
"""First day, last day, and the figures; None for a dash."""

ASKED = [
    {"since": "2026-01-15", "until": "2026-03-31", "grain": "month"},
    {"since": "2026-01-15", "until": "2026-02-12", "grain": "week", "compare": "year"},
    {"since": "2026-01-15", "until": "2026-01-18", "grain": "day", "compare": "none"},
    {"since": "2026-01-01", "until": "2026-03-31", "of": "requests", "team": "campus"},
    {"since": "2026-01-01", "until": "2026-03-31", "topic": "network", "grain": "month"},
]


@pytest.fixture(autouse=True)
def contacts() -> None:
    campus, network = add_team("campus"), add_topic("network")
    wifi = add_topic("wi-fi", network)
    for n, channel in enumerate(Channel.values):
        for day in ("2025-01-20", "2025-12-02", "2026-01-15", "2026-01-31", "2026-03-31"):
            moment = at(f"{day} 23:30")
            add_contacts(channel, moment, 3 * n + int(day[-2:]) % 4, topic=wifi, team=campus)
            add_requests(channel, moment, 2 * n + 1, team=campus)
            add_contacts(channel, moment, 1000 * (n == 1))


class Cells(HTMLParser):
    """The rows of the table with the id `rows`: the days in <time>, and the text of each <td>."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[list[str], list[str]]] = []
        self._table = self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self._table = self._table or found.get("id") == "rows"
        if not self._table:
            return
        if tag == "tr":
            self.rows.append(([], []))
        if tag == "time":
            self.rows[-1][0].append(found["datetime"] or "")
        if tag == "td":
            self._cell = True
            self.rows[-1][1].append("")

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"
        self._table = self._table and tag != "table"


def plain(text: str) -> str | None:
    """A number as Python writes it, however a page or a file wrote it; None for a dash."""
    if text == "–":
        return None
    for written, meant in (("−", "-"), ("±", ""), ("+", ""), ("\u00a0", ""), (",", ".")):
        text = text.replace(written, meant)
    return text


def on_page(pages: Client, asked: dict[str, str], language: str) -> list[Row]:
    answer = pages.get("/reports/channel-mix/", asked, headers={"accept-language": language})
    assert answer.status_code == 200
    html = answer.content.decode()
    if language == "en":
        html = html.replace(",", "")  # thousands; decimals have points
    cells = Cells()
    cells.feed(html)
    return [
        (*(days or [None, None]), [plain(text) for text in figures])
        for days, figures in cells.rows
        if figures
    ]


def in_csv(pages: Client, asked: dict[str, str], language: str) -> list[Row]:
    answer = pages.get(
        "/reports/channel-mix/data.csv", asked, headers={"accept-language": language}
    )
    text = answer.content.decode("utf-8-sig")
    delimiter = ";" if language == "fi" else ","
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))[1:]
    return [
        (plain(first), plain(last), [plain(cell) for cell in figures])
        for _label, first, last, *figures in lines
    ]


def day_of(serial: str) -> str | None:
    if serial == "–":
        return None
    return (date(1899, 12, 30) + timedelta(days=int(serial))).isoformat()


def in_workbook(pages: Client, asked: dict[str, str], language: str) -> list[Row]:
    answer = pages.get(
        "/reports/channel-mix/data.xlsx", asked, headers={"accept-language": language}
    )
    data = next(iter(read_workbook(answer.content).values()))[1:]
    return [
        (day_of(first), day_of(last), [plain(cell) for cell in figures])
        for _label, first, last, *figures in data
    ]


def numbers(rows: list[Row]) -> list[tuple[Any, ...]]:
    """Values to compare: 20.0 and 20 are the same number."""
    return [
        (first, last, [None if figure is None else float(figure) for figure in figures])
        for first, last, figures in rows
    ]


def in_api(api: APIClient, asked: dict[str, str]) -> list[tuple[Any, ...]]:
    answer = api.get("/api/v1/reports/channel-mix/", asked).json()
    counted = [*answer["rows"], answer["total"], *([answer["before"]] if answer["before"] else [])]
    rows = [
        (
            row["first"],
            row["last"],
            [n for cell in row["channels"] for n in (cell["count"], cell["share"])]
            + [row["total"]],
        )
        for row in counted
    ]
    if answer["change"]:
        changes = [n for cell in answer["change"] for n in (cell["count"], cell["points"])]
        total = answer["total"]["total"] - answer["before"]["total"]
        rows.append((None, None, [*changes, total]))
    return rows


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("language", ["en", "fi"])
def test_page_files_and_api_say_the_same(
    pages: Client, api: APIClient, asked: dict[str, str], language: str
) -> None:
    page = numbers(on_page(pages, asked, language))

    assert page
    assert numbers(in_csv(pages, asked, language)) == page
    assert numbers(in_workbook(pages, asked, language)) == page
    assert in_api(api, asked) == page


@pytest.mark.parametrize("asked", ASKED)
def test_the_chart_says_the_same(api: APIClient, asked: dict[str, str]) -> None:
    mix = channel_mix(asked_filters(asked, Desk.current()), zone=HELSINKI)

    drawn = [
        (entry["i"], entry["channel"], entry["count"], entry["share"]) for entry in mix_data(mix)
    ]

    rows = api.get("/api/v1/reports/channel-mix/", asked).json()["rows"]
    assert drawn == [
        (i, cell["channel"], cell["count"], cell["share"])
        for i, row in enumerate(rows)
        for cell in row["channels"]
    ]


@pytest.mark.parametrize("asked", ASKED)
def test_the_rows_add_up_to_the_whole(api: APIClient, asked: dict[str, str]) -> None:
    answer = api.get("/api/v1/reports/channel-mix/", asked).json()

    assert sum(row["total"] for row in answer["rows"]) == answer["total"]["total"]
    for row in [*answer["rows"], answer["total"]]:
        assert sum(cell["count"] for cell in row["channels"]) == row["total"]


def test_files_are_in_the_readers_language(pages: Client) -> None:
    with translation.override("en"):
        text = pages.get("/reports/channel-mix/data.csv", {"period": "7-days"}).content.decode()

    titles = "\ufeffPeriod,First day,Last day,Phone: contacts,Phone: percent of contacts,Chat:"
    assert text.startswith(titles)
