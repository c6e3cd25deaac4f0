"""The visitor's page in a real browser: the desk's API, and a socket that the test plays."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from chat.actions import set_presence
from chat.choices import PresenceStatus
from helpdesk.people.models import Desk, ServiceHours, User
from tests.journeys.aside import aside
from tests.journeys.visitor.page import Socket, Visit


@pytest.fixture
def agent() -> User:
    """An open desk with one agent at it, which leaves no question to chance."""
    Desk.objects.create(pk=1, name="Test desk", survey_one_in=0)
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens="00:00", closes="00:00")
    agent = User.objects.create_user("anna", "anna@desk.example", first_name="Anna")
    aside(set_presence, agent, status=PresenceStatus.ONLINE, capacity=4)
    return agent


@pytest.fixture
def socket(context: BrowserContext) -> Socket:
    socket = Socket()
    context.route_web_socket("**/ws/chat/", socket.open)
    return socket


@pytest.fixture
def visit(page: Page, live_server: LiveServer, agent: User, socket: Socket) -> Visit:
    def go() -> Page:
        page.goto(f"{live_server.url}/chat/")
        return page

    return go


@pytest.fixture
def chatting(visit: Visit, socket: Socket) -> Page:
    """A page on which the chat has begun and an agent has come."""
    page = visit()
    page.get_by_label("Your question").fill("The printer is on fire")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_role("log")).to_contain_text("The printer is on fire")
    socket.happen("assigned", agent="Anna")
    return page
