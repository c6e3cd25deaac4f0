"""An open desk, agents who are there, and windows that speak the protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import time
from typing import Any

import pytest

from chat import dispatch
from chat.actions import open as opening
from chat.actions import open_chat, set_presence
from chat.choices import PresenceStatus
from chat.models import AlternativeAsked
from helpdesk.people.models import Desk, ServiceHours, Team, User
from tests.chat.windows import Windows

MakeAgent = Callable[..., User]


@pytest.fixture
def routed() -> None:
    """Waiting chats are offered by themselves, as on a running desk: it writes into their logs."""


@pytest.fixture(autouse=True)
def unrouted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "routed" not in request.fixturenames:
        monkeypatch.setattr(dispatch, "route", lambda: None)


@pytest.fixture(autouse=True)
def asked_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """The draw falls on the question after the chat, where anybody is asked at all."""
    after = AlternativeAsked.AFTER.value
    monkeypatch.setattr(opening, "draw_question", lambda one_in: after if one_in else "")


@pytest.fixture
def desk(db: None) -> Desk:
    """A desk whose hours are around the clock."""
    for weekday in range(7):
        ServiceHours.objects.create(weekday=weekday, opens=time(0), closes=time(0))
    return Desk.objects.create(pk=1, name="Test desk")


@pytest.fixture
def make_agent(db: None) -> MakeAgent:
    """Makes an agent; online unless told otherwise."""

    def make(
        username: str = "anna", *, online: bool = True, capacity: int = 4, **more: Any
    ) -> User:
        user = User.objects.create_user(
            username, f"{username}@desk.example", first_name=username.title(), **more
        )
        if online:
            set_presence(user, status=PresenceStatus.ONLINE, capacity=capacity)
        return user

    return make


@pytest.fixture
def agent(make_agent: MakeAgent) -> User:
    return make_agent()


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="First line", slug="first-line")


@pytest.fixture
def opened(desk: Desk, agent: User) -> Any:
    """A waiting chat and its visitor's token."""
    return open_chat(
        question="Printer on fire", language="en", name="Aino", email="aino@uni.example"
    )


@pytest.fixture
async def windows(transactional_db: None) -> AsyncIterator[Windows]:
    """Opens visitors' windows and agents' consoles; everything ends with the test."""
    opened = Windows()
    yield opened
    await opened.close_all()
