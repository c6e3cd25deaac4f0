"""A console that stays open all day, in two browsers: nothing in it grows old."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.aside import aside
from tests.journeys.console import QUIET, bubbles, pane
from tests.journeys.live import LiveDesk
from tests.journeys.played import PlayedDesk, moment
from tickets.models import Topic


def test_a_topic_made_meanwhile_can_be_chosen(desk: LiveDesk, page: Page) -> None:
    desk.topic("Printing")
    page.clock.install()
    page.add_init_script(QUIET)
    desk.sign_in(page, desk.agent("anna"))
    choices = page.locator("close-dialog select[name=topic]")
    expect(choices).to_contain_text("Printing")
    aside(Topic.objects.update, name_en="Copying")

    page.clock.fast_forward("06:00")

    expect(choices).to_contain_text("Copying")
    expect(choices).not_to_contain_text("Printing")


def test_what_one_browser_has_read_is_not_new_in_the_other(
    desk: LiveDesk, page: Page, browser: Browser
) -> None:
    anna = desk.agent("anna")
    page.add_init_script(QUIET)
    second = browser.new_context(locale="en-GB").new_page()
    second.add_init_script(QUIET)
    first_desk, second_desk = (PlayedDesk(each, user=anna.pk) for each in (page, second))
    for each, played in ((page, first_desk), (second, second_desk)):
        desk.sign_in(each, anna)
        said = {"body": "Hello?", "from": {"role": "visitor", "name": "Aino"}}
        played.chat("Aino", said)
        played.chat("Leo", said)
        expect(pane(each, "Leo")).to_contain_text("1 new")

    page.keyboard.press("2")
    expect(pane(page, "Leo")).not_to_contain_text("1 new")
    page.wait_for_timeout(500)
    read = first_desk.heard("read")[-1]
    second_desk.tell("cursor", chat="leo", role="agent", read=read["seq"])

    assert read == {"type": "read", "chat": "leo", "seq": 1}
    expect(pane(second, "Leo")).not_to_contain_text("1 new")
    second.context.close()


def test_an_answer_says_when_it_was_read(played: PlayedDesk, page: Page) -> None:
    anna = {"role": "agent", "name": "Anna"}
    played.chat("Aino", {"body": "Which floor?", "from": anna}, first_reply_at=moment())
    expect(pane(page)).to_contain_text("Sent")

    played.tell("cursor", chat="aino", role="visitor", read=1)

    expect(pane(page)).to_contain_text(re.compile(r"Read \d\d:\d\d"))
    expect(bubbles(pane(page))).to_have_text("Which floor?")


def test_one_chat_at_a_time_is_remembered(played: PlayedDesk, page: Page) -> None:
    played.chat("Aino")
    played.chat("Leo")
    expect(pane(page, "Leo")).to_be_visible()
    page.keyboard.press("Alt+l")
    expect(pane(page, "Leo")).to_be_hidden()

    page.reload()
    expect(page.locator("html")).to_have_attribute("data-connection", "online")
    played.chat("Aino")
    played.chat("Leo")

    expect(pane(page)).to_be_visible()
    expect(pane(page, "Leo")).to_be_hidden()


def test_what_is_half_written_goes_with_its_chat(played: PlayedDesk, page: Page) -> None:
    played.chat("Aino")
    page.get_by_label("Write to Aino").fill("half a sen")
    assert page.evaluate("sessionStorage.length") == 1

    played.tell("gone", chat="aino")

    expect(pane(page)).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
