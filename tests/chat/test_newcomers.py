"""Start pages hear of the desk as soon as it changes."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import HttpCommunicator

from chat import newcomers
from chat.actions import set_presence
from chat.choices import PresenceStatus
from chat.hub import get_hub
from chat.routing import requests
from helpdesk.people.models import Desk, Holiday, ServiceHours, Team, User
from tests.chat.windows import Windows
from tickets.models import Topic

application = URLRouter(requests)
pytestmark = pytest.mark.django_db(transaction=True)


async def ask(method: str = "GET", **query: str) -> tuple[int, Any]:
    address = f"/api/v1/desk/changes/?{urlencode(query)}"
    request = HttpCommunicator(application, method, address)
    reply = await request.get_response(timeout=30)
    return reply["status"], json.loads(reply["body"]) if reply["body"] else None


async def test_a_page_that_knows_nothing_is_told_how_the_desk_stands(
    windows: Windows, desk: Desk, agent: User
) -> None:
    status, state = await ask()

    assert status == 200
    assert state == {
        "open": True,
        "reason": None,
        "next_open_at": None,
        "waiting": 0,
        "expected_wait_s": 10,
        "wait_low_s": 0,
        "wait_high_s": 60,
        "mark": "True|None|None|0|60",
    }


async def test_a_page_hears_when_the_last_agent_goes(
    windows: Windows, desk: Desk, agent: User
) -> None:
    _, before = await ask()
    page = asyncio.create_task(ask(known=before["mark"]))

    await sync_to_async(set_presence)(agent, status=PresenceStatus.AWAY)

    status, state = await page
    assert (status, state["open"], state["reason"]) == (200, False, "nobody")


async def test_a_page_hears_of_hours_that_somebody_changed(
    windows: Windows, desk: Desk, agent: User
) -> None:
    _, before = await ask()
    page = asyncio.create_task(ask(known=before["mark"]))

    await ServiceHours.objects.all().adelete()

    _, state = await page
    assert (state["open"], state["reason"]) == (False, "hours")


async def test_what_does_not_change_is_answered_with_nothing(
    windows: Windows, desk: Desk, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "WAIT_S", 2.5)
    _, state = await ask()

    assert await ask(known=state["mark"]) == (204, None)
    assert get_hub().door.watchers == 0


async def test_the_topics_team_decides(
    windows: Windows, desk: Desk, agent: User, team: Team
) -> None:
    await ServiceHours.objects.acreate(team=team, weekday=0, opens="03:00", closes="03:01")
    topic = await Topic.objects.acreate(
        slug="vpn", name_en="V", name_fi="V", name_sv="V", team=team
    )

    _, of_all = await ask()
    _, of_team = await ask(topic=str(topic.pk))

    assert (of_all["reason"], of_team["reason"]) == (None, "hours")


@pytest.mark.parametrize(
    ("method", "query", "expected"), [("POST", {}, 405), ("GET", {"topic": "no-such"}, 400)]
)
async def test_what_makes_no_sense_is_refused(
    windows: Windows, desk: Desk, agent: User, method: str, query: dict[str, str], expected: int
) -> None:
    status, _ = await ask(method, **query)

    assert status == expected


async def test_too_many_pages_are_asked_to_come_again(
    windows: Windows, desk: Desk, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "MOST_WATCHERS", 0)

    assert (await ask())[0] == 503


async def test_consoles_hear_that_a_holiday_began(
    windows: Windows, desk: Desk, agent: User
) -> None:
    console = await windows.console(agent)
    await console.hear("queue", open=True)

    await ServiceHours.objects.all().adelete()
    await Holiday.objects.acreate(day="2026-12-06", name="Itsenäisyyspäivä")

    assert (await console.hear("queue", open=False))["waiting"] == []
