"""The chat on a page of another site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserType, FrameLocator, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from chat.models import Chat
from helpdesk.people.models import User
from tests.journeys.visitor.page import Socket, awaited, violations

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """<!doctype html><html lang="en"><title>{path}</title><main><h1>{path}</h1>
<a href="/next">Next page</a></main><script src="{desk}/chat/widget.js" async></script>"""


@pytest.fixture(scope="module")
def browser(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    """Playwright turns off that frames have a storage of their own on each site; here it is on."""
    args = [*browser_type_launch_args["args"], "--disable-features=MediaRouter"]
    running = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield running
    running.close()


@pytest.fixture
def site(live_server: LiveServer, agent: User) -> Iterator[str]:
    """Another site than the desk's, each of whose pages has the one line and a strict policy."""
    assert "localhost" in live_server.url
    cache.clear()
    policy = f"default-src 'none'; script-src {live_server.url}; connect-src {live_server.url};"
    policy += f" frame-src {live_server.url}; require-trusted-types-for 'script'"

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            path = self.path.partition("?")[0]
            self.wfile.write(PAGE.format(path=path, desk=live_server.url).encode())

        def log_message(self, *args: object) -> None:
            """The terminal is for the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def button(page: Page) -> Locator:
    return page.locator("helpdesk-chat button.launch")


def panel(page: Page) -> FrameLocator:
    return page.frame_locator("helpdesk-chat iframe")


def test_a_chat_begun_on_another_site_goes_on_from_page_to_page(
    page: Page, site: str, settings: Settings, socket: Socket
) -> None:
    settings.EMBED_ORIGINS = [site]
    page.goto(f"{site}/wifi?token=secret")
    expect(button(page)).to_contain_text("Open now. Expected wait: under 1 min.")
    found = violations(page)

    button(page).click()
    expect(panel(page).get_by_label("Your question")).to_be_focused()
    page.keyboard.type("The printer is on fire")
    panel(page).get_by_role("button", name="Start the chat").click()
    panel(page).get_by_label("Your message").fill("In Agora")
    page.keyboard.press("Enter")
    awaited(page, socket, "send", body="In Agora")
    found += violations(page)
    page.keyboard.press("Escape")
    expect(button(page)).to_be_focused()
    socket.say("Take the stairs")
    expect(button(page)).to_contain_text("New messages: 1")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("heading", name="/next")).to_be_visible()
    expect(button(page)).to_contain_text("New messages: 1")
    button(page).click()

    log = panel(page).get_by_role("log")
    expect(log).to_contain_text("In Agora")
    expect(log).to_contain_text("Take the stairs")
    assert Chat.objects.get().page_url == f"{site}/wifi"
    assert found == []


def test_a_site_that_was_not_named_leads_to_a_window_of_its_own(
    page: Page, site: str, settings: Settings
) -> None:
    settings.EMBED_ORIGINS = ["https://www.uni.example"]

    with page.expect_console_message(lambda said: "may not embed" in said.text):
        page.goto(site)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Chat with us").click()

    expect(opened.value.get_by_role("heading", name="How can we help?")).to_be_visible()
    assert page.locator("helpdesk-chat iframe").count() == 0
