"""A supervisor looks at the desk, into a chat, whispers, and takes over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chat.models import Chat
from helpdesk.people.models import User
from tests.journeys.aside import aside
from tests.journeys.console import QUIET, heard, pane, presence, say, take
from tests.journeys.live import LiveDesk

Visit = Callable[..., Page]
Window = Callable[[], Page]


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Opens browsers of their own."""
    contexts: list[BrowserContext] = []

    def open_one() -> Page:
        contexts.append(browser.new_context(locale="en-GB"))
        page = contexts[-1].new_page()
        page.add_init_script(QUIET)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def console(desk: LiveDesk, window: Window) -> Page:
    """Anna's console; she is online."""
    page = window()
    desk.sign_in(page, desk.agent("anna"))
    page.keyboard.press("p")
    expect(presence(page)).to_contain_text("Online")
    return page


@pytest.fixture
def visitor(desk: LiveDesk, console: Page, window: Window) -> Page:
    """Aino's window; Anna has her chat."""
    page = window()
    page.goto(f"{desk.url}/chat/")
    page.get_by_label("Your question").fill("The printer is on fire")
    page.get_by_role("textbox", name="Name").fill("Aino")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    take(console)
    return page


@pytest.fixture
def overview(desk: LiveDesk, page: Page) -> Page:
    """Saara's view of the desk."""
    page.add_init_script(QUIET)
    desk.agent("saara", role="supervisor")
    page.goto(f"{desk.url}/chat/desk/")
    page.get_by_label("Login").fill("saara")
    page.get_by_label("Password").fill("saara-secret")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-connection", "online")
    return page


def row(overview: Page, name: str = "Aino") -> Locator:
    return overview.locator("desk-chats [data-key]", has_text=name)


def looking(overview: Page) -> Locator:
    return overview.locator("chat-looking")


def look_into(overview: Page, name: str = "Aino") -> None:
    row(overview, name).get_by_role("button").click()
    expect(looking(overview)).to_contain_text("The printer is on fire")


def test_a_supervisor_reads_along_whispers_and_takes_over(
    console: Page, visitor: Page, overview: Page
) -> None:
    expect(row(overview)).to_contain_text("Anna")
    expect(row(overview)).to_contain_text(re.compile("first answer within|No answer of Anna"))
    look_into(overview)
    expect(pane(console)).to_contain_text("Saara looked in")

    say(console, "Which floor?")
    expect(looking(overview)).to_contain_text("Which floor?")
    expect(row(overview)).to_contain_text("The visitor's turn")
    overview.get_by_label("Whisper to Anna").fill("Ask for the name as well")
    overview.keyboard.press("Enter")
    expect(pane(console)).to_contain_text("Ask for the name as well")
    expect(pane(console)).to_contain_text("Saara whispers")

    overview.get_by_role("button", name="Take over").click()
    expect(overview).to_have_url(re.compile("/console/$"))
    expect(pane(console)).to_have_count(0)
    expect(pane(overview)).to_contain_text("Ask for the name as well")
    say_in(overview, "I take it from here")
    expect(heard(visitor, "I take it from here")).to_be_visible()
    assert heard(visitor, "Ask for the name as well").count() == 0


def say_in(page: Page, words: str) -> None:
    field = pane(page).get_by_role("textbox")
    field.fill(words)
    field.press("Enter")


def test_by_keys_alone_one_looks_in_and_away(visitor: Page, overview: Page) -> None:
    button = row(overview).get_by_role("button")
    button.focus()

    overview.keyboard.press("Enter")
    expect(overview.locator("#looking-title")).to_be_focused()
    overview.keyboard.press("Escape")

    expect(looking(overview)).to_be_hidden()
    expect(button).to_be_focused()


def test_after_a_lost_connection_all_is_right_again(
    console: Page, visitor: Page, overview: Page
) -> None:
    look_into(overview)
    overview.context.set_offline(True)
    expect(overview.locator("html")).not_to_have_attribute("data-connection", "online")
    say(console, "Which floor?")
    expect(heard(visitor, "Which floor?")).to_be_visible()

    overview.context.set_offline(False)

    expect(looking(overview)).to_contain_text("Which floor?")
    expect(row(overview)).to_contain_text("The visitor's turn")


def test_whoever_loses_the_role_is_told(visitor: Page, overview: Page) -> None:
    expect(row(overview)).to_be_visible()

    aside(User.objects.filter(username="saara").update, role="agent")

    expect(overview.get_by_text("You may not look at the whole desk any more.")).to_be_visible(
        timeout=15_000
    )
    expect(row(overview)).to_have_count(0)


def test_a_chat_that_ends_while_one_looks_says_so(
    console: Page, visitor: Page, overview: Page
) -> None:
    look_into(overview)

    console.keyboard.press("Alt+e")
    console.keyboard.press("Enter")

    expect(looking(overview)).to_contain_text("This chat has ended.")
    expect(overview.get_by_role("button", name="Take over")).to_be_hidden()
    assert Chat.objects.get().state == "closed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_can_be_read_by_everybody(
    visitor: Page, overview: Page, width: int, scheme: str
) -> None:
    overview.set_viewport_size({"width": width, "height": 900})
    overview.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    look_into(overview)

    found = Axe().run(overview).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert overview.evaluate("document.documentElement.scrollWidth") <= width
