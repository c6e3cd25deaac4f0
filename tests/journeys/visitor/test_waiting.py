"""What a visitor is told while nobody has come."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor.page import Socket, Visit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_transfer_puts_the_visitor_back_into_the_queue(chatting: Page, socket: Socket) -> None:
    title = chatting.get_by_role("heading", level=1)
    expect(title).to_have_text("Anna is helping you")

    socket.happen("transferred", to="Network team")
    expect(title).to_have_text("You are in the queue")
    expect(chatting.get_by_text("Somebody will be with you soon.")).to_be_visible()
    socket.push(type="position", chat=socket.chat, position=2, wait_low_s=60, wait_high_s=180)
    expect(chatting.get_by_text("Number 2. Expected wait: 1–3 min.")).to_be_visible()


def test_a_wait_that_grows_is_said_to_and_a_long_one_need_not_be_waited(
    visit: Visit, socket: Socket
) -> None:
    page = visit()
    page.get_by_label("Your question").fill("The printer is on fire")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_text("Number 1. Expected wait: under 1 min.")).to_be_visible()

    socket.push(type="position", chat=socket.chat, position=1, wait_low_s=300, wait_high_s=None)

    expect(page.get_by_text("Number 1. Expected wait: more than 5 min.")).to_be_visible()
    expect(page.get_by_text("It takes longer than we first said.")).to_be_visible()
    expect(page.get_by_text("You need not wait: end the chat")).to_be_visible()
