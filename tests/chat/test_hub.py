"""Who is told what, and who no longer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from chat import consumers, supervision
from chat.actions import accept_chat
from chat.entries import Entry
from chat.hub import Hub, get_hub
from chat.models import Chat
from chat.threads import in_thread
from helpdesk.people.models import User
from tests.chat.windows import Windows, session_cookie

pytestmark = pytest.mark.django_db(transaction=True)


class Deafened:
    """A window that breaks when it is told something."""

    def on_entry(self, entry: Entry) -> None:
        raise ValueError

    def on_notice(self, notice: dict[str, Any]) -> None:
        raise ValueError


async def test_a_window_that_breaks_keeps_nothing_from_the_others(
    windows: Windows, opened: Any
) -> None:
    chat = str(opened.chat.pk)
    visitor = await windows.visitor(opened.token)
    for _ in range(5):
        get_hub().follow_chat(chat, Deafened(), head=0)

    client_id = await visitor.say(chat, "Hello?")

    assert (await visitor.hear("ok", client_id=client_id))["seq"] == 3
    assert (await visitor.hear("event", client_id=client_id))["body"] == "Hello?"


@pytest.mark.parametrize("who", ["visitor", "agent"])
async def test_a_window_that_is_gone_before_it_was_greeted_is_not_followed_for_ever(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    held = asyncio.Event()

    def slowly(read: Any) -> Any:
        async def reading(*args: Any, **more: Any) -> Any:
            await held.wait()
            return await read(*args, **more)

        return reading

    monkeypatch.setattr(consumers, "visitor_card", slowly(consumers.visitor_card))
    monkeypatch.setattr(consumers, "in_thread", slowly(in_thread))
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    cookie = await sync_to_async(session_cookie)(agent)
    path, headers = ("/ws/chat/", {}) if who == "visitor" else ("/ws/console/", {"cookie": cookie})
    window = await windows.connect(path, **headers)

    await window.send(type="hello", v=1, token=opened.token)
    await asyncio.sleep(0)
    await window.socket.disconnect()
    held.set()
    await asyncio.sleep(0.5)

    assert followed_by(get_hub()) == []


def followed_by(hub: Hub) -> list[str]:
    return list(hub._followers)


async def test_a_chat_that_goes_while_its_card_is_read_does_not_stay(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = str(opened.chat.pk)
    console = await windows.console(agent)
    read, reading, held = supervision.agent_card, asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly(*args: Any, **more: Any) -> Any:
        card = read(*args, **more)
        loop.call_soon_threadsafe(reading.set)
        asyncio.run_coroutine_threadsafe(held.wait(), loop).result(5)
        connection.close()
        return card

    monkeypatch.setattr(supervision, "agent_card", slowly)
    await console.send(type="accept", chat=chat)
    await reading.wait()
    await Chat.objects.filter(pk=chat).aupdate(state="waiting", agent=None)
    get_hub().deliver([{"to": f"user:{agent.pk}", "gone": chat}])
    held.set()

    await console.hear("gone", chat=chat)
    await console.send(type="sync", chat=chat, after=0)
    assert (await console.hear("error", chat=chat))["code"] == "unknown_chat"


async def test_accepting_what_one_has_already_shows_it_again(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat = str(opened.chat.pk)
    console = await windows.console(agent)
    await console.send(type="accept", chat=chat)
    await console.hear("chat")

    await console.send(type="accept", chat=chat)

    assert (await console.hear("chat"))["card"]["agent"]["id"] == agent.pk
