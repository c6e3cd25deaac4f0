"""Stories told over the consoles of agents."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.actions import accept_chat, open_chat, set_presence
from chat.choices import PresenceStatus
from chat.models import Chat, Presence
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Windows, session_cookie, talk

pytestmark = pytest.mark.django_db(transaction=True)


async def test_of_two_agents_one_gets_the_chat_and_the_other_hears_who(
    windows: Windows, opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    other = await sync_to_async(make_agent)("mikko")
    first, second = await windows.console(agent), await windows.console(other)
    chat = str(opened.chat.pk)

    await first.send(type="accept", chat=chat)
    await first.hear("chat")
    await second.send(type="accept", chat=chat)
    error = await second.hear("error")

    assert (error["code"], error["by"]) == ("already_taken", "Anna")


async def test_a_second_tab_of_the_agent_gets_the_chat_too(
    windows: Windows, opened: Any, agent: User
) -> None:
    first, second = await windows.console(agent), await windows.console(agent)

    await first.send(type="accept", chat=str(opened.chat.pk))
    card = await second.hear("chat")
    page = await second.hear("page")

    assert card["card"]["chat"] == str(opened.chat.pk)
    assert page["head"] == 3


async def test_the_queue_shows_who_waits_and_who_is_here(
    windows: Windows, opened: Any, agent: User
) -> None:
    console = await windows.console(agent)

    queue = await console.hear("queue")

    assert [(item["chat"], item["question"]) for item in queue["waiting"]] == [
        (str(opened.chat.pk), "Printer on fire")
    ]
    assert [(who["name"], who["capacity"], who["active"]) for who in queue["agents"]] == [
        ("Anna", 4, 0)
    ]


async def test_a_visitor_in_the_queue_is_told_the_place(windows: Windows, opened: Any) -> None:
    second = await sync_to_async(open_chat)(question="Me too", language="en")
    visitor = await windows.visitor(second.token)

    assert (await visitor.hear("position"))["position"] == 2


async def test_a_chat_goes_to_another_agent_with_its_history(
    windows: Windows, opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    other = await sync_to_async(make_agent)("mikko")
    chat, visitor, console = await talk(windows, opened, agent)
    theirs = await windows.console(other)

    client_id = str(uuid.uuid4())
    await console.send(
        type="transfer", chat=chat, client_id=client_id, agent=other.pk, note="Knows printers"
    )
    await console.hear("gone", chat=chat)
    await theirs.hear("chat")
    page = await theirs.hear("page")
    told = await visitor.hear("event", kind="transferred")

    assert [event["kind"] for event in page["events"]] == [
        "opened",
        "message",
        "assigned",
        "transferred",
        "assigned",
    ]
    assert page["events"][3]["note"] == "Knows printers"
    assert "note" not in told
    assert told["to"] == "Mikko"


async def test_closing_twice_is_refused_and_the_same_close_is_acknowledged_again(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    client_id = str(uuid.uuid4())
    close = {"type": "close", "chat": chat, "client_id": client_id, "outcome": "solved"}

    await console.send(**close)
    first = await console.hear("ok", client_id=client_id)
    await console.send(**close)
    again = await console.hear("ok", client_id=client_id)
    await visitor.send(type="close", chat=chat, client_id=str(uuid.uuid4()))
    late = await visitor.hear("error")

    assert (first["duplicate"], again["duplicate"]) == (False, True)
    assert first["seq"] == again["seq"]
    assert late["code"] == "chat_closed"


async def test_typing_and_reading_reach_the_other_side_only(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    await visitor.send(type="typing", chat=chat, on=True)
    await visitor.send(type="read", chat=chat, seq=999)
    typing = await console.hear("typing")
    cursor = await console.hear("cursor")

    assert (typing["role"], typing["on"]) == ("visitor", True)
    assert (cursor["role"], cursor["read"]) == ("visitor", 3)
    assert [frame for frame in visitor.seen if frame["type"] in ("typing", "cursor")] == []


async def test_an_agent_says_to_be_away(windows: Windows, agent: User) -> None:
    console = await windows.console(agent)

    await console.send(type="status", status="away", capacity=2)
    queue = await console.hear("queue")
    while queue["agents"] and queue["agents"][0]["status"] != "away":
        queue = await console.hear("queue")

    presence = await Presence.objects.aget(user=agent)
    assert (presence.status, presence.capacity) == ("away", 2)


async def test_an_agent_says_why_and_a_console_that_opens_is_told(
    windows: Windows, agent: User, make_agent: MakeAgent
) -> None:
    await sync_to_async(make_agent)("mikko")
    console = await windows.console(agent)

    await console.send(type="status", status="away", reason="lunch")
    queue = await console.hear("queue")
    while queue["agents"][0]["reason"] != "lunch":
        queue = await console.hear("queue")
    welcome = (await windows.console(agent)).seen[0]

    assert (welcome["status"], welcome["reason"], welcome["relieved"]) == ("away", "lunch", 0)


async def test_a_reason_that_is_none_is_refused(windows: Windows, agent: User) -> None:
    console = await windows.console(agent)

    await console.send(type="status", status="away", reason="sunshine")

    assert (await console.hear("error"))["code"] == "bad_frame"


async def test_the_beat_names_the_head_of_each_chat(
    windows: Windows, opened: Any, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "beat_s": 0.05}
    visitor = await windows.visitor(opened.token)

    ping = await visitor.hear("ping", heads={str(opened.chat.pk): 2})
    await visitor.send(type="pong", n=ping["n"])

    assert ping["n"] >= 1


async def test_agents_see_the_queue_of_their_teams_only(
    windows: Windows, opened: Any, agent: User, team: Team
) -> None:
    await Chat.objects.filter(pk=opened.chat.pk).aupdate(team=team)
    console = await windows.console(agent)

    queue = await console.hear("queue")

    assert queue["waiting"] == []


async def test_when_the_last_agent_leaves_the_waiting_visitor_is_told(
    windows: Windows, opened: Any, agent: User
) -> None:
    visitor = await windows.visitor(opened.token)

    await sync_to_async(set_presence)(agent, status=PresenceStatus.OFFLINE)
    closed = await visitor.hear("event", kind="closed")

    assert closed["by"] == "nobody"


async def test_an_agents_window_that_comes_back_has_its_chats(
    windows: Windows, opened: Any, agent: User
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    console = await windows.connect("/ws/console/", cookie=await _cookie(agent))
    await console.send(type="hello", v=1, chats={})
    welcome = await console.hear("welcome")
    page = await console.hear("page")

    assert [card["chat"] for card in welcome["chats"]] == [str(opened.chat.pk)]
    assert page["head"] == 3


async def _cookie(agent: User) -> str:
    return await sync_to_async(session_cookie)(agent)


async def test_what_one_console_has_read_is_read_in_the_agents_other_console(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, _, console = await talk(windows, opened, agent)
    other = await windows.console(agent)
    await other.hear("page")

    await console.send(type="read", chat=chat, seq=2)
    cursor = await other.hear("cursor")
    await other.send(type="typing", chat=chat, on=True)
    await console.send(type="sync", chat=chat, after=0)
    await console.hear("page", after=0)

    assert (cursor["role"], cursor["read"]) == ("agent", 2)
    assert [f["type"] for f in console.seen if f["type"] in ("typing", "cursor")] == []
