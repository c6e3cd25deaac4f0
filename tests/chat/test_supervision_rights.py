"""Who may look into chats, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tests.chat.windows import Windows, look_into, talk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chief(make_agent: MakeAgent) -> User:
    return make_agent("saara", online=False, role="supervisor")


ONLY_SUPERVISORS: list[dict[str, Any]] = [
    {"type": "overview", "on": True},
    {"type": "watch"},
    {"type": "unwatch"},
    {"type": "takeover"},
]


@pytest.mark.parametrize("frame", ONLY_SUPERVISORS, ids=lambda frame: frame["type"])
@pytest.mark.parametrize(
    ("role", "code"), [("agent", "not_allowed"), ("supervisor", None), ("manager", None)]
)
async def test_only_supervisors_and_managers_oversee(
    windows: Windows,
    opened: Any,
    agent: User,
    make_agent: MakeAgent,
    frame: dict[str, Any],
    role: str,
    code: str | None,
) -> None:
    user = await sync_to_async(make_agent)("who", role=role)
    window = await windows.console(user)

    await window.send(**{"chat": str(opened.chat.pk), **frame})
    await window.send(type="accept", chat="a marker")
    await window.hear("error", chat="a marker")

    errors = [seen["code"] for seen in window.seen if seen["type"] == "error"]
    assert errors == [*([code] if code else []), "unknown_chat"]


async def test_a_visitor_cannot_oversee(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)

    for frame in ONLY_SUPERVISORS:
        await visitor.send(**{"chat": str(opened.chat.pk), **frame})
        assert (await visitor.hear("error"))["code"] == "not_allowed"


async def test_whoever_loses_the_role_loses_the_sight(
    windows: Windows, opened: Any, agent: User, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    chat, _, _ = await talk(windows, opened, agent)
    window = await look_into(windows, chief, chat)

    await User.objects.filter(pk=chief.pk).aupdate(role="agent")

    assert await window.hear_close() == 1012
    again = await windows.console(chief, chats={chat: {"epoch": "", "after": 0}}, view="desk")
    assert (await again.hear("gone"))["chat"] == chat
    await again.send(type="overview", on=True)
    assert (await again.hear("error"))["code"] == "not_allowed"
