"""Every frame that a window may send, and who may send it. A frame without a row fails."""

from __future__ import annotations

import uuid
from typing import Any, get_args

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from chat import protocol
from chat.actions import accept_chat, open_chat
from chat.choices import Speaker
from chat.models import Chat
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Window, Windows

EVERYBODY, AGENTS, SUPERVISORS = (True, True, True), (False, True, True), (False, False, True)

ROWS: dict[str, tuple[bool, bool, bool]] = {
    # frame: visitor, agent, supervisor
    "hello": EVERYBODY,
    "pong": EVERYBODY,
    "send": EVERYBODY,
    "sync": EVERYBODY,
    "read": EVERYBODY,
    "typing": EVERYBODY,
    "close": EVERYBODY,
    "accept": AGENTS,
    "decline": AGENTS,
    "active": AGENTS,
    "transfer": AGENTS,
    "status": AGENTS,
    "warn": AGENTS,
    "block": AGENTS,
    "overview": SUPERVISORS,
    "watch": SUPERVISORS,
    "unwatch": SUPERVISORS,
    "takeover": SUPERVISORS,
}
ROLES = (Speaker.VISITOR, Role.AGENT, Role.SUPERVISOR)
OPENING = ("hello", "pong")
"""What every socket understands, or it would not be one."""


def tags() -> set[str]:
    return {frame.__struct_config__.tag for frame in get_args(protocol.Frame)}


def test_every_frame_has_a_row() -> None:
    assert tags() == set(ROWS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", range(3), ids=ROLES)
async def test_each_role_may_send_what_its_row_says(
    windows: Windows, desk: Desk, make_agent: MakeAgent, place: int
) -> None:
    role = ROLES[place]
    user = await sync_to_async(make_agent)(
        role=Role.SUPERVISOR if role == Role.SUPERVISOR else Role.AGENT
    )
    allowed = {}

    for frame in sorted(set(ROWS) - set(OPENING)):
        opened = await sync_to_async(open_chat)(question="Hello?", language="en")
        await sync_to_async(accept_chat)(opened.chat.pk, agent=user)
        if role == Speaker.VISITOR:
            window = await windows.visitor(opened.token)
        else:
            window = await windows.console(user)
        allowed[frame] = await may_send(window, frame, str(opened.chat.pk))
        await Chat.objects.filter(agent=user).aupdate(state="closed", ended_at=timezone.now())

    assert allowed == {name: row[place] for name, row in ROWS.items() if name not in OPENING}


async def may_send(window: Window, frame: str, chat: str) -> bool:
    """Whether the frame is answered otherwise than by `not_allowed`."""
    about: dict[str, Any] = {"chat": chat, "client_id": str(uuid.uuid4()), "note": "Why"}
    given = {"body": "Hi", "after": 0, "seq": 1, "on": True, "status": "online", "agent": "nobody"}
    if frame == "send":
        about["note"] = False
    await window.send(type=frame, **about, **given)
    # What comes after it in order is answered after it.
    last = str(uuid.uuid4())
    await window.send(type="transfer", chat=chat, client_id=last, note="", agent="nobody")
    await window.hear("error", client_id=last)
    return not any(
        seen["type"] == "error" and seen["code"] == "not_allowed" and seen["client_id"] != last
        for seen in window.seen
    )
