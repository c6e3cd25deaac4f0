"""How a visit ends, and what is asked then."""

import pytest
from playwright.sync_api import Page, expect

from chat.actions import close_chat
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.models import Chat
from tests.journeys.aside import aside
from tests.journeys.visitor.page import Socket, Visit, awaited
from tickets.models import Contact

pytestmark = pytest.mark.django_db(transaction=True)


def test_ending_can_be_undone(chatting: Page, socket: Socket) -> None:
    chatting.get_by_role("button", name="End the chat").click()
    expect(chatting.get_by_role("button", name="Keep chatting")).to_be_focused()
    chatting.keyboard.press("Escape")

    expect(chatting.get_by_role("button", name="End the chat")).to_be_focused()
    assert "close" not in [frame["type"] for frame in socket.frames]
    chatting.keyboard.press("Enter")
    chatting.get_by_role("button", name="End now").click()
    assert awaited(chatting, socket, "close")["chat"] == socket.chat


def test_the_end_asks_its_questions_once(chatting: Page, socket: Socket) -> None:
    socket.say("There, fixed.")
    chat = Chat.objects.get()
    aside(close_chat, chat.pk, reason=EndReason.AGENT, outcome="solved")
    aside(open_ticket_for, chat.pk)
    socket.happen("closed", by="agent", outcome="solved")

    expect(chatting.get_by_role("heading", name="What happens next")).to_be_focused()
    chat.contact.refresh_from_db()
    expect(chatting.get_by_text(f"Ticket #{chat.contact.ticket_id}")).to_be_visible()
    survey = chatting.locator("chat-survey")
    survey.get_by_label("Yes").check()
    survey.get_by_label("5 very satisfied").check()
    expect(survey.get_by_label("By phone")).to_have_count(0)
    chatting.get_by_role("button", name="Send the answers").click()

    expect(chatting.get_by_text("Thank you.")).to_be_focused()
    contact = Contact.objects.get()
    assert (contact.was_solved, contact.satisfaction, contact.alternative) == (True, 5, "")
    chatting.reload()
    expect(chatting.get_by_role("heading", name="What happens next")).to_be_visible()
    expect(survey).to_be_hidden()


def test_somebody_whom_nobody_answered_is_told_and_not_asked(visit: Visit, socket: Socket) -> None:
    page = visit()
    page.get_by_label("Your question").fill("Anybody?")
    page.get_by_role("button", name="Start the chat").click()
    expect(page.get_by_role("log")).to_be_visible()
    socket.happen("closed", role="system", by="nobody", outcome="missed")

    expect(page.locator("chat-ending")).to_contain_text("Nobody is at the desk any more")
    expect(page.locator("chat-survey")).to_be_hidden()
