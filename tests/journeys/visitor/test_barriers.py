"""The visitor's page for everybody."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.visitor.page import Socket, violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_of_a_visit_has_a_known_barrier(
    chatting: Page, socket: Socket, live_server: LiveServer, scheme: Any, width: int
) -> None:
    chatting.emulate_media(color_scheme=scheme)
    chatting.set_viewport_size({"width": width, "height": 800})
    socket.say("Hello https://desk.example/")

    found = violations(chatting)
    socket.happen("closed", by="agent", outcome="open")
    expect(chatting.locator("chat-survey")).to_be_visible()
    found += violations(chatting)
    chatting.get_by_role("button", name="Start a new chat").click()
    expect(chatting.get_by_role("heading", name="How can we help?")).to_be_visible()
    found += violations(chatting)

    assert found == []
    assert chatting.evaluate("document.documentElement.scrollWidth") <= width
