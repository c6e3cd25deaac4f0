"""Messages of a visitor and an agent on the visitor's page."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.visitor.page import Socket, awaited

pytestmark = pytest.mark.django_db(transaction=True)


def test_messages_are_pending_sent_and_read(chatting: Page, socket: Socket) -> None:
    socket.is_listening = False
    chatting.get_by_label("Your message").fill("It still burns")
    chatting.keyboard.press("Enter")
    last = chatting.locator(".bubble").last

    expect(last).to_contain_text("Sending …")
    sent = awaited(chatting, socket, "send")
    seq = socket.say("It still burns", role="visitor", client_id=sent["client_id"])
    expect(last).to_contain_text("Sent")
    socket.push(type="cursor", chat=socket.chat, role="agent", read=seq)
    expect(last).to_contain_text("Read")


def test_what_was_not_sent_is_there_after_a_reload_and_sent_then(
    chatting: Page, socket: Socket
) -> None:
    socket.is_listening = False
    chatting.get_by_label("Your message").fill("Written in a tunnel")
    chatting.keyboard.press("Enter")
    chatting.get_by_label("Your message").fill("Half a sent")
    chatting.reload()

    expect(chatting.locator(".bubble").last).to_contain_text("Written in a tunnel")
    expect(chatting.get_by_label("Your message")).to_have_value("Half a sent")
    sent = [frame for frame in socket.frames if frame["type"] == "send"]
    assert len({frame["client_id"] for frame in sent}) == 1


def test_a_second_tab_shows_the_same_chat(
    chatting: Page, socket: Socket, context: BrowserContext, live_server: LiveServer
) -> None:
    socket.say("Is it still burning?")
    second = context.new_page()
    second.goto(f"{live_server.url}/chat/")

    expect(second.locator(".bubble-body")).to_have_text(
        ["The printer is on fire", "Is it still burning?"]
    )


def test_a_refused_message_can_be_taken_back(chatting: Page, socket: Socket) -> None:
    socket.is_listening = False
    chatting.get_by_label("Your message").fill("Too much")
    chatting.keyboard.press("Enter")
    expect(chatting.locator(".bubble").last).to_contain_text("Sending …")
    client_id = awaited(chatting, socket, "send")["client_id"]
    refusal = {"code": "too_large", "retry": False, "client_id": client_id, "chat": socket.chat}
    socket.push(type="error", **refusal)

    expect(chatting.locator(".bubble").last).to_contain_text("Not sent: too long.")
    chatting.get_by_role("button", name="Take it back to edit").click()
    expect(chatting.get_by_label("Your message")).to_have_value("Too much")
    expect(chatting.locator(".bubble")).to_have_count(1)


def test_a_new_message_is_announced_once_and_read(chatting: Page, socket: Socket) -> None:
    seq = socket.say("See https://desk.example/fire")

    expect(chatting.get_by_role("status").filter(has_text="Anna says")).to_have_text(
        "Anna says: See https://desk.example/fire"
    )
    expect(chatting.get_by_role("log").get_by_role("link")).to_have_attribute(
        "rel", "noopener noreferrer"
    )
    assert awaited(chatting, socket, "read", seq=seq)["chat"] == socket.chat


def test_the_agents_typing_shows_until_the_message_comes(chatting: Page, socket: Socket) -> None:
    socket.push(type="typing", chat=socket.chat, role="agent", name="Anna", on=True)
    expect(chatting.get_by_text("Anna is writing …")).to_be_visible()

    socket.say("Done")
    expect(chatting.get_by_text("Anna is writing …")).to_be_hidden()


def test_too_long_a_message_is_held_back_and_its_length_told(
    chatting: Page, socket: Socket
) -> None:
    chatting.get_by_label("Your message").fill("😀" * 7990)
    expect(chatting.get_by_text("Room for 10 more characters.")).to_be_visible()

    chatting.get_by_label("Your message").fill("😀" * 8001)
    chatting.keyboard.press("Enter")
    expect(chatting.get_by_text("Too long by 1: send it in two parts.")).to_be_visible()
    assert "send" not in [frame["type"] for frame in socket.frames]


def test_a_page_that_is_out_of_date_says_what_to_do(chatting: Page, socket: Socket) -> None:
    socket.push(type="error", code="upgrade", retry=False, chat=None, client_id=None)

    expect(chatting.get_by_text("This page is out of date. Reload it")).to_be_visible()
