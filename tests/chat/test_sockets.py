"""The life of a socket: greeted or not, flooded, broken inside."""

from __future__ import annotations

import asyncio
import uuid
from threading import Event
from time import sleep
from typing import Any

import psycopg
import pytest
from asgiref.sync import sync_to_async

from chat import consumers, conversation
from chat.actions import open_chat, set_presence
from chat.choices import PresenceStatus
from chat.sockets import FLOOD_FRAMES
from helpdesk.people.models import User
from tests.chat.windows import PATIENCE_S, Windows, talk

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_fault_of_ours_answers_the_frame_and_holds_up_no_other(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await windows.visitor(opened.token)

    async def broken(*_: Any, **__: Any) -> Any:
        raise KeyError("secret")

    with monkeypatch.context() as fault:
        fault.setattr(conversation, "say", broken)
        lost = await visitor.say(opened.chat.pk, "One")
        error = await visitor.hear("error", client_id=lost)
    kept = await visitor.say(opened.chat.pk, "Two")

    assert (error["code"], error["retry"]) == ("unavailable", True)
    assert (await visitor.hear("ok", client_id=kept))["seq"] == 3


@pytest.mark.parametrize("error", [psycopg.OperationalError("gone"), KeyError("fault")])
async def test_who_cannot_be_greeted_is_sent_away_to_come_back(
    windows: Windows, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def away(_: str) -> Any:
        raise error

    monkeypatch.setattr(consumers, "visitor_card", away)
    window = await windows.connect("/ws/chat/")

    await window.send(type="hello", v=1, token="x")

    refused = await window.hear("error")
    assert (refused["code"], refused["retry"]) == ("unavailable", True)
    assert await window.hear_close() == 1013


async def test_a_greeting_that_takes_its_time_is_no_silence(
    windows: Windows, opened: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHAT = {**settings.CHAT, "hello_timeout_s": 0.1}
    read = consumers.visitor_card

    async def slowly(token_hash: str) -> Any:
        await asyncio.sleep(0.3)
        return await read(token_hash)

    monkeypatch.setattr(consumers, "visitor_card", slowly)
    window = await windows.connect("/ws/chat/")

    assert (await window.hello(opened.token))["chats"][0]["head"] == 2


async def test_a_second_hello_is_refused_and_changes_nothing(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)

    await visitor.send(type="hello", v=1, token=opened.token)

    assert (await visitor.hear("error"))["code"] == "bad_frame"
    client_id = await visitor.say(opened.chat.pk, "Still here")
    assert (await visitor.hear("ok", client_id=client_id))["seq"] == 3


@pytest.mark.parametrize("text", ["garbage", '{"type":"pong","n":1}', '{"type":"nonsense"}'])
async def test_a_flood_of_whatever_ends_with_4429(
    windows: Windows, settings: Any, text: str
) -> None:
    settings.CHAT = {**settings.CHAT, "frames_per_s": 1.0}
    window = await windows.connect("/ws/chat/")

    for _ in range(FLOOD_FRAMES + 5):
        await window.send_raw(text)

    assert await window.hear_close() == 4429


async def test_answers_that_were_asked_for_are_never_too_fast(
    windows: Windows, opened: Any, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "frames_per_s": 0.5, "beat_s": 0.02}
    visitor = await windows.visitor(opened.token)

    for _ in range(5):
        await visitor.hear("ping")

    assert [frame for frame in visitor.seen if frame["type"] == "error"] == []


async def test_an_action_that_takes_its_time_holds_up_no_other_chat(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, _, console = await talk(windows, opened, agent)
    release, accept = Event(), consumers.actions.accept_chat
    other = str((await sync_to_async(open_chat)(question="Me too", language="en")).chat.pk)

    def slowly(*args: Any, **kwargs: Any) -> Any:
        release.wait(PATIENCE_S)
        return accept(*args, **kwargs)

    monkeypatch.setattr(consumers.actions, "accept_chat", slowly)
    await console.send(type="accept", chat=other)
    said = await console.say(chat, "Meanwhile")
    await console.hear("ok", client_id=said)
    early = [frame for frame in console.seen if frame["type"] == "chat"]
    release.set()

    assert [frame["card"]["chat"] for frame in early] == [chat]
    assert (await console.hear("chat"))["card"]["chat"] == other


async def test_what_is_said_after_a_close_comes_after_it_though_that_takes_its_time(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, _, console = await talk(windows, opened, agent)
    close = consumers.actions.close_chat

    def slowly(*args: Any, **kwargs: Any) -> Any:
        sleep(0.2)
        return close(*args, **kwargs)

    monkeypatch.setattr(consumers.actions, "close_chat", slowly)
    await console.send(type="close", chat=chat, client_id=str(uuid.uuid4()))
    said = await console.say(chat, "One more thing")

    assert (await console.hear("error", client_id=said))["code"] == "chat_closed"


async def test_who_closes_a_chat_and_then_takes_one_has_room_for_it(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, _, console = await talk(windows, opened, agent)
    other = str((await sync_to_async(open_chat)(question="Me too", language="en")).chat.pk)
    await sync_to_async(set_presence)(agent, status=PresenceStatus.ONLINE, capacity=1)
    close = consumers.actions.close_chat

    def slowly(*args: Any, **kwargs: Any) -> Any:
        sleep(0.2)
        return close(*args, **kwargs)

    monkeypatch.setattr(consumers.actions, "close_chat", slowly)
    await console.send(type="close", chat=chat, client_id=str(uuid.uuid4()))
    await console.send(type="accept", chat=other)
    await console.hear("page", chat=other)

    assert [frame for frame in console.seen if frame["type"] == "error"] == []


async def test_what_is_said_before_the_greeting_is_over_waits_for_it(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = consumers.visitor_card

    async def slowly(token_hash: str) -> Any:
        await asyncio.sleep(0.2)
        return await read(token_hash)

    monkeypatch.setattr(consumers, "visitor_card", slowly)
    window = await windows.connect("/ws/chat/")

    await window.send(type="hello", v=1, token=opened.token)
    said = await window.say(opened.chat.pk, "I type fast")

    assert (await window.hear("ok", client_id=said))["seq"] == 3
    assert [frame["type"] for frame in window.seen][:2] == ["welcome", "page"]


async def test_what_postgresql_cannot_hold_is_a_bad_frame(
    windows: Windows, opened: Any, agent: User
) -> None:
    console = await windows.console(agent)
    chat = str(opened.chat.pk)
    await console.send(type="accept", chat=chat)
    await console.hear("chat")

    await console.send(type="close", chat=chat, client_id=str(uuid.uuid4()), topic="\x00")

    refused = await console.hear("error")
    assert (refused["code"], refused["retry"]) == ("invalid", False)
