"""Sounds, notifications, and what is read out: surely, once, and only to whom it concerns."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.live import LiveDesk
from tests.journeys.played import PlayedDesk, moment, waiting

COUNT = """
window.rung = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.rung += 1;
  return start.apply(this, when);
};
"""
NOTIFY = """
window.shown = [];
window.Notification = class extends EventTarget {
  static permission = "default";
  static async requestPermission() { return (this.permission = "granted"); }
  constructor(title, { tag }) { super(); window.shown.push([title, tag]); }
};
Object.defineProperty(document, "hidden", { get: () => window.away ?? false });
"""


def sound(page: Page) -> Locator:
    return page.locator("alert-settings [popovertarget]")


def menu(page: Page) -> Locator:
    return page.get_by_role("group", name="Sounds and notifications")


def said(page: Page, region: str) -> Locator:
    return page.locator(f"console-alerts [data-part={region}]")


def first_visit(desk: LiveDesk, page: Page) -> PlayedDesk:
    anna = desk.agent("anna")
    page.add_init_script(COUNT + NOTIFY)
    played = PlayedDesk(page, user=anna.pk)
    desk.sign_in(page, anna)
    return played


def test_the_first_visit_asks_for_sounds_and_a_test_unlocks_them(
    desk: LiveDesk, page: Page
) -> None:
    played = first_visit(desk, page)
    menu(page).get_by_role("button", name="Play a test sound").click()
    expect(menu(page)).to_contain_text("You should have heard four short tones")
    expect(sound(page)).to_contain_text("Sound on")
    assert page.evaluate("rung") == 4
    menu(page).get_by_role("button", name="Done").click()

    played.offer(waiting("Aino"))

    page.wait_for_function("rung === 8")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-connection", "online")
    expect(menu(page)).to_be_hidden()


def test_whoever_turns_away_is_not_asked_again(desk: LiveDesk, page: Page) -> None:
    first_visit(desk, page)
    expect(menu(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sound(page)).to_contain_text("Sound off")

    page.reload()

    expect(page.locator("html")).to_have_attribute("data-connection", "online")
    expect(menu(page)).to_be_hidden()
    assert page.evaluate("rung") == 0


def test_notifications_name_who_and_come_only_while_one_looks_elsewhere(
    desk: LiveDesk, page: Page
) -> None:
    played = first_visit(desk, page)
    menu(page).get_by_label("Notifications of the browser").check()
    expect(menu(page)).to_contain_text("They come while this window is behind others")
    played.offer(waiting("Aino"))
    expect(said(page, "polite")).to_contain_text("Aino")
    page.evaluate("window.away = true")

    played.offer(waiting("Leo"))

    page.wait_for_function("shown.length > 0")
    assert page.evaluate("shown") == [["Offered to you: Leo", "leo"]]


def test_a_promise_about_to_break_interrupts_once(played: PlayedDesk, page: Page) -> None:
    told: list[str] = []
    page.expose_function("hear", lambda text: told.append(text))
    page.evaluate(
        """() => {
          const region = document.querySelector("[data-part=assertive]");
          const tell = () => region.textContent && hear(region.textContent);
          new MutationObserver(tell).observe(region, { childList: true });
        }"""
    )
    played.chat("Ruut", promise_at=moment(6))
    expect(said(page, "assertive")).to_have_text(re.compile(r"Ruut: \d s left of the promise"))
    expect(page.get_by_role("group", name="Chat with Ruut")).to_contain_text("Late", timeout=8_000)

    assert len(told) == 1


def test_whoever_waits_and_is_asked_of_another_is_not_read_out(
    played: PlayedDesk, page: Page
) -> None:
    played.queue(waiting("Aino", offered_to={"id": 900, "name": "Laura"}))
    played.queue(
        waiting("Aino", offered_to={"id": 900, "name": "Laura"}), waiting("Leo", topic=None)
    )

    expect(said(page, "polite")).to_have_text("Leo waits: Leo asks")


def test_whoever_is_full_is_left_in_peace(played: PlayedDesk, page: Page) -> None:
    for name in ("Ruut", "Sami", "Oona", "Eino"):
        played.chat(name)
    expect(page.locator("my-chats .row")).to_have_count(4)

    played.queue(waiting("Aino"))

    page.wait_for_timeout(1_300)
    expect(said(page, "polite")).to_have_text("")


def test_a_whisper_of_another_chat_is_shown_once_with_a_way_there(
    played: PlayedDesk, page: Page
) -> None:
    played.chat("Ruut")
    played.chat("Sami")
    expect(page.get_by_role("group", name="Chat with Sami")).to_be_visible()
    whisper = {"kind": "note", "whisper": True, "body": "Ask the floor"}
    sari = {"role": "agent", "name": "Sari"}

    played.tell("event", **played.entry("Sami", 1, {**whisper, "from": sari}))

    notice = page.locator("console-notices").get_by_text("Sari whispers about Sami: Ask the floor")
    expect(notice).to_be_visible()
    expect(said(page, "polite")).to_have_text("")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Write to Sami")).to_be_focused()
    expect(page.get_by_role("group", name="Chat with Sami")).to_contain_text(
        "Sari whispers: the visitor does not see it"
    )
