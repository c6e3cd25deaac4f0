"""How many keys the usual work of a chat takes, with nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from chat.models import Chat
from tests.journeys.console import COUNT_KEYS, QUIET, heard, keys_pressed, pane, presence
from tests.journeys.live import LiveDesk
from tickets.models import Article

NOTE = "Burnt twice"


@pytest.fixture
def console(desk: LiveDesk, page: Page) -> Page:
    """Anna's console, which counts keys; she is online."""
    page.add_init_script(QUIET)
    page.add_init_script(COUNT_KEYS)
    desk.sign_in(page, desk.agent("anna"))
    page.keyboard.press("p")
    expect(presence(page)).to_contain_text("Online")
    return page


@pytest.fixture
def mikko(desk: LiveDesk, browser: Browser) -> Iterator[Page]:
    """A colleague's console, signed in and not online yet."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.add_init_script(QUIET)
    desk.sign_in(page, desk.agent("mikko"))
    yield page
    context.close()


@pytest.fixture
def visitor(desk: LiveDesk, console: Page, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(f"{desk.url}/chat/")
    page.get_by_label("Your question").fill("The printer is on fire")
    page.get_by_role("textbox", name="Name").fill("Aino")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    yield page
    context.close()


def accept(console: Page) -> None:
    expect(console.locator(".console-lists")).to_contain_text("Aino")
    console.keyboard.press("a")
    expect(pane(console)).to_be_visible()


def test_accept_answer_with_an_instruction_and_close_take_one_one_and_two_keys(
    console: Page, visitor: Page
) -> None:
    Article.objects.create(slug="fire", language="en", title="Printers on fire", body="Run.")
    counts = [keys_pressed(console)]
    accept(console)
    counts.append(keys_pressed(console))
    expect(console.locator("instruction-finder")).to_contain_text("Printers on fire")
    console.keyboard.press("Alt+Shift+Digit1")
    expect(heard(visitor, "Printers on fire")).to_be_visible()
    counts.append(keys_pressed(console))
    console.keyboard.press("Alt+x")
    console.keyboard.press("Alt+x")
    expect(pane(console)).to_have_count(0)
    counts.append(keys_pressed(console))

    assert [after - before for before, after in pairwise(counts)] == [1, 1, 2]
    assert Chat.objects.get().outcome == "solved"


def test_a_chat_is_handed_over_with_three_keys_and_the_words_for_the_next_one(
    console: Page, visitor: Page, mikko: Page
) -> None:
    accept(console)
    mikko.keyboard.press("p")
    expect(presence(mikko)).to_contain_text("Online")
    before = keys_pressed(console)

    console.keyboard.press("Alt+t")
    expect(console.get_by_role("dialog")).to_contain_text("Mikko")
    console.keyboard.press("Tab")
    console.keyboard.type(NOTE)
    console.keyboard.press("Enter")

    expect(pane(mikko)).to_be_visible()
    assert keys_pressed(console) - before == 3 + len(NOTE)
