"""Answering in the console: ready answers, instructions, drafts, and the end of a chat."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from chat.models import Chat
from helpdesk.people.models import Requester
from tests.journeys.conftest import Visit
from tests.journeys.console import bubbles, heard, pane, say
from tests.journeys.live import LiveDesk
from tickets.actions import open_ticket, record_contact
from tickets.choices import Status
from tickets.models import Article, CannedReply, Ticket, Topic


def take(page: Page) -> None:
    """Takes the only chat, whether it is offered or waits."""
    expect(page.locator(".console-lists")).to_contain_text("Aino")
    page.keyboard.press("Alt+a")
    expect(pane(page)).to_be_visible()


def ready(shortcut: str, body: str, language: str = "en") -> CannedReply:
    return CannedReply.objects.create(shortcut=shortcut, body=body, language=language)


def options(page: Page) -> list[str]:
    return page.locator(".canned:visible [data-part=shortcut]").all_inner_texts()


def test_a_ready_answer_is_called_by_its_shortcut_and_filled_in(
    console: Page, visit: Visit
) -> None:
    ready("hello", "Hello {name}, {agent} here.")
    ready("restart", "Please restart the device.")
    ready("wait", "Hetki, kiitos.", "fi")
    visitor = visit("The printer is on fire")
    take(console)
    field = pane(console).locator("textarea")

    console.keyboard.type("Well. /")
    expect(console.locator(".canned-option")).to_have_count(3)
    assert options(console) == ["/hello", "/restart", "/wait"]
    expect(console.locator(".canned-option").nth(2)).to_contain_text("FI")
    assert Axe().run(console).violations_count == 0
    console.keyboard.type("rest")
    expect(console.locator(".canned-option")).to_have_count(1)
    console.keyboard.press("Enter")
    expect(field).to_have_value("Well. Please restart the device.")
    console.keyboard.press("Home")
    console.keyboard.type("/hel")
    expect(console.locator(".canned-option")).to_have_count(1)
    console.keyboard.press("Enter")
    console.keyboard.type(" ")

    expect(field).to_have_value("Hello Aino, Anna here. Well. Please restart the device.")
    console.keyboard.press("Enter")
    expect(heard(visitor, "Hello Aino, Anna here. Well.")).to_be_visible()


def test_a_place_that_nobody_could_fill_is_shown_and_never_sent(
    console: Page, visit: Visit
) -> None:
    ready("odd", "It is in {room}, {name}.")
    visitor = visit("The printer is on fire")
    take(console)
    console.keyboard.type("/odd")
    expect(console.locator(".canned-option")).to_have_count(1)
    console.keyboard.press("Enter")

    console.keyboard.press("Enter")
    console.reload()
    expect(pane(console)).to_contain_text("Still to be filled in before it can be sent: {room}")
    pane(console).locator("textarea").press("Enter")
    assert Chat.objects.get().events.filter(role="agent", kind="message").count() == 0
    console.keyboard.type("room 12")
    console.keyboard.press("Enter")

    expect(heard(visitor, "It is in room 12, Aino.")).to_be_visible()


def test_a_slash_that_is_no_shortcut_is_only_a_slash(console: Page, visit: Visit) -> None:
    ready("hello", "Hello {name}.")
    visitor = visit("Which folder?")
    take(console)

    console.keyboard.type("/hello")
    expect(console.locator(".canned-option")).to_have_count(1)
    console.keyboard.press("Escape")
    console.keyboard.type(" and and/or /home/aino")
    console.keyboard.press("Enter")

    expect(heard(visitor, "/hello and and/or /home/aino")).to_be_visible()


def test_instructions_follow_what_the_visitor_writes_and_go_by_one_key(
    desk: LiveDesk, console: Page, visit: Visit
) -> None:
    for slug, title in (("fire", "Printers on fire"), ("vpn", "VPN at home")):
        Article.objects.create(slug=slug, language="en", title=title, body="Do this.")
    visitor = visit("The printer is on fire")
    take(console)
    finder = console.locator("instruction-finder")
    expect(finder.locator("li")).to_have_count(1)
    console.keyboard.type("half a sen")
    visitor.get_by_label("Your message").fill("And how do I get VPN at home?")
    visitor.keyboard.press("Enter")
    expect(finder.locator("li").first).to_contain_text("VPN at home")

    console.keyboard.press("Alt+Shift+Digit1")

    link = visitor.locator(".bubble-body a")
    expect(link).to_have_attribute("href", f"{desk.url}/articles/vpn/")
    expect(finder.locator("li").first.get_by_text("Sent", exact=True)).to_be_visible()
    expect(pane(console).locator("textarea")).to_have_value("half a sen")


def test_an_answer_becomes_a_draft_of_an_instruction(
    printing: Topic, console: Page, visit: Visit
) -> None:
    visitor = visit("Aino here, the printer is on fire")
    take(console)
    say(console, "Leave the room, Aino.")
    say(console, "Call 112.")
    expect(heard(visitor, "Call 112.")).to_be_visible()

    bubbles(pane(console)).nth(1).hover()
    pane(console).get_by_role("button", name="Make an instruction").first.click()
    expect(console.locator("console-notices")).to_contain_text("here, the printer is on fire")
    draft = Article.objects.get()
    assert (draft.body, draft.is_published, draft.topic) == ("Leave the room.", False, printing)
    console.keyboard.press("Alt+k")
    expect(console.locator("console-notices").get_by_text("A draft of")).to_have_count(2)

    draft.refresh_from_db()
    assert draft.body == "Leave the room.\n\nCall 112."


def test_a_chat_ends_by_one_key_as_it_is_proposed(
    printing: Topic, console: Page, visit: Visit
) -> None:
    aino = Requester.objects.create(name="Aino", email="aino@uni.example")
    contact = record_contact(channel="phone", requester=aino, topic=printing, subject="Jam")
    known = open_ticket(contact, subject="Jam", status=Status.OPEN)
    visit("The printer is on fire", email="aino@uni.example")
    take(console)
    expect(console.locator("person-pane")).to_contain_text(f"#{known.pk}")
    say(console, "Run!")

    console.keyboard.press("Alt+x")
    strip = console.locator("closing-soon")
    expect(strip).to_contain_text(f"Solved · Printing · Join ticket #{known.pk}: Jam")
    console.keyboard.press("Escape")
    expect(strip).to_have_count(0)
    expect(pane(console)).to_be_visible()
    pane(console).locator("textarea").focus()
    console.keyboard.press("Alt+x")
    console.keyboard.press("Alt+x")

    expect(pane(console)).to_have_count(0)
    expect(console.locator("done-list")).to_contain_text(f"#{known.pk}")
    assert Ticket.objects.count() == 1
    assert Chat.objects.get().topic == printing


def test_a_chat_in_which_somebody_writes_meanwhile_stays_open(console: Page, visit: Visit) -> None:
    visitor = visit("The printer is on fire")
    take(console)
    say(console, "Run!")
    console.keyboard.press("Alt+x")
    expect(console.locator("closing-soon")).to_be_visible()

    visitor.get_by_label("Your message").fill("Where to?")
    visitor.keyboard.press("Enter")

    expect(console.locator("closing-soon")).to_have_count(0)
    expect(pane(console)).to_contain_text("Where to?")
    assert Chat.objects.get().ended_at is None


def test_faces_are_picked_by_keys_and_smileys_are_seen_as_faces(
    console: Page, visit: Visit
) -> None:
    visitor = visit("It works :) see https://uni.example/a:)b")
    take(console)
    expect(bubbles(pane(console)).first).to_have_text("It works 🙂 see https://uni.example/a:)b")

    console.keyboard.type("Good ")
    console.keyboard.press("Alt+o")
    expect(console.get_by_role("group", name="Emoji")).to_be_visible()
    assert Axe().run(console).violations_count == 0
    console.keyboard.press("ArrowRight")
    console.keyboard.press("t")
    console.keyboard.press("t")
    console.keyboard.press("Enter")
    console.keyboard.press("Enter")

    expect(heard(visitor, "Good 👍")).to_be_visible()


def test_a_note_is_called_and_coloured_otherwise_than_an_answer(
    console: Page, visit: Visit
) -> None:
    visit("The printer is on fire")
    take(console)
    field = pane(console).locator("textarea")
    plain = field.evaluate("element => getComputedStyle(element).backgroundColor")

    console.keyboard.press("Alt+i")

    expect(field).to_have_attribute("aria-label", re.compile("^Internal note"))
    expect(pane(console).get_by_role("button", name="Save note")).to_be_visible()
    assert field.evaluate("element => getComputedStyle(element).backgroundColor") != plain
