"""A hostile visitor is warned, blocked, turned away, and may come back when that is lifted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from chat.models import Incident
from tests.journeys.console import pane, take
from tests.journeys.live import LiveDesk

Window = Callable[[], Page]


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Opens browsers of their own."""
    contexts: list[BrowserContext] = []

    def open_one() -> Page:
        contexts.append(browser.new_context(locale="en-GB"))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def ask(page: Page, url: str, question: str = "You idiots") -> None:
    page.goto(f"{url}/chat/")
    page.get_by_label("Your question").fill(question)
    page.get_by_role("textbox", name="Name").fill("Aino")
    page.get_by_role("button", name="Start the chat").click()


@pytest.fixture
def visitor(desk: LiveDesk, console: Page, window: Window) -> Page:
    """Aino's window; Anna has her chat."""
    page = window()
    ask(page, desk.url)
    expect(page.get_by_label("Your message")).to_be_visible()
    take(console)
    return page


def test_a_warning_is_two_keys_away(console: Page, visitor: Page) -> None:
    console.keyboard.press("Alt+h")
    expect(console.get_by_role("dialog").get_by_label("Warn")).to_be_checked()

    console.get_by_role("dialog").get_by_label("Warn").press("Enter")

    warning = visitor.get_by_role("listitem").filter(has_text="Please write in a civil tone")
    expect(warning.locator("[data-part=name]")).to_have_text("Helpdesk")
    expect(console.get_by_role("dialog")).to_be_hidden()
    expect(pane(console)).to_contain_text("Please write in a civil tone")
    expect(console.locator("console-notices")).to_contain_text("Aino was warned.")
    console.keyboard.press("Alt+h")
    expect(console.get_by_role("dialog").get_by_label("End the chat", exact=True)).to_be_checked()


def test_whoever_is_blocked_is_turned_away_until_a_supervisor_lifts_it(
    desk: LiveDesk, console: Page, visitor: Page, window: Window
) -> None:
    console.keyboard.press("Alt+h")
    dialog = console.get_by_role("dialog")
    dialog.get_by_label("block the person for 24 hours").check()
    dialog.get_by_label("What happened").fill("Threats")
    dialog.get_by_role("button", name="End and block").click()
    expect(pane(console)).to_have_count(0)
    expect(console.locator("console-notices")).to_contain_text("Aino cannot chat for 24 hours")

    again = visitor.context.new_page()
    again.goto(f"{desk.url}/chat/")
    new = again.get_by_role("button", name="new chat")
    new.click()  # the ended chat is still shown; waits until its page is there
    ask(again, desk.url, "Hello again")
    expect(again.get_by_role("alert")).to_contain_text("because of what was written before")
    expect(again.get_by_role("link", name="Go on with the form")).to_be_visible()

    chief = window()
    desk.agent("saara", role="supervisor")
    chief.goto(f"{desk.url}/chat/desk/blocks/")
    chief.get_by_label("Login").fill("saara")
    chief.get_by_label("Password").fill("saara-secret")
    chief.keyboard.press("Enter")
    expect(chief.get_by_role("cell", name="Threats")).to_be_visible()
    assert Axe().run(chief).response["violations"] == []
    chief.get_by_role("button", name="Lift the block").click()
    expect(chief.get_by_text("Lifted by Saara")).to_be_visible()

    ask(again, desk.url, "Sorry")
    expect(again.get_by_label("Your message")).to_be_visible()
    assert Incident.objects.get().note == "Threats"


def test_the_dialog_can_be_read_by_everybody(console: Page, visitor: Page) -> None:
    console.keyboard.press("Alt+h")
    console.get_by_role("dialog").get_by_label("block the person").check()

    assert Axe().run(console).response["violations"] == []
