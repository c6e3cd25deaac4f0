"""Calls and visits logged in the console; how many keys the usual work takes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from helpdesk.people.models import Requester
from tests.journeys.console import COUNT_KEYS, QUIET, keys_pressed
from tests.journeys.live import LiveDesk
from tickets.actions import open_ticket, record_contact
from tickets.choices import Channel, Outcome, Status
from tickets.models import Contact, Ticket, Topic


@pytest.fixture
def aino() -> Requester:
    return Requester.objects.create(
        name="Aino Kallio", email="aino@uni.example", phone="+358 40 123 4567"
    )


@pytest.fixture
def console(desk: LiveDesk, page: Page) -> Page:
    """Anna's console, which counts the keys that are pressed."""
    page.add_init_script(QUIET)
    page.add_init_script(COUNT_KEYS)
    desk.topic("Printing", keywords="printer")
    desk.sign_in(page, desk.agent("anna"))
    return page


def test_a_call_of_a_known_person_is_logged_with_nine_keys(console: Page, aino: Requester) -> None:
    console.keyboard.press("c")
    console.keyboard.type("ain")
    expect(console.get_by_role("option", name="Aino Kallio")).to_be_visible()
    console.keyboard.press("Enter")
    expect(console.locator("call-form")).to_contain_text("aino@uni.example · +358 40 123 4567")
    console.keyboard.type("pri")
    console.keyboard.press("Enter")

    expect(console.locator("console-notices")).to_contain_text("#")
    assert keys_pressed(console) == 9
    call = Contact.objects.get()
    assert (call.channel, call.requester, call.outcome) == (Channel.PHONE, aino, Outcome.SOLVED)
    assert (call.topic, call.ticket_id) == (Topic.objects.get(), Ticket.objects.get().pk)


def test_whoever_types_faster_than_the_desk_finds_gets_the_right_person(
    console: Page, aino: Requester
) -> None:
    console.keyboard.press("c")
    console.keyboard.type("040 123")
    console.keyboard.press("Enter")
    expect(console.locator("#call-topic")).to_be_focused()
    console.keyboard.press("Tab")
    console.keyboard.type("The printer again")
    console.keyboard.press("Enter")

    expect(console.locator("console-notices")).to_contain_text("#")
    visit = Contact.objects.get()
    assert (visit.requester, visit.topic) == (aino, Topic.objects.get())


def test_a_walk_in_of_a_person_with_an_open_ticket_can_join_it(
    console: Page, aino: Requester
) -> None:
    contact = record_contact(channel="email", requester=aino, subject="Jam")
    known = open_ticket(contact, subject="Jam", status=Status.OPEN)

    console.keyboard.press("w")
    console.keyboard.type("kallio aino")
    expect(console.locator("#call-people [role=option]")).to_have_count(1)
    assert Axe().run(console).violations_count == 0
    console.keyboard.press("Enter")
    expect(console.locator("#call-ticket")).to_be_visible()
    console.locator("#call-ticket").select_option(str(known.pk))
    console.locator("#call-summary").fill("Came by with the paper")
    console.locator("call-form").get_by_label("Work goes on").check()
    console.keyboard.press("Enter")

    expect(console.locator("console-notices")).to_contain_text(f"#{known.pk}")
    visit = Contact.objects.get(channel=Channel.WALK_IN)
    assert (visit.ticket, visit.outcome) == (known, Outcome.OPEN)


def test_a_person_whom_nobody_knows_stays_as_typed_with_tab(console: Page, aino: Requester) -> None:
    console.keyboard.press("c")
    console.keyboard.type("Aino")
    expect(console.locator("#call-people [role=option]")).to_have_count(1)
    console.keyboard.press("Tab")
    console.keyboard.type("pri")
    console.keyboard.press("Enter")

    expect(console.locator("console-notices")).to_contain_text("#")
    requester = Contact.objects.get().requester
    assert requester is not None
    assert (requester == aino, requester.name) == (False, "Aino")
