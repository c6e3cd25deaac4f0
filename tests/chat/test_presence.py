"""Signs of life of many at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from chat.actions import accept_chat
from chat.actions.visits import mark_left
from chat.models import Chat, Event
from chat.presence import see_visitors
from helpdesk.people.models import User
from tests.chat.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)


async def test_who_counted_as_away_while_the_window_was_there_has_returned(
    windows: Windows, opened: Any, agent: User
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    long_ago = timezone.now() - timedelta(minutes=5)
    await Chat.objects.aupdate(visitor_seen_at=long_ago)
    await sync_to_async(mark_left)()

    await see_visitors([opened.chat.pk])
    await see_visitors([opened.chat.pk])

    chat = await Chat.objects.aget(pk=opened.chat.pk)
    kinds = [event.kind async for event in Event.objects.filter(chat=chat).order_by("seq")]
    assert kinds == ["opened", "message", "assigned", "left", "returned"]
    assert (chat.visitor_left, chat.visitor_seen_at > long_ago) == (False, True)


async def test_a_window_that_comes_back_counts_as_there_before_the_next_beat(
    windows: Windows, opened: Any
) -> None:
    long_ago = timezone.now() - timedelta(seconds=80)
    await Chat.objects.aupdate(visitor_seen_at=long_ago)

    await windows.visitor(opened.token)
    for _ in range(100):
        await asyncio.sleep(0.02)
        chat = await Chat.objects.aget(pk=opened.chat.pk)
        if chat.visitor_seen_at > long_ago:
            break

    assert chat.visitor_seen_at > long_ago
