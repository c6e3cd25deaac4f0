"""Whether an agent is there, why not, and what the program does about it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.console import presence
from tests.journeys.played import PlayedDesk


def words(played: PlayedDesk) -> list[tuple[Any, Any]]:
    return [(frame["status"], frame["reason"]) for frame in played.heard("status")]


def test_a_break_and_back_by_keys_alone(played: PlayedDesk, page: Page) -> None:
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Break")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(presence(page)).to_contain_text("Lunch")
    page.keyboard.press("p")

    expect(presence(page)).to_contain_text("Online")
    assert words(played) == [("away", "lunch"), ("online", "")]


def test_another_number_of_chats_leaves_the_presence_alone(played: PlayedDesk, page: Page) -> None:
    played.queue(status="away", reason="meeting")
    expect(presence(page)).to_contain_text("Meeting")
    presence(page).click()
    page.get_by_label("6", exact=True).check()

    expect(presence(page)).to_contain_text("0/6")
    assert played.heard("status") == [
        {"type": "status", "status": "away", "reason": "meeting", "capacity": 6}
    ]


@pytest.mark.parametrize(
    ("reason", "why"),
    [("missed", "offers were not answered"), ("forgotten", "nobody had touched this console")],
)
def test_whom_the_program_set_away_reads_why_and_comes_back_by_one_click(
    played: PlayedDesk, page: Page, reason: str, why: str
) -> None:
    played.queue(status="away", reason=reason)
    expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()

    page.get_by_role("button", name="I am here").click()

    expect(page.get_by_role("alert").filter(has_text=why)).to_have_count(0)
    assert words(played) == [("online", "")]


def test_an_own_break_needs_no_words(played: PlayedDesk, page: Page) -> None:
    played.queue(status="away", reason="break")

    expect(presence(page)).to_contain_text("Break")
    expect(page.locator("presence-banner .notice:visible")).to_have_count(0)


def test_a_lighter_load_is_said_calmly_and_offers_a_break(played: PlayedDesk, page: Page) -> None:
    played.queue(relieved=1)
    line = page.locator("presence-banner").get_by_text("One chat fewer for now")
    expect(line).to_be_visible()
    expect(presence(page)).to_contain_text("0/3")

    page.get_by_role("button", name="Take a break").click()

    expect(line).to_be_hidden()
    assert words(played) == [("away", "break")]


def test_a_line_that_was_put_away_stays_away(played: PlayedDesk, page: Page) -> None:
    played.queue(relieved=1)
    line = page.locator("presence-banner").get_by_text("One chat fewer for now")
    page.locator("presence-banner").get_by_role("button", name="Dismiss").click()
    played.queue(relieved=1, capacity=5)

    expect(presence(page)).to_contain_text("0/4")
    expect(line).to_be_hidden()


def test_work_at_the_console_is_told_once_a_minute(played: PlayedDesk, page: Page) -> None:
    page.mouse.move(300, 300)
    for _ in range(5):
        page.keyboard.press("Shift")
    page.mouse.click(400, 400)
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Break")).to_be_focused()

    assert played.heard("active") == [{"type": "active"}]
