"""What notices failed to tell is found in PostgreSQL."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from chat import watch
from chat.actions import accept_chat, transfer_chat
from chat.hub import Hub, get_hub
from chat.models import Chat
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.people.models import Team, User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_chat_that_was_handed_on_without_notice_leaves_the_console(
    windows: Windows,
    opened: Any,
    agent: User,
    make_agent: MakeAgent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = await sync_to_async(make_agent)("mikko")
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    console, theirs = await windows.console(agent), await windows.console(other)
    chat = str(opened.chat.pk)
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    await sync_to_async(transfer_chat)(
        opened.chat.pk, by=agent, client_id=uuid.uuid4(), note="Yours", agent=other
    )

    await catch_up(get_hub())

    await console.hear("gone", chat=chat)
    assert (await theirs.hear("chat"))["card"]["chat"] == chat
    await console.send(type="sync", chat=chat, after=0)
    assert (await console.hear("error", chat=chat))["code"] == "unknown_chat"


async def test_a_chat_got_without_notice_comes_with_the_next_beat(
    windows: Windows, opened: Any, agent: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHAT = {**settings.CHAT, "beat_s": 0.2}
    console = await windows.console(agent)
    monkeypatch.setattr(realtime, "publish", lambda notices: None)

    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    assert (await console.hear("chat"))["card"]["chat"] == str(opened.chat.pk)


async def test_what_one_window_missed_is_not_hidden_by_another_that_opens(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await windows.visitor(opened.token)
    await first.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    second = await windows.visitor(opened.token)
    await second.hear("page")

    await catch_up(get_hub())

    assert (await first.hear("event", kind="assigned"))["seq"] == 3


async def test_a_subscription_that_died_is_made_anew(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PROBE_S", 0.05)
    monkeypatch.setattr(watch, "DEAF_AFTER_S", 0.3)
    monkeypatch.setattr(watch, "ANEW_AFTER_S", 0.3)
    await windows.visitor(opened.token)
    hub = get_hub()
    await _hears(hub)
    for shard in get_channel_layer()._get_layer()._shards:
        shard._receive_task.cancel()
    silent_from = hub.heard_at

    await _hears(hub, after=silent_from + 0.3)


async def _hears(hub: Hub, *, after: float = 0.0) -> None:
    """Returns when this process hears its own probes after this moment; fails if it never does."""
    async with asyncio.timeout(10):
        while hub.heard_at <= max(after, hub.listening_since):
            await asyncio.sleep(0.02)


async def test_an_agent_who_joins_a_team_comes_back_and_sees_its_queue(
    windows: Windows, opened: Any, agent: User, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    await Chat.objects.filter(pk=opened.chat.pk).aupdate(team=team)
    console = await windows.console(agent)
    before = await console.hear("queue")

    await team.memberships.acreate(user=agent)
    code = await console.hear_close()
    after = await (await windows.console(agent)).hear("queue")

    assert (before["waiting"], code) == ([], 1012)
    assert [item["chat"] for item in after["waiting"]] == [str(opened.chat.pk)]
