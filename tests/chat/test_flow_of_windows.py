"""What windows get and owe: pages as they take them, ends, pauses of Redis."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session

from chat import log
from chat.actions import accept_chat, open_chat
from chat.choices import EventKind, Speaker
from chat.farewell import back_within_ms
from chat.hub import get_hub
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.people.models import User
from tests.chat.windows import Windows


@pytest.mark.django_db(transaction=True)
async def test_a_long_chat_comes_in_pages_as_the_window_takes_them(
    windows: Windows, opened: Any
) -> None:
    def fill() -> None:
        for _ in range(60):
            log.record(opened.chat, kind=EventKind.MESSAGE, role=Speaker.VISITOR, body="x" * 8000)

    await sync_to_async(fill)()
    visitor = await windows.connect("/ws/chat/")
    await visitor.hello(opened.token)
    shown: list[int] = []
    while len(shown) < 62:
        page = await visitor.hear("page")
        shown += [event["seq"] for event in page["events"]]

    assert shown == list(range(1, 63))
    assert page["more"] is False


@pytest.mark.django_db(transaction=True)
async def test_a_window_that_confirms_nothing_is_let_go(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)
    visitor.answers_pings = False
    frame = {"type": "typing", "chat": str(opened.chat.pk), "name": "x" * 60_000}
    notice = {"to": f"chat:{opened.chat.pk}", "by": "agent", "window": "another"}

    for _ in range(5):
        realtime.publish_nowait([{**notice, "frame": frame}])

    assert await visitor.hear_close() == 4500


@pytest.mark.django_db(transaction=True)
async def test_an_agent_who_is_logged_out_loses_the_socket(
    windows: Windows, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    console = await windows.console(agent)

    await Session.objects.all().adelete()

    assert await console.hear_close() == 4401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["password", "account"])
async def test_an_agent_who_is_locked_out_loses_the_socket(
    windows: Windows, agent: User, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    console = await windows.console(agent)

    if what == "password":
        agent.set_password("another one 42")
    else:
        agent.is_active = False
    await agent.asave()

    assert await console.hear_close() == 4401


@pytest.mark.django_db(transaction=True)
async def test_without_redis_a_window_is_shown_what_another_process_committed(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await windows.visitor(opened.token)
    console = await windows.console(agent)
    await visitor.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    await catch_up(get_hub())

    assert (await visitor.hear("event", kind="assigned"))["seq"] == 3
    assert (await console.hear("chat"))["card"]["chat"] == str(opened.chat.pk)


@pytest.mark.django_db(transaction=True)
async def test_a_process_that_hears_no_probe_reads_the_log_by_itself(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def swallow(notices: Any) -> None: ...

    monkeypatch.setattr("chat.watch.PROBE_S", 0.05)
    monkeypatch.setattr("chat.watch.DEAF_AFTER_S", 0.1)
    monkeypatch.setattr(realtime, "_send", swallow)
    visitor = await windows.visitor(opened.token)
    await visitor.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)

    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    assert (await visitor.hear("event", kind="assigned"))["seq"] == 3


@pytest.mark.django_db(transaction=True)
async def test_before_the_process_ends_windows_are_told_when_to_come_back(
    windows: Windows, opened: Any
) -> None:
    visitor = await windows.visitor(opened.token)

    visitor.socket.future.cancel()
    await visitor.socket.send_input({"type": "websocket.disconnect"})
    await asyncio.wait([visitor.socket.future])
    events = [visitor.socket.output_queue.get_nowait() for _ in range(3)]

    bye = json.loads(events[1]["text"])
    assert (bye["type"], bye["code"]) == ("bye", "restart")
    assert 0 <= bye["retry_ms"] < back_within_ms(1)
    assert events[2] == {"type": "websocket.close", "code": 1012}


@pytest.mark.django_db(transaction=True)
async def test_several_tabs_of_one_token_share_what_may_be_said(
    windows: Windows, desk: Any, agent: User, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "visitor_burst": 2, "visitor_per_s": 0.1}
    opened = await sync_to_async(open_chat)(question="Hi", language="en")
    first, second = [await windows.visitor(opened.token) for _ in range(2)]

    for _ in range(2):
        await first.say(opened.chat.pk, "Me!")
        await first.hear("ok")
    await second.say(opened.chat.pk, "And me!")

    assert (await second.hear("error"))["code"] == "rate_limited"
