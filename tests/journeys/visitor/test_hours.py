"""A visitor's page when the desk is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from chat.actions import set_presence
from chat.choices import PresenceStatus
from helpdesk.people.models import ServiceHours, User
from tests.journeys.aside import aside
from tests.journeys.visitor.page import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_desk_that_closed_meanwhile_carries_the_text_to_the_form(
    visit: Visit, agent: User
) -> None:
    page = visit()
    page.get_by_label("Your question").fill("Just before four")
    page.get_by_role("textbox", name="E-mail").fill("leo@uni.example")
    aside(set_presence, agent, status=PresenceStatus.OFFLINE)
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("alert").filter(has_text="Chat has just closed")).to_be_visible()
    page.get_by_role("link", name="Go on with the form").click()
    expect(page.locator("[name=message]")).to_have_value("Just before four")
    expect(page.locator("[name=email]")).to_have_value("leo@uni.example")


@pytest.mark.parametrize("locale", ["fi", "sv", "en"])
def test_the_next_opening_reads_the_same_before_and_after_the_first_question_to_the_desk(
    browser: Browser, live_server: LiveServer, agent: User, locale: str
) -> None:
    in_three_days = (timezone.now() + timedelta(days=3)).weekday()
    ServiceHours.objects.exclude(weekday=in_three_days).delete()
    page = browser.new_page(locale=locale)
    page.route("**/api/v1/desk/", lambda route: route.abort())
    page.goto(f"{live_server.url}/chat/")
    opens = page.locator("desk-status [data-part=opens]")
    written = opens.text_content()

    page.unroute("**/api/v1/desk/")
    opens.evaluate("(element) => { element.textContent = ''; }")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert written
    expect(opens).to_have_text(written)
    page.close()
