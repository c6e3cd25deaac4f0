"""The board: one page, and the tiles that it fetches."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client

from chat import dispatch
from chat.actions import open_chat, set_presence
from helpdesk.people.models import Desk, ServiceHours
from tests.reports.answered import add_agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna is there, Aino waits."""
    monkeypatch.setattr(dispatch, "route", lambda: None)
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens=time(0), closes=time(0))
    desk = Desk.objects.create(pk=1, name="Help at last")
    set_presence(add_agent("anna"), status="online", capacity=4)
    open_chat(question="My printer burns", language="en", name="Aino", email="aino@uni.example")
    return desk


@pytest.mark.parametrize("path", ["/reports/board/", "/reports/board/tiles/"])
def test_figures_are_there_and_names_are_not(busy: Desk, pages: Client, path: str):
    shown = pages.get(path, headers={"accept-language": "en"}).content.decode()

    for word in ("Waiting", "Longest wait", "Agents there", "4 of 4 places free", "Phone today"):
        assert word in shown
    for name in ("Anna", "Aino", "printer"):
        assert name not in shown


def test_nothing_of_it_is_kept_by_browsers_or_on_the_way(busy: Desk, pages: Client):
    assert "no-store" in pages.get("/reports/board/tiles/")["Cache-Control"]


def test_the_page_has_no_controls(busy: Desk, pages: Client):
    main = pages.get("/reports/board/").content.decode().partition("<main")[2]

    assert [
        tag for tag in ("<button", "<input", "<select", "<a ", "aria-live") if tag in main
    ] == []


@pytest.mark.parametrize("agents", [1, 3])
def test_the_tiles_take_a_fixed_number_of_queries(
    busy: Desk, pages: Client, django_assert_num_queries, agents: int
):
    for number in range(agents):
        set_presence(add_agent(f"more{number}"), status="online", capacity=4)
    pages.get("/reports/board/tiles/")

    with django_assert_num_queries(17):
        pages.get("/reports/board/tiles/")
