"""Windows of a chat that is erased let go of it, at once or with the next beat."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async

from chat import pool
from chat.actions import close_chat, erase_chats
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.hub import HEADS, get_hub
from chat.models import Chat
from helpdesk.people.models import User
from tests.chat.windows import Windows, talk

pytestmark = pytest.mark.django_db(transaction=True)


async def end(opened: Any) -> None:
    await sync_to_async(close_chat)(opened.chat.pk, reason=EndReason.VISITOR)
    await sync_to_async(open_ticket_for)(opened.chat.pk)


async def test_the_visitors_window_is_closed_and_the_console_loses_the_chat(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    await end(opened)

    await sync_to_async(erase_chats)([opened.chat.pk])

    assert await visitor.hear_close() == 4410
    assert await console.hear("gone") == {"type": "gone", "chat": chat}


async def test_a_visitor_who_comes_back_later_is_told_that_it_was_erased(
    windows: Windows, opened: Any, agent: User
) -> None:
    await end(opened)
    await sync_to_async(erase_chats)([opened.chat.pk])

    window = await windows.connect("/ws/chat/")
    await window.send(type="hello", v=1, token=opened.token, chats={})

    assert await window.hear_close() == 4410


async def test_a_console_that_comes_back_is_told_to_forget_the_chat(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, _visitor, _console = await talk(windows, opened, agent)
    epoch = (await Chat.objects.aget()).epoch
    await end(opened)
    await sync_to_async(erase_chats)([opened.chat.pk])

    console = await windows.console(agent, chats={chat: {"epoch": epoch, "after": 2}})

    assert await console.hear("gone") == {"type": "gone", "chat": chat}
    assert (await Chat.objects.aget()).epoch != epoch


async def test_windows_that_heard_nothing_let_go_with_the_next_beat(
    windows: Windows, opened: Any, agent: User
) -> None:
    _chat, visitor, _console = await talk(windows, opened, agent)
    await end(opened)
    # As if Redis had been away: the rows change and nobody tells.
    await Chat.objects.aupdate(erased_at="2026-01-01T00:00:00Z")

    await get_hub()._ping()

    assert await visitor.hear_close() == 4410


async def test_a_window_that_opens_during_a_beat_is_not_told_that_its_chat_was_erased(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, visitor, hub = str(opened.chat.pk), await windows.visitor(opened.token), get_hub()
    (socket,) = (each for each in hub.sockets if chat in each.following)
    socket.unfollow(chat)
    read = pool.fetch

    async def meanwhile_followed(statement: str, values: Any) -> Any:
        found = await read(statement, values)
        if statement == HEADS:
            socket.follow(chat, 2)
        return found

    monkeypatch.setattr(pool, "fetch", meanwhile_followed)
    hub.follow_chat(str(uuid4()), socket, head=0)  # or there is nothing to ask for
    await hub._ping()
    client_id = await visitor.say(chat, "Still here")

    assert (await visitor.hear("ok", client_id=client_id))["seq"] == 3


async def test_a_chat_that_is_still_open_or_owes_a_ticket_is_not_erased(
    windows: Windows, opened: Any
) -> None:
    assert await sync_to_async(erase_chats)([opened.chat.pk]) == 0
    await sync_to_async(close_chat)(opened.chat.pk, reason=EndReason.VISITOR)

    assert await sync_to_async(erase_chats)([opened.chat.pk]) == 0
