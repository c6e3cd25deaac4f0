"""A visitor asks: what is offered, hidden and told before a chat begins."""

import json

import pytest
from playwright.sync_api import Page, expect

from chat.models import Chat
from tests.journeys.visitor.page import Socket, Visit, awaited
from tickets.models import Article, Topic

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "131052-308T"


def test_a_question_opens_a_chat(visit: Visit, socket: Socket) -> None:
    topic = Topic.objects.create(slug="net", name_en="Network", name_fi="Verkko", name_sv="Nätverk")
    page = visit()

    page.get_by_label("Your question").fill("eduroam asks for a password")
    page.get_by_role("textbox", name="E-mail").fill("aino@uni.example")
    page.get_by_label("Topic").select_option("Network")
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You are in the queue")
    expect(page.get_by_label("Your message")).to_be_focused()
    chat = Chat.objects.get()
    assert chat.visitor_email == "aino@uni.example"
    assert chat.topic == topic
    assert list(awaited(page, socket, "hello")["chats"]) == [str(chat.pk)]


def test_a_mistaken_address_is_told_beside_its_field(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Your question").fill("Help")
    page.get_by_role("textbox", name="E-mail").fill("aino@")
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("textbox", name="E-mail")).to_be_focused()
    expect(page.get_by_role("textbox", name="E-mail")).to_have_attribute("aria-invalid", "true")
    assert Chat.objects.count() == 0


def test_an_identity_code_is_asked_about_before_anything_is_sent(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Your question").fill(f"I am {CODE}")
    page.get_by_role("button", name="Start the chat").click()

    expect(page.get_by_role("button", name="Hide it and send")).to_be_focused()
    assert Chat.objects.count() == 0
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value(f"I am {CODE}")


def test_an_identity_code_in_a_message_is_hidden_before_it_leaves(
    chatting: Page, socket: Socket
) -> None:
    chatting.get_by_label("Your message").fill(f"My code is {CODE}")
    chatting.keyboard.press("Enter")
    chatting.get_by_role("button", name="Hide it and send").click()

    expect(chatting.get_by_role("log")).to_contain_text("My code is ▇▇▇▇▇▇-▇▇▇▇")
    assert CODE not in json.dumps(socket.frames)


def test_instructions_that_fit_are_offered_while_typing(visit: Visit) -> None:
    Article.objects.create(slug="eduroam", language="en", title="Connect to eduroam", body="Open …")
    Article.objects.create(slug="vpn", language="en", title="Use the VPN", body="Start …")
    page = visit()

    page.get_by_label("Your question").fill("How do I connect to eduroam?")

    hints = page.locator("article-hints a")
    expect(hints).to_have_text(["Connect to eduroam"])
    expect(hints).to_have_attribute("href", "/articles/eduroam/")
