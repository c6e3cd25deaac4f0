"""Stories told over the two sockets."""

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
from tests.chat.windows import Window, Windows

pytestmark = pytest.mark.django_db(transaction=True)


async def talk(windows: Windows, opened: Any, agent: User) -> tuple[str, Window, Window]:
    """A visitor and an agent in one chat."""
    visitor = await windows.visitor(opened.token)
    console = await windows.console(agent)
    chat = str(opened.chat.pk)
    await console.send(type="accept", chat=chat)
    await console.hear("chat")
    await console.hear("page", chat=chat)
    await visitor.hear("event", kind="assigned")
    return chat, visitor, console


async def test_the_token_brings_the_whole_chat(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)

    page = await visitor.hear("page")

    assert [event["kind"] for event in page["events"]] == ["opened", "message"]
    assert page["events"][1]["body"] == "Printer on fire"
    assert (page["after"], page["head"], page["more"]) == (0, 2, False)


async def test_a_window_that_comes_back_gets_only_what_it_missed(
    windows: Windows, opened: Any
) -> None:
    chat = str(opened.chat.pk)

    visitor = await windows.visitor(
        opened.token, chats={chat: {"epoch": opened.chat.epoch, "after": 1}}
    )
    page = await visitor.hear("page")

    assert [event["seq"] for event in page["events"]] == [2]


async def test_a_position_of_another_epoch_is_void(windows: Windows, opened: Any) -> None:
    chat = str(opened.chat.pk)

    visitor = await windows.visitor(opened.token, chats={chat: {"epoch": "old", "after": 2}})
    page = await visitor.hear("page")

    assert [event["seq"] for event in page["events"]] == [1, 2]


@pytest.mark.parametrize("token", ["", "wrong", "x" * 5000])
async def test_a_wrong_token_ends_the_socket_with_4401(windows: Windows, token: str) -> None:
    window = await windows.connect("/ws/chat/")

    await window.send(type="hello", v=1, token=token, chats={})

    assert await window.hear_close() == 4401


async def test_a_console_without_a_session_ends_with_4401(windows: Windows) -> None:
    window = await windows.connect("/ws/console/")

    await window.send(type="hello", v=1, chats={})

    assert await window.hear_close() == 4401


async def test_silence_ends_the_socket_with_4408(windows: Windows, settings: Any) -> None:
    settings.CHAT = {**settings.CHAT, "hello_timeout_s": 0.05}
    window = await windows.connect("/ws/chat/")

    assert await window.hear_close() == 4408


async def test_a_page_of_another_site_may_not_open_a_socket(windows: Windows) -> None:
    window = await windows.connect("/ws/chat/", origin="https://evil.example")

    assert await window.hear_close() == 4403


async def test_another_version_is_told_to_upgrade(windows: Windows) -> None:
    window = await windows.connect("/ws/chat/")

    await window.send(type="hello", v=2)

    assert (await window.hear("error"))["code"] == "upgrade"
    assert await window.hear_close() == 4400


async def test_before_hello_nothing_else_is_carried_out(windows: Windows, opened: Any) -> None:
    window = await windows.connect("/ws/chat/")

    await window.say(opened.chat.pk, "Sneaky")

    assert (await window.hear("error"))["code"] == "not_allowed"
    assert await Chat.objects.filter(pk=opened.chat.pk, head=2).aexists()


async def test_both_sides_read_what_either_writes(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    said = await visitor.say(chat, "It burns 🔥")
    ok = await visitor.hear("ok", client_id=said)
    shown = await console.hear("event", kind="message")
    answered = await console.say(chat, "Use water")
    reply = await visitor.hear("event", client_id=answered)

    assert (shown["body"], shown["seq"], shown["from"]) == (
        "It burns 🔥",
        ok["seq"],
        {"role": "visitor", "name": "Aino"},
    )
    assert (reply["body"], reply["from"]) == ("Use water", {"role": "agent", "name": "Anna"})
    assert ok["duplicate"] is False


async def test_a_note_is_a_gap_without_words_for_the_visitor(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    await console.say(chat, "Sounds drunk", note=True)
    note = await console.hear("event", kind="note")
    skip = await visitor.hear("event", seq=note["seq"])

    assert note["body"] == "Sounds drunk"
    assert skip == {"type": "event", "chat": chat, "seq": note["seq"], "kind": "skip"}


async def test_a_visitor_cannot_write_a_note(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)

    await visitor.say(opened.chat.pk, "Psst", note=True)

    assert (await visitor.hear("error"))["code"] == "not_allowed"


async def test_sending_again_is_acknowledged_as_a_duplicate(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)
    client_id = await visitor.say(opened.chat.pk, "Hello?")
    first = await visitor.hear("ok")

    await visitor.say(opened.chat.pk, "Hello?", client_id=client_id)
    again = await visitor.hear("ok")

    assert (again["duplicate"], again["seq"]) == (True, first["seq"])


@pytest.mark.parametrize("frame", ["send", "sync", "read", "typing", "close"])
@pytest.mark.parametrize("whose", ["foreign", "absent", "garbage"])
async def test_a_foreign_chat_looks_like_an_absent_one(
    windows: Windows, opened: Any, frame: str, whose: str
) -> None:
    other = await sync_to_async(open_chat)(question="Mine", language="en")
    chats = {"foreign": str(other.chat.pk), "absent": str(uuid.uuid4()), "garbage": "x"}
    client_id = str(uuid.uuid4())
    visitor = await windows.visitor(opened.token)

    await visitor.send(
        type=frame, chat=chats[whose], client_id=client_id, body="x", after=0, seq=1, on=True
    )

    assert (await visitor.hear("error"))["code"] == "unknown_chat"


@pytest.mark.parametrize("frame", ["accept", "transfer", "status"])
async def test_a_visitor_may_not_do_what_agents_do(
    windows: Windows, opened: Any, frame: str
) -> None:
    visitor = await windows.visitor(opened.token)

    await visitor.send(
        type=frame,
        chat=str(opened.chat.pk),
        client_id=str(uuid.uuid4()),
        note="x",
        status="online",
    )

    assert (await visitor.hear("error"))["code"] == "not_allowed"


async def test_identity_codes_are_stopped_before_storage(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)

    await visitor.say(opened.chat.pk, "My code is 131052-308T")
    ok = await visitor.hear("ok")
    event = await visitor.hear("event", kind="message")
    chat = await Chat.objects.aget(pk=opened.chat.pk)

    assert ok["masked"] == 1
    assert "131052" not in event["body"]
    assert chat.masked == 1


@pytest.mark.parametrize("body", ["", "   ", "\x00\x07", "\u200b"])
async def test_a_message_without_anything_to_read_is_refused(
    windows: Windows, opened: Any, body: str
) -> None:
    visitor = await windows.visitor(opened.token)

    await visitor.say(opened.chat.pk, body)

    assert (await visitor.hear("error"))["code"] == "bad_frame"


async def test_haste_is_told_to_wait_and_how_long(
    windows: Windows, opened: Any, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "visitor_burst": 2, "visitor_per_s": 0.5}
    visitor = await windows.visitor(opened.token)

    for n in range(3):
        await visitor.say(opened.chat.pk, str(n))
    error = await visitor.hear("error")

    assert (error["code"], error["retry"]) == ("rate_limited", True)
    assert 0 < error["after_ms"] <= 2001


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
    from tests.chat.windows import session_cookie

    return await sync_to_async(session_cookie)(agent)
