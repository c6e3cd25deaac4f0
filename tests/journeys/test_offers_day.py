"""Offers between two consoles: let pass, not answered, taken; and a day's chats by keys alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chat.choices import EventKind, PresenceStatus
from chat.models import Chat, Event, Presence
from tests.journeys.aside import aside
from tests.journeys.console import QUIET, heard, pane, presence, say
from tests.journeys.live import LiveDesk


@pytest.fixture
def contexts(browser: Browser) -> Iterator[list[BrowserContext]]:
    made: list[BrowserContext] = []
    yield made
    for context in made:
        context.close()


def console(desk: LiveDesk, browser: Browser, contexts: list[BrowserContext], name: str) -> Page:
    """Somebody's console, online."""
    contexts.append(browser.new_context(locale="en-GB"))
    page = contexts[-1].new_page()
    page.add_init_script(QUIET)
    desk.sign_in(page, desk.agent(name))
    page.keyboard.press("p")
    expect(presence(page)).to_contain_text("Online")
    return page


def visit(desk: LiveDesk, browser: Browser, contexts: list[BrowserContext], name: str) -> Page:
    contexts.append(browser.new_context(locale="en-GB"))
    page = contexts[-1].new_page()
    page.goto(f"{desk.url}/chat/")
    page.get_by_label("Your question").fill(f"I am {name}")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_label("Your message")).to_be_visible()
    return page


def offer(page: Page, name: str = "Aino") -> Locator:
    return page.get_by_role("group", name=f"Offered to you: {name}")


def kinds(name: str) -> list[str]:
    events = Event.objects.filter(chat__visitor_name=name).order_by("seq")
    return list(events.values_list("kind", flat=True))


def test_a_chat_that_one_lets_pass_is_offered_to_the_other_at_once(
    desk: LiveDesk, browser: Browser, contexts: list[BrowserContext]
) -> None:
    anna = console(desk, browser, contexts, "anna")
    visitor = visit(desk, browser, contexts, "Aino")
    expect(offer(anna)).to_contain_text("I am Aino")
    mikko = console(desk, browser, contexts, "mikko")
    expect(mikko.locator("waiting-list")).to_contain_text("offered to Anna")

    anna.keyboard.press("d")

    expect(offer(mikko)).to_be_visible()
    expect(offer(anna)).to_have_count(0)
    expect(anna.locator("console-notices")).to_contain_text("The chat of Aino went to Mikko.")
    mikko.keyboard.press("a")
    expect(pane(mikko).locator("textarea")).to_be_focused()
    say(mikko, "Good morning")
    expect(heard(visitor, "Good morning")).to_be_visible()
    expect(pane(mikko)).to_contain_text(re.compile(r"Passed on: Anna let it go after \d+ s"))
    expect(pane(mikko)).to_contain_text("Offered to Mikko")


def test_a_chat_that_nobody_answers_for_goes_on_when_its_promise_breaks(
    desk: LiveDesk, browser: Browser, contexts: list[BrowserContext]
) -> None:
    anna = console(desk, browser, contexts, "anna")
    visit(desk, browser, contexts, "Aino")
    expect(offer(anna)).to_be_visible()
    mikko = console(desk, browser, contexts, "mikko")

    expect(offer(mikko)).to_be_visible(timeout=30_000)
    expect(anna.locator("console-notices")).to_contain_text("The chat of Aino went to Mikko.")
    expect(mikko.locator("desk-today")).to_contain_text("Promise today")
    mikko.keyboard.press("Enter")
    expect(pane(mikko)).to_contain_text(re.compile(r"Passed on: Anna did not answer in \d+ s"))
    expect(pane(mikko)).to_contain_text("Late")


def take_six(anna: Page) -> None:
    """Six at once, as soon as the desk knows that she is online: her page says so before."""
    online = Presence.objects.filter(status=PresenceStatus.ONLINE)
    for _ in range(200):
        if aside(online.update, capacity=6):
            return
        anna.wait_for_timeout(100)
    raise AssertionError("the desk never heard that she is online")


def test_six_chats_by_offers_and_keys_alone(
    desk: LiveDesk, browser: Browser, contexts: list[BrowserContext]
) -> None:
    anna = console(desk, browser, contexts, "anna")
    take_six(anna)
    names = ["Aino", "Eino", "Leo", "Oona", "Ruut", "Sami"]
    visitors = {}
    for name in names:
        visitors[name] = visit(desk, browser, contexts, name)
        expect(offer(anna, name)).to_be_visible()
        anna.keyboard.press("Alt+a")
        expect(pane(anna, name).locator("textarea")).to_be_focused()
        say(anna, f"Hello {name}")
        expect(heard(visitors[name], f"Hello {name}")).to_be_visible()

    for name in names:
        visitors[name].get_by_label("Your message").fill("It is on fire")
        visitors[name].keyboard.press("Enter")
        expect(pane(anna, name)).to_contain_text("It is on fire")
    for name in names:
        anna.keyboard.press("Alt+n")
        expect(pane(anna, name).locator("textarea")).to_be_focused()
        say(anna, f"I am coming, {name}")
        expect(heard(visitors[name], f"I am coming, {name}")).to_be_visible()

    expect(anna.locator("desk-today")).to_contain_text(re.compile(r"you \d+ %"))
    for _ in names:
        anna.keyboard.press("Alt+e")
        expect(anna.get_by_role("dialog")).to_be_visible()
        anna.keyboard.press("Enter")
        expect(anna.get_by_role("dialog")).to_have_count(0)
    expect(presence(anna)).to_contain_text("0/6")
    expect(anna.locator("done-list")).to_contain_text(re.compile("Aino"))
    assert Chat.objects.filter(first_reply_at__isnull=False).count() == len(names)
    assert {EventKind.OFFERED, EventKind.ASSIGNED} <= set(kinds("Sami"))
