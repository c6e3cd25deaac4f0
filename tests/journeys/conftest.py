"""A real browser for the journeys.

The fixtures of pytest-playwright live for the session and leave an event loop running in it, in
which pytest-asyncio could not start its own. Here they live for the journeys, none of which is a
coroutine.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.journeys.console import QUIET, presence
from tests.journeys.live import LiveDesk, serving
from tests.journeys.played import PlayedDesk
from tickets.models import Topic

# A busy machine takes its time; what is there at once is not waited for.
expect.set_options(timeout=20_000)

Visit = Callable[..., Page]
CHROMIUMS = ("chromium-headless-shell", "chromium")
"""The same browser without and with its windows; the former takes half the processor time."""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The machine's own Chromium (CHROMIUM names another), which asks nobody for anything."""
    found = filter(None, map(shutil.which, CHROMIUMS))
    return {"executable_path": os.environ.get("CHROMIUM") or next(found), "args": ARGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    # Tests use the ORM in the thread in which Playwright's loop waits for them.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as running:
            yield running


@pytest.fixture(scope="package")
def browser_type(playwright: Playwright) -> BrowserType:
    return playwright.chromium


@pytest.fixture(scope="package")
def launch_browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Callable[..., Browser]:
    return lambda **more: browser_type.launch(**browser_type_launch_args, **more)


@pytest.fixture(scope="package")
def browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    running = launch_browser()
    yield running
    running.close()


@pytest.fixture(scope="package")
def served(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that runs as long as the journeys."""
    with serving(tmp_path_factory.mktemp("live")) as url:
        yield url


@pytest.fixture
def desk(served: str, transactional_db: None) -> Iterator[LiveDesk]:
    """The running desk, open around the clock; in the end no chat may lack its ticket."""
    live = LiveDesk(served)
    live.open()
    yield live
    live.settle()


@pytest.fixture
def played(desk: LiveDesk, page: Page) -> PlayedDesk:
    """Anna's console; she is online, and whatever her desk says is said by the test."""
    anna = desk.agent("anna")
    page.add_init_script(QUIET)
    its = PlayedDesk(page, user=anna.pk)
    desk.sign_in(page, anna)
    return its


@pytest.fixture
def printing(desk: LiveDesk) -> Topic:
    return desk.topic("Printing", keywords="printer")


@pytest.fixture
def console(desk: LiveDesk, page: Page) -> Page:
    """Anna's console; she is online."""
    page.add_init_script(QUIET)
    desk.sign_in(page, desk.agent("anna"))
    page.keyboard.press("p")
    expect(presence(page)).to_contain_text("Online")
    return page


@pytest.fixture
def visit(desk: LiveDesk, browser: Browser) -> Iterator[Visit]:
    """Opens a chat in a browser of its own."""
    contexts: list[BrowserContext] = []

    def ask(question: str, *, name: str = "Aino", email: str = "") -> Page:
        contexts.append(browser.new_context(locale="en-GB"))
        page = contexts[-1].new_page()
        page.goto(f"{desk.url}/chat/")
        page.get_by_label("Your question").fill(question)
        page.get_by_role("textbox", name="Name").fill(name)
        page.get_by_role("textbox", name="E-mail").fill(email)
        page.get_by_role("button", name="Start the chat").click()
        expect(page.get_by_label("Your message")).to_be_visible()
        return page

    yield ask
    for context in contexts:
        context.close()


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser's console complains of: refused styles and scripts, missing files."""
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            heard.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard
