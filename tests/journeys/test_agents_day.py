"""An agent's day in the console, with visitors in browsers of their own."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from chat.models import Chat
from tests.journeys.conftest import Visit
from tests.journeys.console import QUIET, bubbles, deafen, heard, need, pane, presence, say, take
from tests.journeys.live import LiveDesk
from tickets.choices import Channel, Outcome, Status
from tickets.models import Article, Contact, Ticket, Topic


def test_a_chat_from_question_to_ticket_by_keys_alone(
    printing: Topic, console: Page, visit: Visit
) -> None:
    visitor = visit("The printer is on fire", email="aino@uni.example")
    expect(console).to_have_title(re.compile(r"^\(1\) Console"))

    console.keyboard.press("a")
    expect(pane(console)).to_contain_text("The printer is on fire")
    expect(need(console)).to_contain_text(re.compile("Answer within|Late"))
    say(console, "Which floor?")
    expect(heard(visitor, "Which floor?")).to_be_visible()
    expect(need(console)).to_have_text("Answered")
    expect(pane(console).get_by_text(re.compile(r"^Read \d\d:\d\d$"))).to_be_visible()

    console.keyboard.press("Alt+i")
    say(console, "Third time this week")
    console.keyboard.press("Alt+i")
    visitor.get_by_label("Your message").fill("The second")
    visitor.keyboard.press("Enter")
    expect(bubbles(pane(console)).nth(3)).to_have_text("The second")
    say(console, "On my way")
    expect(heard(visitor, "On my way")).to_be_visible()
    assert heard(visitor, "Third time this week").count() == 0

    console.keyboard.press("Alt+e")
    ending = console.get_by_role("dialog")
    expect(ending.get_by_label("Solved")).to_be_checked()
    expect(ending.get_by_label("Topic")).to_have_value(str(printing.pk))
    console.keyboard.press("Enter")
    expect(pane(console)).to_have_count(0)
    expect(console.locator("done-list")).to_contain_text("#")

    ticket = Ticket.objects.get()
    expect(console.locator("done-list")).to_contain_text(f"#{ticket.pk}")
    expect(visitor.get_by_text(f"Ticket #{ticket.pk}")).to_be_visible()
    assert (ticket.status, ticket.topic, ticket.requester.email) == (
        Status.SOLVED,
        printing,
        "aino@uni.example",
    )


def test_of_two_agents_one_gets_the_chat_and_the_other_reads_who(
    desk: LiveDesk, console: Page, visit: Visit, browser: Browser
) -> None:
    other = browser.new_context(locale="en-GB").new_page()
    other.add_init_script(QUIET)
    hearing = deafen(other)
    desk.sign_in(other, desk.agent("mikko"))
    visit("The printer is on fire")
    expect(other.locator("waiting-list")).to_contain_text("Aino")
    hearing.clear()
    take(console)

    other.keyboard.press("a")

    expect(other.locator("console-notices")).to_contain_text("Anna was quicker")
    assert pane(other).count() == 0
    other.context.close()


def test_a_reload_and_a_second_tab_bring_everything_back(console: Page, visit: Visit) -> None:
    visit("The printer is on fire")
    take(console)
    say(console, "Which floor?")
    console.keyboard.type("half a sen")

    console.reload()
    second = console.context.new_page()
    second.goto(console.url)

    for page in (console, second):
        expect(bubbles(pane(page))).to_have_text(["The printer is on fire", "Which floor?"])
        expect(presence(page)).to_contain_text("Online")
    expect(pane(console).locator("textarea")).to_have_value("half a sen")
    pane(second).locator("textarea").fill("From the other tab")
    second.keyboard.press("Enter")
    expect(bubbles(pane(console)).nth(2)).to_have_text("From the other tab")


def test_what_is_written_without_a_connection_arrives_when_it_is_back(
    console: Page, visit: Visit
) -> None:
    visitor = visit("The printer is on fire")
    take(console)

    console.context.set_offline(True)
    expect(console.get_by_role("alert").get_by_text("The connection is lost")).to_be_visible()
    say(console, "Which floor?")
    expect(pane(console).get_by_text("Sending")).to_be_visible()
    console.context.set_offline(False)

    expect(heard(visitor, "Which floor?")).to_be_visible()
    expect(console.locator("lost-connection")).to_be_hidden()
    expect(bubbles(pane(console))).to_have_count(2)


def test_a_chat_handed_over_goes_with_its_history_and_a_word(
    desk: LiveDesk, console: Page, visit: Visit, browser: Browser
) -> None:
    other = browser.new_context(locale="en-GB").new_page()
    other.add_init_script(QUIET)
    desk.sign_in(other, desk.agent("mikko"))
    other.keyboard.press("p")
    visitor = visit("The printer is on fire")
    take(console)
    say(console, "Let me find somebody")

    console.keyboard.press("Alt+t")
    to = console.get_by_label("To", exact=True)
    expect(to).to_contain_text("Mikko (room for 4)")
    console.get_by_label("What the next one should know").fill("Burnt twice before")
    console.keyboard.press("Enter")

    expect(pane(console)).to_have_count(0)
    expect(bubbles(pane(other))).to_have_text(
        ["The printer is on fire", "Let me find somebody", "Burnt twice before"]
    )
    assert heard(visitor, "Burnt twice before").count() == 0
    other.context.close()


def test_a_chat_that_the_visitor_ends_stays_to_be_read(console: Page, visit: Visit) -> None:
    visitor = visit("The printer is on fire")
    take(console)
    console.keyboard.type("I was just wri")
    visitor.get_by_role("button", name="End the chat").click()
    visitor.get_by_role("button", name="End now").click()

    expect(pane(console)).to_contain_text("The visitor ended the chat")
    console.keyboard.type("ting")
    expect(pane(console)).to_be_visible()
    expect(presence(console)).to_contain_text("0/4")
    pane(console).get_by_role("button", name="Put away").click()
    expect(pane(console)).to_have_count(0)


def test_a_call_of_a_known_person_joins_the_open_ticket(
    desk: LiveDesk, console: Page, visit: Visit
) -> None:
    visit("The printer is on fire", email="aino@uni.example")
    take(console)
    console.keyboard.press("Alt+e")
    console.get_by_role("dialog").get_by_label("Work goes on").check()
    console.keyboard.press("Enter")
    expect(console.locator("done-list")).to_contain_text("#")
    ticket = Ticket.objects.get()

    console.keyboard.press("c")
    console.keyboard.type("aino")
    expect(console.locator("#call-people [role=option]")).to_contain_text("aino@uni.example")
    console.keyboard.press("ArrowDown")
    console.keyboard.press("Enter")
    console.locator("#call-ticket").select_option(str(ticket.pk))
    console.get_by_label("What it was about").fill("Still burning")
    console.keyboard.press("Enter")

    expect(console.locator("console-notices")).to_contain_text(f"#{ticket.pk}")
    call = Contact.objects.get(channel=Channel.PHONE)
    assert (call.ticket, call.outcome) == (ticket, Outcome.SOLVED)


def test_letters_are_words_while_one_writes_and_keys_after_esc(console: Page, visit: Visit) -> None:
    visit("The printer is on fire")
    take(console)
    console.keyboard.type("act 1?")
    expect(pane(console).locator("textarea")).to_have_value("act 1?")

    console.keyboard.press("Escape")
    console.keyboard.press("?")
    expect(console.get_by_role("dialog", name="Keys")).to_be_visible()
    console.keyboard.press("Escape")
    console.keyboard.press("i")

    expect(pane(console).get_by_role("button", name="Save note")).to_be_visible()
    expect(pane(console).locator("textarea")).to_be_focused()


def test_an_instruction_that_fits_is_sent_by_two_keys(
    desk: LiveDesk, printing: Topic, console: Page, visit: Visit
) -> None:
    Article.objects.create(slug="fire", language="en", title="Printers on fire", body="Run.")
    visitor = visit("The printer is on fire")
    take(console)
    expect(console.locator("person-pane")).to_contain_text("Printers on fire")

    console.keyboard.press("Alt+/")
    console.keyboard.press("Enter")
    console.keyboard.press("Enter")

    link = visitor.locator(".bubble-body a")
    expect(link).to_have_attribute("href", f"{desk.url}/articles/fire/")


def test_six_chats_fit_on_the_page_and_no_one_is_shut_out(console: Page, visit: Visit) -> None:
    console.get_by_role("button", name=re.compile("Online")).click()
    console.get_by_label("6", exact=True).check()
    console.keyboard.press("Escape")
    names = ["Aino", "Eino", "Leo", "Oona", "Ruut", "Sami"]
    for name in names:
        visit(f"I am {name}", name=name)
        take(console, name)

    expect(presence(console)).to_contain_text("6/6")
    boxes = [pane(console, name).bounding_box() for name in names]
    assert [box is not None and box["y"] + box["height"] <= 800 for box in boxes] == [True] * 6
    assert Axe().run(console).violations_count == 0
    console.keyboard.press("Alt+2")
    say(console, "Hello Eino")
    expect(need(console, "Eino")).to_have_text("Answered")
    assert Chat.objects.get(visitor_name="Eino").first_reply_at is not None
    console.set_viewport_size({"width": 360, "height": 740})
    assert console.evaluate("document.documentElement.scrollWidth") == 360
    assert Axe().run(console).violations_count == 0
