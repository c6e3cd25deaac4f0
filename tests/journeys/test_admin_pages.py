"""The admin and the page of the API in a real browser: their scripts run under our policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from helpdesk.people.models import User
from tests.admin_objects import MAKERS, make_ticket
from tests.journeys.aside import aside

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "kolme-harmaata-kissaa"
NOT_SERVED_HERE = "/api/v1/desk/changes/"
"""Django's test server cannot hold requests open; the page then asks now and again."""


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of, refusals by the content policy among them; must stay empty."""
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and NOT_SERVED_HERE not in message.location["url"]:
            heard.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    yield heard
    assert heard == []


@pytest.fixture
def admin(page: Page, live_server: LiveServer, complaints: list[str]) -> Page:
    """An administrator who came to the admin and signed in on the way."""
    User.objects.create_superuser("sari", "sari@desk.example", PASSWORD, first_name="Sari")
    page.goto(f"{live_server.url}/admin/")
    page.locator("[name=login]").fill("sari")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/")
    return page


def pages_of(label: str, thing: Any) -> list[str]:
    name = f"admin:{label.replace('.', '_')}"
    pages = [reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[thing.pk])]
    if label in ("people.user", "people.team", "tickets.article"):
        pages.append(reverse(f"{name}_add"))
    return pages


def test_every_page_runs_under_its_policy_and_fits_a_narrow_screen(
    admin: Page, live_server: LiveServer
) -> None:
    things = {label: aside(make, 1) for label, make in MAKERS.items()}
    pages = ["/admin/", *(page for label in things for page in pages_of(label, things[label]))]

    wide = []
    for path in pages:
        admin.goto(f"{live_server.url}{path}")
        for width in (1440, 360):
            admin.set_viewport_size({"width": width, "height": 900})
            if admin.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"{path} at {width}")

    assert wide == []


def test_a_status_is_changed_in_the_dialog(admin: Page, live_server: LiveServer) -> None:
    ticket = aside(make_ticket, 1)
    admin.goto(f"{live_server.url}/admin/tickets/ticket/{ticket.pk}/change/")

    admin.get_by_role("link", name="Change status").click()
    admin.get_by_label("New status").select_option("Solved")
    admin.locator("#modal-content").get_by_role("button", name="Change status").click()

    expect(admin.get_by_text("Status: Solved")).to_be_visible()
    ticket.refresh_from_db()
    assert ticket.status == "solved"


def test_leaving_by_the_menu_ends_the_session(admin: Page, live_server: LiveServer) -> None:
    admin.get_by_text("sari@desk.example").click()
    admin.get_by_role("button", name="Log out").click()
    admin.wait_for_load_state("networkidle")

    admin.goto(f"{live_server.url}/admin/")

    assert admin.url.startswith(f"{live_server.url}/accounts/login/")


def test_the_api_can_be_read_and_tried_under_the_strict_policy(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/api/v1/")

    operation = page.locator("#operations-articles-articles_list")
    operation.locator("button.opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()

    answer = operation.locator(".live-responses-table tbody .response-col_status")
    expect(answer).to_have_text("200")
