"""What one sees and does in the agent's console."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, Page, WebSocketRoute, expect

QUIET = "localStorage.setItem('helpdesk.console.sound', 'off')"


COUNT_KEYS = """
window.keysPressed = 0;
addEventListener("keydown", ({ key }) => {
  if (!["Alt", "Shift", "Control"].includes(key)) window.keysPressed += 1;
}, true);
"""


def keys_pressed(page: Page) -> int:
    """Since the page was loaded with `COUNT_KEYS`; held modifiers do not count."""
    return int(page.evaluate("window.keysPressed"))


def presence(page: Page) -> Locator:
    return page.locator("my-presence [popovertarget]")


def pane(page: Page, name: str = "Aino") -> Locator:
    return page.get_by_role("group", name=f"Chat with {name}")


def need(page: Page, name: str = "Aino") -> Locator:
    return pane(page, name).locator("[data-part=need]")


def bubbles(place: Page | Locator) -> Locator:
    return place.locator(".bubble")


def take(page: Page, name: str = "Aino") -> None:
    """Accepts the only waiting chat by its key, offered or not."""
    expect(page.locator("offer-list, waiting-list").filter(has_text=name)).to_have_count(1)
    page.keyboard.press("Alt+a")
    expect(pane(page, name)).to_be_visible()


def heard(visitor: Page, words: str) -> Locator:
    return visitor.locator(".bubble-body", has_text=words)


def say(page: Page, words: str) -> None:
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def deafen(page: Page) -> list[str]:
    """A console that hears of the queue only until the list returned is emptied."""
    hearing = ["queue"]

    def connect(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def pass_on(text: str | bytes) -> None:
            frame = json.loads(text)
            if frame["type"] != "queue" or hearing:
                route.send(text)

        server.on_message(pass_on)

    page.route_web_socket(re.compile("/ws/console/"), connect)
    return hearing
