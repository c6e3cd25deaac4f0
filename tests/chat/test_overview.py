"""The whole desk at a glance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chat.actions import accept_chat, block_visitor, open_chat
from chat.models import Block, Chat
from chat.overview import overview
from helpdesk.people.models import Desk, Team, User
from tests.chat.conftest import MakeAgent


def answered(team: Team | None, *, after_s: float, ago: timedelta = timedelta()) -> None:
    """A chat whose first answer came after so many seconds."""
    chat = open_chat(question="Printer", language="en").chat
    replied_at = timezone.now() - ago
    Chat.objects.filter(pk=chat.pk).update(
        team=team,
        opened_at=replied_at - timedelta(seconds=after_s),
        first_reply_at=replied_at,
        promise_seconds=10,
    )


def test_open_chats_say_who_waits_for_whom(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    (shown,) = overview("en")["active"]

    assert {name: shown[name] for name in ("name", "language", "last_message_role", "warned")} == {
        "name": "Aino",
        "language": "en",
        "last_message_role": "visitor",
        "warned": False,
    }
    assert shown["agent"] == {"id": agent.pk, "name": "Anna"}
    assert shown["first_reply_at"] is None


def test_promises_are_counted_by_team_since_midnight(desk: Desk, agent: User, team: Team) -> None:
    answered(team, after_s=10)
    answered(team, after_s=11)
    answered(None, after_s=3)
    answered(team, after_s=3, ago=timedelta(days=1, hours=1))

    assert overview("en")["promises"] == [
        {"team": {"id": team.pk, "name": "First line"}, "answered": 2, "kept": 1},
        {"team": None, "answered": 1, "kept": 1},
    ]


def test_blocked_people_are_counted_once_however_they_are_known(desk: Desk, agent: User) -> None:
    chat = open_chat(
        question="You", language="en", email="aino@uni.example", browser_key="key"
    ).chat
    accept_chat(chat.pk, agent=agent)
    block_visitor(chat.pk, by=agent, note="Threats")

    assert (Block.objects.count(), overview("en")["blocks"]) == (2, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    desk: Desk,
    make_agent: MakeAgent,
    team: Team,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        agent = make_agent(f"agent{number}", role="manager")
        chat = open_chat(question="Printer", language="en").chat
        Chat.objects.filter(pk=chat.pk).update(team=team)
        accept_chat(chat.pk, agent=agent)
        answered(team, after_s=1)

    with django_assert_num_queries(5):
        overview("en")
