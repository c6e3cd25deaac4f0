"""The visitor's page in a real browser: the desk's API, and a socket that the test plays."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, WebSocketRoute, expect
from pytest_django.live_server_helper import LiveServer

from chat.actions import close_chat, set_presence
from chat.choices import EndReason, PresenceStatus
from chat.handoff import open_ticket_for
from chat.models import Chat
from helpdesk.people.models import Desk, ServiceHours, User
from tests.journeys.aside import aside
from tickets.models import Article, Contact, Topic

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "131052-308T"
NOW = "2026-02-02T09:00:00.000Z"


class Socket:
    """The desk's side of one chat: answers `hello` and `send`, says what the test tells it to."""

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self.chat = ""
        self.route: WebSocketRoute | None = None
        self.is_listening = True

    def open(self, route: WebSocketRoute) -> None:
        self.route = route
        route.on_message(lambda text: self.heard(json.loads(text)))

    def push(self, **frame: Any) -> None:
        assert self.route
        self.route.send(json.dumps(frame))

    def heard(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if frame["type"] == "hello":
            self.greet(frame)
        if frame["type"] == "send" and self.is_listening:
            seq = self.say(frame["body"], role="visitor", client_id=frame["client_id"])
            self.push(type="ok", chat=self.chat, client_id=frame["client_id"], seq=seq, at=NOW)

    def greet(self, hello: dict[str, Any]) -> None:
        self.chat = next(iter(hello["chats"]))
        if not self.log:
            self.add(kind="opened", **{"from": {"role": "system", "name": ""}})
            self.add(**message("The printer is on fire", role="visitor", name="Aino"))
        reads = {"visitor": 0, "agent": 0}
        head = len(self.log)
        card = {"chat": self.chat, "epoch": "e", "head": head, "state": "waiting", "read": reads}
        card |= {"queued_at": NOW, "agent": None}
        self.push(type="welcome", now=NOW, beat_s=25, limits={}, chats=[card])
        self.push(type="page", chat=self.chat, after=0, events=self.log, head=head, more=False)

    def add(self, **entry: Any) -> dict[str, Any]:
        seq = len(self.log) + 1
        event = {"type": "event", "chat": self.chat, "at": NOW, "client_id": None, "seq": seq}
        self.log.append(event | entry)
        return self.log[-1]

    def say(self, body: str, *, role: str = "agent", client_id: str | None = None) -> int:
        event = self.add(**message(body, role=role, name="Anna"), client_id=client_id)
        self.push(**event)
        return int(event["seq"])

    def happen(self, kind: str, role: str = "agent", **more: Any) -> None:
        event = self.add(kind=kind, **{"from": {"role": role, "name": "Anna"}}, **more)
        self.push(**event)


def message(body: str, *, role: str, name: str) -> dict[str, Any]:
    return {"kind": "message", "body": body, "from": {"role": role, "name": name}}


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


Visit = Callable[[], Page]


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


def awaited(page: Page, socket: Socket, kind: str, **fields: Any) -> dict[str, Any]:
    """The first frame of this kind and these fields that the page sends, or has sent."""
    for _ in range(500):
        for frame in socket.frames:
            if frame["type"] == kind and fields.items() <= frame.items():
                return frame
        page.wait_for_timeout(20)
    raise AssertionError(f"no {kind} came: {socket.frames}")


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


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
