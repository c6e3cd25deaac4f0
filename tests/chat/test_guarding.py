"""Warning and blocking over an agent's console."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.models import Incident
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Windows, talk

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_warning_reaches_the_visitor_and_is_acknowledged(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    client_id = str(uuid.uuid4())

    await console.send(type="warn", chat=chat, client_id=client_id)
    ok = await console.hear("ok", client_id=client_id)
    await console.send(type="warn", chat=chat, client_id=client_id)
    again = await console.hear("ok", client_id=client_id)

    told = await visitor.hear("event", kind="message", seq=ok["seq"])
    assert (told["from"]["role"], "civil" in told["body"]) == ("system", True)
    assert (ok["duplicate"], again["duplicate"], again["seq"]) == (False, True, ok["seq"])


async def test_a_block_ends_the_chat_and_says_by_what_the_person_is_known(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)

    await console.send(type="block", chat=chat, client_id=str(uuid.uuid4()), note="Threats")

    assert (await console.hear("ok"))["blocked"] == ["email"]
    assert (await visitor.hear("event", kind="closed"))["by"] == "agent"
    assert (await Incident.objects.aget()).note == "Threats"


async def test_a_block_without_a_note_is_refused(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, _, console = await talk(windows, opened, agent)

    await console.send(type="block", chat=chat, client_id=str(uuid.uuid4()), note=" ")

    assert (await console.hear("error"))["code"] == "invalid"


@pytest.mark.parametrize("kind", ["warn", "block"])
async def test_neither_a_colleague_nor_the_visitor_may(
    windows: Windows, opened: Any, agent: User, make_agent: MakeAgent, kind: str
) -> None:
    chat, visitor, _ = await talk(windows, opened, agent)
    other = await windows.console(await sync_to_async(make_agent)("mikko"))
    frame = {"type": kind, "chat": chat, "client_id": str(uuid.uuid4()), "note": "Threats"}

    await other.send(**frame)
    await visitor.send(**frame)

    assert (await other.hear("error"))["code"] == "unknown_chat"
    assert (await visitor.hear("error"))["code"] == "not_allowed"
