"""Where the desk hides its agents, visitors read its name everywhere, and staff the agents'."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.core.mail import get_connection
from django.utils import timezone

from chat.actions import accept_chat, close_chat, transfer_chat
from chat.choices import EndReason, EventKind, Speaker
from chat.entries import Entry, for_agent, for_visitor
from chat.handoff import open_ticket_for
from helpdesk.people.models import Desk, User
from tests.chat.conftest import MakeAgent
from tests.chat.test_polling import get
from tests.chat.windows import Windows, talk
from tickets.actions import reply_to_requester
from tickets.choices import CommentKind
from tickets.mail.compose import compose
from tickets.models import Attachment, Comment


@pytest.fixture
def hidden(desk: Desk) -> Desk:
    """A desk that shows no agent by name."""
    desk.hides_agents = True
    desk.save()
    return desk


def entry(kind: EventKind, role: Speaker, name: str = "", **data: Any) -> Entry:
    return Entry(
        chat="c", seq=3, kind=kind.value, at=timezone.now(), role=role.value, name=name, data=data
    )


@pytest.mark.parametrize(
    ("of_agent", "names"),
    [
        (entry(EventKind.MESSAGE, Speaker.AGENT, "Anna"), ["Helpdesk", None, None]),
        (
            entry(EventKind.ASSIGNED, Speaker.SYSTEM, "Anna", agent="Anna"),
            ["Helpdesk", "Helpdesk", None],
        ),
        (
            entry(EventKind.TRANSFERRED, Speaker.AGENT, "Anna", to="Mikko", from_agent="Anna"),
            ["Helpdesk", None, "Helpdesk"],
        ),
        (
            entry(EventKind.TRANSFERRED, Speaker.AGENT, "Anna", to="Devices", to_team=1),
            ["Helpdesk", None, "Devices"],
        ),
        (entry(EventKind.TRANSFERRED, Speaker.SYSTEM, to="", from_agent="Anna"), ["", None, ""]),
        (entry(EventKind.CLOSED, Speaker.AGENT, "Anna", by="agent"), ["Helpdesk", None, None]),
        (entry(EventKind.MESSAGE, Speaker.VISITOR, "Aino"), ["Aino", None, None]),
        (entry(EventKind.MESSAGE, Speaker.SYSTEM), ["", None, None]),
    ],
    ids=lambda case: f"{case.kind}-{case.role}" if isinstance(case, Entry) else "",
)
def test_no_entry_names_an_agent_to_the_visitor(of_agent: Entry, names: list[str | None]) -> None:
    shown = for_visitor(of_agent, alias="Helpdesk")

    assert [shown["from"]["name"], shown.get("agent"), shown.get("to")] == names
    assert "Anna" not in str(shown)
    assert for_agent(of_agent)["from"]["name"] == of_agent.name


@pytest.mark.django_db(transaction=True)
async def test_the_visitors_window_reads_the_desks_name_and_the_console_the_agents(
    hidden: Desk, windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    await console.send(type="typing", chat=chat, on=True)
    typing = await visitor.hear("typing")
    await console.say(chat, "Which floor?")
    said = await visitor.hear("event", kind="message", body="Which floor?")
    own = await console.hear("event", kind="message", body="Which floor?")

    assert (typing["name"], said["from"]["name"], own["from"]["name"]) == (
        "Test desk",
        "Test desk",
        "Anna",
    )
    assert "Anna" not in str(visitor.seen)


@pytest.mark.django_db(transaction=True)
async def test_a_window_that_opens_later_reads_no_other_name(
    hidden: Desk, windows: Windows, opened: Any, agent: User
) -> None:
    await talk(windows, opened, agent)

    visitor = await windows.visitor(opened.token)
    page = await visitor.hear("page")

    welcome = visitor.seen[0]
    assert welcome["chats"][0]["agent"] == {"name": "Test desk"}
    assert page["events"][2]["agent"] == "Test desk"
    assert "Anna" not in str(visitor.seen)


@pytest.mark.django_db(transaction=True)
async def test_over_https_agents_are_hidden_as_well(
    hidden: Desk, windows: Windows, opened: Any, agent: User
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    page = (await get(opened, "?after=0")).json()

    assert page["events"][2]["agent"] == "Test desk"
    assert "Anna" not in str(page)


def test_the_transcript_for_the_visitor_hides_what_the_ticket_shows(
    hidden: Desk, opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    transfer_chat(
        opened.chat.pk, by=agent, client_id=uuid.uuid4(), note="Yours", agent=make_agent("mikko")
    )
    close_chat(opened.chat.pk, reason=EndReason.AGENT, agent=User.objects.get(username="mikko"))

    open_ticket_for(opened.chat.pk)

    files = [bytes(file.content).decode() for file in Attachment.objects.for_requester()]
    told = Comment.objects.get(kind=CommentKind.TRANSCRIPT).body
    assert [("Anna" in text, "Mikko" in text, "Test desk" in text) for text in files] == [
        (False, False, True),
        (False, False, True),
    ]
    assert ("Anna joined" in told, "Mikko" in told) == (True, True)


def test_a_mail_of_the_desk_names_no_agent(hidden: Desk, opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    close_chat(opened.chat.pk, reason=EndReason.AGENT, agent=agent, outcome="open")
    ticket = open_ticket_for(opened.chat.pk)
    comment = reply_to_requester(ticket, author=agent, body="It is fixed", key=uuid.uuid4())

    mail = compose(comment, get_connection())

    assert "Anna" not in str(mail.message())
    assert mail.from_email.startswith("Test desk <")


def test_an_alias_of_ones_own_is_what_everybody_reads(desk: Desk, opened: Any, agent: User) -> None:
    agent.display_name = "Support 1"
    agent.save()
    chat = accept_chat(opened.chat.pk, agent=agent)

    assigned = chat.events.get(kind="assigned")

    assert (assigned.name, assigned.data["agent"]) == ("Support 1", "Support 1")
