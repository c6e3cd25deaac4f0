"""Stories told over the two sockets."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from chat.actions import open_chat
from chat.models import Chat
from helpdesk.people.models import User
from tests.chat.windows import Windows, application, talk

pytestmark = pytest.mark.django_db(transaction=True)


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


async def test_a_visitors_password_is_masked_and_an_agents_goes_out(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    said = await visitor.say(chat, "My password is hunter2")
    ok = await visitor.hear("ok", client_id=said)
    shown = await console.hear("event", kind="message")
    answered = await console.say(chat, "Your new password is hunter3")
    reply = await visitor.hear("event", client_id=answered)

    assert (shown["body"], ok["masked"]) == ("My password is ▇▇▇▇▇▇▇▇", 1)
    assert reply["body"] == "Your new password is hunter3"


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


async def test_an_address_that_is_none_of_ours_is_refused_before_it_opens() -> None:
    socket = WebsocketCommunicator(application, "/ws/elsewhere/")

    opened, _ = await socket.connect()

    assert opened is False
