"""Handing a chat over: to whoever can take it now, with a word, by keys alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.journeys.console import pane
from tests.journeys.played import PlayedDesk, colleague, moment

LAURA = colleague(900, "Laura", languages=["fi", "sv"])
MIKKO = colleague(901, "Mikko", free=0, active=4)
SARI = colleague(902, "Sari", languages=["en"])
EERO = colleague(903, "Eero", free=1)


@pytest.fixture
def dialog(played: PlayedDesk, page: Page) -> Locator:
    """The dialog for a chat in Finnish, while four colleagues are there."""
    played.others = [LAURA, MIKKO, SARI, EERO]
    played.queue()
    played.chat("Aino")
    expect(pane(page)).to_be_visible()
    page.keyboard.press("Alt+t")
    return page.get_by_role("dialog", name="Hand over the chat: Aino")


def choices(dialog: Locator) -> list[str]:
    return dialog.locator("option").all_inner_texts()


def test_only_whoever_can_take_it_is_offered(dialog: Locator, page: Page) -> None:
    expect(dialog.get_by_label("To", exact=True)).to_be_focused()

    assert choices(dialog) == ["Laura (room for 4)", "Eero (room for 1)"]
    assert Axe().run(page).violations_count == 0


def test_a_chat_is_handed_over_by_keys_with_a_word(
    dialog: Locator, played: PlayedDesk, page: Page
) -> None:
    expect(dialog.get_by_label("To", exact=True)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.type("Knows the printers")
    page.keyboard.press("Enter")

    page.wait_for_function("!document.querySelector('transfer-dialog [data-part=confirm]:enabled')")
    (frame,) = played.heard("transfer")
    assert {key: frame[key] for key in ("chat", "agent", "note")} == {
        "chat": "aino",
        "agent": 903,
        "note": "Knows the printers",
    }
    ok = {"chat": "aino", "client_id": frame["client_id"], "seq": 1, "at": moment()}
    played.tell("ok", **ok, duplicate=False)
    played.tell("gone", chat="aino")
    expect(pane(page)).to_have_count(0)
    assert page.locator("console-notices").inner_text() == ""


def test_whoever_can_take_it_no_more_is_not_kept_chosen(
    dialog: Locator, played: PlayedDesk, page: Page
) -> None:
    expect(dialog.get_by_label("To", exact=True)).to_have_value("agent:900")
    page.keyboard.press("Tab")
    page.keyboard.type("Half a wo")

    played.others = [{**LAURA, "free": 0}, EERO]
    played.queue()

    expect(dialog.get_by_role("alert")).to_contain_text("Whom you had chosen cannot take it")
    expect(dialog.get_by_label("To", exact=True)).to_have_value("")
    expect(dialog.get_by_label("What the next one should know")).to_have_value("Half a wo")
    assert choices(dialog) == ["Eero (room for 1)"]


def test_where_nobody_can_take_it_the_dialog_says_so(
    dialog: Locator, played: PlayedDesk, page: Page
) -> None:
    played.others = [MIKKO]
    played.queue()

    expect(dialog).to_contain_text("nobody to hand over to")
    expect(dialog.get_by_role("button", name="Hand over")).to_be_disabled()
