"""The front page: the shift in one look, every number of it leads to what it counts."""

import re
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from helpdesk.people.models import Desk
from reports.actions import build_counts
from reports.choices import Figure
from reports.front import look_at
from reports.models import Annotation, Target
from reports.report import Asked
from reports.tiles import front_tiles
from tests.reports.catalogue.conftest import desk, year
from tests.reports.rows import add_chats, add_contacts, add_requests, at, filters

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-11-21T12:00:00+02:00")
__all__ = ["desk", "year"]


def text(answer: HttpResponse) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ")


@pytest.fixture
def story() -> None:
    """Chat passes phone in its third month; calls of three years ago and of this year."""
    Desk.objects.create(pk=1, phone_goal_percent=10)
    add_contacts("phone", at("2024-01-10 12:00"), 100)
    for month, calls, chats in (("08", 30, 10), ("09", 20, 10), ("10", 10, 40), ("11", 1, 9)):
        add_contacts("phone", at(f"2026-{month}-10 12:00"), calls)
        add_chats(at(f"2026-{month}-10 12:00"), chats, alternative="phone", satisfaction=5)
    add_requests("phone", at("2024-01-10 12:00"), 1)
    add_requests("phone", at("2026-11-10 12:00"), 2)
    add_requests("chat", at("2026-11-10 12:00"), 8)


@time_machine.travel(NOW, tick=False)
def test_it_says_how_the_shift_goes(pages: Client, story: None) -> None:
    page = text(pages.get("/reports/"))

    assert (
        "<strong>Phone 20.0 % of requests in the last four full weeks, 10.0 points above the goal"
        " of 10.0 %; in contacts, chat passed phone in October 2026.</strong>"
    ) in page
    assert "Calls are down by 39 %: 61 in the last 52 weeks, 100 in the first 52." in page
    assert "19 Oct 2026 – 15 Nov 2026; compared with 21 Sept 2026 – 18 Oct 2026" in page
    assert "There is no target yet for this figure" in page


@time_machine.travel(NOW, tick=False)
def test_contacts_are_one_click_away(pages: Client, story: None) -> None:
    page = text(pages.get("/reports/?of=contacts"))

    assert "Phone 10.0 % of contacts in the last four full weeks" in page
    assert 'src="/reports/shift.svg?of=contacts&size=broad"' in page


@time_machine.travel(NOW, tick=False)
def test_with_a_target_it_says_where_we_are_on_the_path(pages: Client, story: None) -> None:
    Target.objects.create(
        figure="requests",
        from_day=date(2026, 1, 1),
        from_percent=30,
        to_day=date(2026, 12, 31),
        to_percent=10,
    )
    page = text(pages.get("/reports/"))

    assert "Phone 20.0 % of requests in the last four full weeks, 7.5 points behind" in page
    assert "Target: phone from 30.0 % of requests on 1 Jan 2026 to 10.0 % on 31 Dec 2026." in page
    assert "There is no target yet" not in page


@time_machine.travel(NOW, tick=False)
def test_what_happened_stands_beside_the_picture(pages: Client, story: None) -> None:
    Annotation.objects.create(
        first_day="2026-10-10", last_day="2026-10-12", kind="marketing", text="Posters"
    )

    page = text(pages.get("/reports/"))

    assert "10 Oct 2026 – 12 Oct 2026</span> Marketing: Posters" in page


@time_machine.travel("2026-11-20T12:00:00+02:00", tick=False)
@pytest.mark.parametrize("built", [False, True], ids=["facts", "kept"])
@pytest.mark.parametrize("figure", Figure)
def test_each_number_of_the_tiles_leads_to_a_list_of_that_length(
    pages: Client, year: Desk, figure: Figure, built: bool
) -> None:
    add_contacts("phone", at("2024-09-10 12:00"), 7)
    if built:
        build_counts()
    asked = Asked(filters("2026-01-01", "2026-11-20", figure=figure), year, date(2026, 11, 20))

    tiles = front_tiles(look_at(asked))

    counted = [each for tile in tiles for each in tile.counted]
    lists = [each.subset.rows(year.zone).count() for each in counted]
    assert len(counted) == 10
    assert [each.number for each in counted] == lists
    page = pages.get(f"/reports/?of={figure}").content.decode()
    for each in counted:
        if each.number:
            listed = pages.get(f"/reports/contacts/?{each.subset.query}").content.decode()
            assert re.search(rf"<h1>{each.number} (contact|request)", listed)
            assert each.subset.query.replace("&", "&amp;") in page


def test_an_empty_desk_has_dashes_and_no_chart(pages: Client) -> None:
    page = text(pages.get("/reports/"))

    assert "No requests in the last four full weeks." in page
    assert "0.0 %" not in page
    assert "shift.svg" not in page


def test_an_unknown_figure_is_refused_in_words(pages: Client) -> None:
    for address in ("/reports/?of=calls", "/reports/shift.svg?of=calls"):
        answer = pages.get(address)

        assert answer.status_code == 400
        assert "“calls” cannot be counted here. Choose contacts or requests." in text(answer)


@time_machine.travel(NOW, tick=False)
def test_the_changes_of_weeks_that_are_not_on_record_are_not_told(pages: Client) -> None:
    add_contacts("phone", at("2026-10-20 12:00"), 5)
    add_contacts("chat", at("2026-11-05 12:00"), 5)

    page = text(pages.get("/reports/?of=contacts"))

    assert "better" not in page
    assert "Phone 50.0 % of contacts" in page


@pytest.mark.parametrize("times", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_it_costs_the_same_however_much_there_is(
    pages: Client, django_assert_num_queries: Any, times: int
) -> None:
    Desk.objects.create(pk=1)
    for n in range(times):
        add_contacts("phone", at("2024-01-10 12:00"), times)
        add_chats(at(f"2026-1{n % 2}-05 12:00"), times, alternative="phone")
        add_requests("web", at("2026-10-05 12:00"), times)
        Annotation.objects.create(
            first_day="2026-10-10", last_day="2026-10-12", kind="marketing", text="Posters"
        )

    with django_assert_num_queries(17):
        assert pages.get("/reports/").status_code == 200
