"""A chat offered to an agent: shown, answered by one key, and gone with a word why."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.played import PlayedDesk, colleague, waiting

LAURA = {"id": 900, "name": "Laura"}


def offered(page: Page, name: str = "Aino") -> Locator:
    return page.get_by_role("group", name=f"Offered to you: {name}")


def notices(page: Page) -> Locator:
    return page.locator("console-notices")


def said(page: Page, region: str) -> Locator:
    return page.locator(f"console-alerts [data-part={region}]")


def show(played: PlayedDesk, *names: str) -> None:
    """Offers these chats, one after the other."""
    items = [waiting(name) for name in names]
    played.queue(*({**item, "offered_to": {"id": played.user, "name": "Anna"}} for item in items))
    for item in items:
        played.offer(item)


def test_an_offer_says_who_what_and_how_long(played: PlayedDesk, page: Page) -> None:
    show(played, "Aino")

    for words in ("Aino", "FI", "Wi-Fi", "Aino asks"):
        expect(offered(page)).to_contain_text(words)
    expect(offered(page)).to_contain_text(re.compile(r"(20|19|18) s"))
    expect(page.locator("waiting-list .row")).to_have_count(0)
    expect(page.locator("[data-part=waiting-count]")).to_have_text("1")
    assert Axe().run(page).violations_count == 0


def test_an_offer_is_told_once_and_not_as_somebody_who_waits(
    played: PlayedDesk, page: Page
) -> None:
    show(played, "Aino")

    told = "Offered to you for 20 seconds: Aino, Wi-Fi, FI, Aino asks. A accepts, D passes on."
    expect(said(page, "polite")).to_have_text(told)
    page.wait_for_timeout(1_300)
    expect(said(page, "polite")).to_have_text(told)


@pytest.mark.parametrize(
    ("key", "answer"),
    [("a", "accept"), ("Enter", "accept"), ("Alt+a", "accept"), ("d", "decline")],
)
def test_one_key_answers_the_oldest_offer(
    played: PlayedDesk, page: Page, key: str, answer: str
) -> None:
    show(played, "Aino", "Leo")
    expect(offered(page, "Leo")).to_be_visible()

    page.keyboard.press(key)

    expect(offered(page, "Leo")).to_be_visible()
    assert played.heard(answer) == [{"type": answer, "chat": "aino"}]


def test_escape_passes_the_offer_one_is_on_and_no_other(played: PlayedDesk, page: Page) -> None:
    show(played, "Aino", "Leo")
    expect(offered(page, "Leo")).to_be_visible()
    page.keyboard.press("Escape")
    offered(page, "Leo").get_by_role("button", name="Accept").focus()
    page.keyboard.press("Escape")

    expect(offered(page, "Leo")).to_have_count(0)
    expect(offered(page)).to_be_visible()
    assert played.heard("decline") == [{"type": "decline", "chat": "leo"}]


def test_whoever_writes_answers_with_alt_only(played: PlayedDesk, page: Page) -> None:
    played.chat("Ruut")
    show(played, "Aino")
    expect(offered(page)).to_be_visible()
    page.get_by_label("Write to Ruut").focus()

    page.keyboard.type("add")
    page.keyboard.press("Alt+d")

    expect(offered(page)).to_have_count(0)
    expect(page.get_by_label("Write to Ruut")).to_have_value("add")
    assert [played.heard(kind) for kind in ("accept", "decline")] == [
        [],
        [{"type": "decline", "chat": "aino"}],
    ]


def test_an_accepted_offer_becomes_a_chat_without_a_word(played: PlayedDesk, page: Page) -> None:
    show(played, "Aino")
    expect(offered(page)).to_be_visible()
    page.keyboard.press("a")
    played.chat("Aino")
    played.over(waiting("Aino"), "accepted")
    played.queue()

    expect(page.get_by_role("group", name="Chat with Aino")).to_be_visible()
    expect(page.get_by_label("Write to Aino")).to_be_focused()
    expect(offered(page)).to_have_count(0)
    assert notices(page).inner_text() == ""


def test_an_offer_that_went_on_says_to_whom(played: PlayedDesk, page: Page) -> None:
    show(played, "Aino")
    expect(offered(page)).to_be_visible()
    played.over(waiting("Aino"), "expired")
    played.queue(waiting("Aino", offered_to=LAURA))

    expect(offered(page)).to_have_count(0)
    expect(notices(page)).to_contain_text("The chat of Aino went to Laura.")
    expect(page.locator("waiting-list .row")).to_contain_text("offered to Laura")


@pytest.mark.parametrize(
    ("end", "words"),
    [("expired", "was not taken in time and goes on"), ("withdrawn", "is not offered any more")],
)
def test_an_offer_that_nobody_has_now_says_why_it_is_over(
    played: PlayedDesk, page: Page, end: str, words: str
) -> None:
    show(played, "Aino")
    expect(offered(page)).to_be_visible()
    played.over(waiting("Aino"), end)
    played.queue()

    expect(notices(page)).to_contain_text(words)


def test_an_offer_whose_end_was_not_told_goes_by_the_clock(played: PlayedDesk, page: Page) -> None:
    played.offer(waiting("Aino"), seconds=-1)
    expect(offered(page)).to_contain_text("0 s")

    expect(offered(page)).to_have_count(0, timeout=6_000)


def test_the_key_takes_no_chat_that_somebody_else_is_asked_about(
    played: PlayedDesk, page: Page
) -> None:
    played.others = [colleague(900, "Laura")]
    played.queue(waiting("Aino", offered_to=LAURA), waiting("Leo"))
    expect(page.locator("waiting-list .row")).to_have_count(2)

    page.keyboard.press("a")

    expect(page.locator("waiting-list")).to_contain_text("offered to Laura")
    assert played.heard("accept") == [{"type": "accept", "chat": "leo"}]


def test_whoever_types_before_the_chat_is_here_gives_no_commands(
    played: PlayedDesk, page: Page
) -> None:
    show(played, "Aino", "Leo")
    expect(offered(page, "Leo")).to_be_visible()

    page.keyboard.press("a")
    page.keyboard.type("adcl?")

    expect(page.locator("chat-panes")).to_have_attribute("data-layout", "grid")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert played.heard("accept") == [{"type": "accept", "chat": "aino"}]
    assert played.heard("decline") == []
