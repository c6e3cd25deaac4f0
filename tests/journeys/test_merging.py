"""Two tickets, and two rows of one person, are brought together with the keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from helpdesk.people.choices import Role
from helpdesk.people.models import Requester
from tests.journeys.aside import aside
from tests.journeys.live import LiveDesk
from tickets.actions import add_comment, open_ticket, record_contact
from tickets.models import Ticket

WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
LONG = "The printer on the third floor of the library prints every page twice, and then it stops"


def make_ticket(name: str, subject: str, channel: str = "email") -> Ticket:
    person, _ = Requester.objects.get_or_create(
        name=name, defaults={"email": f"{name.split()[0].lower()}@uni.example"}
    )
    contact = record_contact(channel=channel, requester=person)
    ticket = open_ticket(contact, subject=subject)
    add_comment(ticket, kind="message", body=f"{subject}. What shall I do?", contact=contact)
    return ticket


@pytest.fixture
def chief(desk: LiveDesk, page: Page, faults: list[str]) -> Page:
    """A supervisor's browser at the list of tickets."""
    desk.agent("saara", role=Role.SUPERVISOR)
    page.goto(f"{desk.url}/tickets/")
    page.get_by_label("Login").fill("saara")
    page.get_by_label("Password").fill("saara-secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Tickets")).to_be_visible()
    return page


def test_a_ticket_is_merged_by_keyboard_with_proposals_as_one_types(
    desk: LiveDesk, chief: Page, faults: list[str]
) -> None:
    one = aside(make_ticket, "Aino Kallio", LONG)
    kept = aside(make_ticket, "Leo Laine", "No paper in the printer of the library", "phone")
    chief.goto(f"{desk.url}/tickets/{one.pk}/")

    chief.get_by_label("Number or words").focus()
    chief.keyboard.type("no pap")
    proposal = chief.locator("#merge-targets option")
    expect(proposal).to_have_attribute("value", f"#{kept.pk}")
    chief.get_by_label("Number or words").fill(f"#{kept.pk}")
    chief.keyboard.press("Enter")
    expect(chief.get_by_role("heading", level=1)).to_have_text(f"Merge #{one.pk} into #{kept.pk}?")
    chief.get_by_role("checkbox").focus()
    chief.keyboard.press("Space")
    chief.keyboard.press("Tab")
    chief.keyboard.press("Enter")

    expect(chief.get_by_text(f"#{one.pk} was merged into this ticket.")).to_be_visible()
    expect(chief).to_have_url(f"{desk.url}/tickets/{kept.pk}/")
    expect(chief.locator(".entry")).to_have_count(2)
    assert faults == []


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_readable_by_everybody(
    desk: LiveDesk, chief: Page, faults: list[str], width: int, scheme: str
) -> None:
    one = aside(make_ticket, "Aino Kallio", LONG)
    kept = aside(make_ticket, "Leo Laine", "No paper in the printer of the library", "phone")
    aside(make_ticket, "Aino Kallio", "Printing costs twice")
    twin = aside(lambda: Requester.objects.create(name="A. Kallio", email="ak@home.example"))
    person = one.requester_id
    pages = [
        f"/tickets/{one.pk}/",
        f"/tickets/{one.pk}/merge/?into=printer",
        f"/tickets/{one.pk}/merge/?into=nothing+like+it",
        f"/tickets/{one.pk}/merge/?into={kept.pk}",
        f"/people/{twin.pk}/merge/?into=aino",
        f"/people/{twin.pk}/merge/?into={person}",
    ]
    chief.set_viewport_size({"width": width, "height": 900})
    chief.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    for address in pages:
        chief.goto(f"{desk.url}{address}", wait_until="networkidle")
        assert Axe().run(chief).response["violations"] == []
        assert not chief.evaluate(WIDER), address
    assert faults == []
