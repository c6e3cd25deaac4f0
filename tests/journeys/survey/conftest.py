"""The visitor's page as it is elsewhere; only what it asks is of interest here."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chat.actions import open as opening
from tests.journeys.visitor.conftest import agent, socket, visit
from tests.journeys.visitor.page import Socket, Visit

__all__ = ["agent", "socket", "visit"]

Asked = Callable[[str], Page]


@pytest.fixture
def asked(visit: Visit, socket: Socket, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A page on which a chat has begun, for which the draw fell so."""

    def begin(when: str) -> Page:
        monkeypatch.setattr(opening, "draw_question", lambda one_in: when)
        page = visit()
        page.get_by_label("Your question").fill("The printer is on fire")
        page.get_by_role("button", name="Start the chat").click()
        expect(page.get_by_role("log")).to_contain_text("The printer is on fire")
        return page

    return begin
