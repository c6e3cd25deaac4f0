"""What concerns an agent comes to them, and two at one ticket know of each other."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from helpdesk.people.models import Requester, User
from tests.journeys.aside import aside
from tests.journeys.live import LiveDesk
from tickets.actions import add_comment, assign_ticket, open_ticket, record_contact
from tickets.models import Ticket

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
ASK_NOW = "document.dispatchEvent(new Event('visibilitychange'))"


def make_ticket(subject: str) -> Ticket:
    person, _ = Requester.objects.get_or_create(name="Aino Kallio", email="aino@uni.example")
    contact = record_contact(channel="email", requester=person)
    return open_ticket(contact, subject=subject)


@pytest.fixture
def anna(desk: LiveDesk, page: Page, faults: list[str]) -> User:
    agent = desk.agent("anna")
    desk.sign_in(page, agent)
    return agent


def read(page: Page) -> None:
    """The page as it is now: nothing in the way of anybody, nothing wider than the window."""
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate(WIDER) is False


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_an_assigned_ticket_is_told_in_the_console_and_opened_by_keyboard(
    desk: LiveDesk, page: Page, anna: User, faults: list[str], width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of two words
    bell = page.get_by_role("button", name="Notices")
    expect(bell).to_have_accessible_name("Notices")
    ticket = aside(make_ticket, "The printer of the library prints every page twice, then stops")
    aside(assign_ticket, ticket, assignee=anna, actor=desk.agent("bo"))

    page.evaluate(ASK_NOW)
    expect(bell).to_have_accessible_name("Notices 1 new")
    bell.focus()
    page.keyboard.press("Enter")
    row = page.get_by_role("link", name="Bo assigned it to you")
    expect(row).to_be_visible()
    read(page)
    expect(bell).to_have_accessible_name("Notices")
    page.keyboard.press("Tab")
    expect(row).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text(f"#{ticket.pk}")
    assert faults == []


def test_two_at_one_ticket_know_of_each_other_and_nothing_is_sent_twice(
    desk: LiveDesk, page: Page, anna: User, browser: Browser
) -> None:
    ticket = aside(make_ticket, "No paper")
    bo = desk.agent("bo")
    other = browser.new_context(locale="en-GB").new_page()
    desk.sign_in(other, bo)
    other.goto(f"{desk.url}/tickets/{ticket.pk}/")
    with other.expect_response(lambda each: "writes=1" in (each.request.post_data or "")):
        other.get_by_label("Write").type("Ask @an")
    other.get_by_role("button", name="@anna").press("Enter")
    expect(other.get_by_label("Write")).to_have_value("Ask @anna ")

    page.goto(f"{desk.url}/tickets/{ticket.pk}/")
    expect(page.get_by_text("Bo is writing on this ticket")).to_be_visible()
    page.get_by_label("Write").fill("The words of an hour")
    aside(add_comment, ticket, kind="reply", body="A quick word", author=bo)
    page.get_by_role("button", name="Send reply").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was sent: Bo answered meanwhile.")
    expect(page.get_by_label("Write")).to_have_value("The words of an hour")
    read(page)
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("The reply is stored.")).to_be_visible()
    other.context.close()
