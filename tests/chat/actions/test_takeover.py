"""A supervisor takes a chat over."""

from __future__ import annotations

from typing import Any

import pytest

from chat.actions import accept_chat, close_chat, open_chat, take_over
from chat.choices import EndReason
from chat.entries import for_visitor
from chat.errors import ChatClosed
from chat.handoff import entries_of
from chat.models import Chat, Participation, Presence
from helpdesk.errors import NotAllowed
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent


@pytest.fixture
def chief(make_agent: MakeAgent) -> User:
    return make_agent("saara", online=False, role="supervisor")


def kinds(chat: Chat) -> list[str]:
    return [entry.kind for entry in entries_of(chat)]


def test_a_chat_changes_hands_with_its_history(opened: Any, agent: User, chief: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    chat = take_over(opened.chat.pk, by=chief)

    assert (chat.state, chat.agent, chat.transfers) == ("active", chief, 1)
    assert kinds(chat) == ["opened", "message", "assigned", "transferred", "assigned"]
    handed = entries_of(chat)[3]
    assert (handed.data["to"], handed.data["from_agent"]) == ("Saara", "Anna")
    assert "from_agent" not in for_visitor(handed)


def test_who_was_in_the_chat_is_kept(opened: Any, agent: User, chief: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    take_over(opened.chat.pk, by=chief)

    parts = Participation.objects.order_by("starts_at")
    assert [(part.agent, part.via, part.ends_at is None) for part in parts] == [
        (agent, "pick", False),
        (chief, "takeover", True),
    ]


def test_a_waiting_chat_can_be_taken_as_well(opened: Any, chief: User) -> None:
    chat = take_over(opened.chat.pk, by=chief)

    assert (chat.agent, chat.transfers) == (chief, 0)
    assert kinds(chat) == ["opened", "message", "assigned"]


def test_taking_what_one_has_changes_nothing(opened: Any, chief: User) -> None:
    take_over(opened.chat.pk, by=chief)

    chat = take_over(opened.chat.pk, by=chief)

    assert kinds(chat) == ["opened", "message", "assigned"]


def test_a_full_supervisor_may_take_over_all_the_same(
    opened: Any, agent: User, chief: User
) -> None:
    Presence.objects.create(user=chief, capacity=1)
    take_over(open_chat(question="Printer", language="en").chat.pk, by=chief)

    take_over(opened.chat.pk, by=chief)

    assert Chat.objects.active().filter(agent=chief).count() == 2


def test_an_ended_chat_is_refused_clearly(opened: Any, agent: User, chief: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    close_chat(opened.chat.pk, reason=EndReason.AGENT, agent=agent)

    with pytest.raises(ChatClosed):
        take_over(opened.chat.pk, by=chief)


def test_an_agent_takes_nothing_over(opened: Any, agent: User, make_agent: MakeAgent) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    with pytest.raises(NotAllowed):
        take_over(opened.chat.pk, by=make_agent("mikko"))

    assert Chat.objects.get().agent == agent


def test_whoever_is_a_supervisor_no_longer_takes_nothing_over(
    opened: Any, agent: User, chief: User
) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    User.objects.filter(pk=chief.pk).update(role="agent")

    with pytest.raises(NotAllowed):
        take_over(opened.chat.pk, by=chief)
