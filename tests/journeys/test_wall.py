"""The board on the wall: it follows the desk by itself, and says when it does not."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from chat.actions import open_chat, set_presence
from helpdesk.people.choices import Role
from tests.journeys.aside import aside
from tests.journeys.live import LiveDesk

TILES = "**/reports/board/tiles/"


@pytest.fixture
def wall(desk: LiveDesk, page: Page) -> Page:
    """A screen that a supervisor has signed in at; its clock goes only as tests let it."""
    desk.agent("saara", role=Role.SUPERVISOR)
    page.goto(f"{desk.url}/reports/board/")
    page.get_by_label("Login").fill("saara")
    page.get_by_label("Password").fill("saara-secret")
    page.keyboard.press("Enter")
    expect(page.locator("live-board")).to_be_visible()
    page.clock.install()
    page.reload()
    return page


def figure(wall: Page, tile: str) -> Locator:
    return wall.locator(f"[data-tile={tile}] .board-figure")


def notice(wall: Page) -> Locator:
    return wall.get_by_text("Not live since")


def test_a_cut_network_is_told_and_forgotten_when_it_is_back(wall: Page) -> None:
    expect(figure(wall, "waiting")).to_have_text("0")
    expect(notice(wall)).to_be_hidden()

    wall.route(TILES, lambda route: route.abort())
    wall.clock.run_for(21_000)
    expect(notice(wall)).to_be_visible()
    expect(notice(wall)).to_contain_text(":")

    wall.unroute(TILES)
    wall.clock.run_for(6_000)
    expect(notice(wall)).to_be_hidden()


def test_who_comes_appears_by_itself_and_counts_up(desk: LiveDesk, wall: Page) -> None:
    expect(figure(wall, "longest")).to_have_text("–")
    aside(set_presence, desk.agent("anna"), status="online", capacity=4)

    aside(open_chat, question="My printer burns", language="en", name="Aino")
    wall.clock.run_for(6_000)
    expect(figure(wall, "waiting")).to_have_text("1")
    expect(figure(wall, "longest")).to_contain_text(":")
    expect(wall.locator("body")).not_to_contain_text("Aino")


def test_everybody_can_read_it(wall: Page) -> None:
    found = Axe().run(wall).response["violations"]

    assert [each["id"] for each in found] == []
