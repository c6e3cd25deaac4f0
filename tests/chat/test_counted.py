"""What a web process counts of its own windows and messages."""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg
import pytest
from prometheus_client import REGISTRY

from chat import pool
from chat.writer import Writer
from helpdesk.people.models import User
from tests.chat.test_writer import said
from tests.chat.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def sockets() -> tuple[float, float]:
    name = "helpdesk_sockets"
    return counted(name, role="visitor"), counted(name, role="agent")


async def test_open_windows_are_counted_until_they_are_gone(
    windows: Windows, opened: Any, agent: User
) -> None:
    before = sockets()
    await windows.visitor(opened.token)
    await windows.console(agent)
    during = sockets()

    await windows.close_all()

    assert during == (before[0] + 1, before[1] + 1)
    assert sockets() == before


async def test_a_message_counts_once_however_often_it_is_sent(
    windows: Windows, opened: Any
) -> None:
    message, stored = said(opened.chat), counted("helpdesk_messages_stored_total")
    statements = counted("helpdesk_append_seconds_count")

    for _ in range(2):
        await Writer().append(message)

    assert counted("helpdesk_messages_stored_total") == stored + 1
    assert counted("helpdesk_append_seconds_count") == statements + 2


async def test_what_postgresql_refuses_counts_as_a_failure(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any) -> Any:
        raise pool.Away

    monkeypatch.setattr(pool, "fetch", away)
    failures = counted("helpdesk_append_failures_total")

    with pytest.raises((psycopg.Error, pool.Away)):
        await asyncio.wait_for(Writer().append(said(opened.chat)), 5)

    assert counted("helpdesk_append_failures_total") == failures + 1
