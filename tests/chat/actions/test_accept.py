"""One chat, one agent."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chat import log
from chat.actions import accept_chat, close_chat, open_chat, transfer_chat
from chat.choices import EndReason, EventKind, State
from chat.errors import (
    AlreadyTaken,
    AtCapacity,
    ChatClosed,
    ClientIdConflict,
    NobodyThere,
    UnknownChat,
)
from chat.models import Chat
from helpdesk.errors import DomainError, Invalid
from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, Membership, Team, User
from tests.chat.conftest import MakeAgent


@pytest.mark.django_db(transaction=True)
def test_of_six_who_accept_at_once_one_gets_it(
    opened: Any, make_agent: MakeAgent, agent: User
) -> None:
    agents = [make_agent(f"agent{n}") for n in range(6)]

    def accept(user: User) -> str:
        try:
            accept_chat(opened.chat.pk, agent=user)
        except AlreadyTaken as refused:
            return str(refused.details["by"])
        finally:
            connection.close()
        return "mine"

    with ThreadPoolExecutor(6) as hands:
        answers = list(hands.map(accept, agents))

    winner = Chat.objects.get(pk=opened.chat.pk).agent
    assert winner is not None
    assert answers.count("mine") == 1
    assert answers.count(winner.public_name) == 5
    assert Chat.objects.get(pk=opened.chat.pk).events.filter(kind="assigned").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_of_one_agent_do_not_exceed_the_capacity(
    desk: Desk, make_agent: MakeAgent
) -> None:
    agent = make_agent(capacity=1)
    chats = [open_chat(question=str(n), language="en").chat for n in range(2)]

    def accept(chat: Chat) -> bool:
        try:
            accept_chat(chat.pk, agent=agent)
        except AtCapacity:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as hands:
        answers = sorted(hands.map(accept, chats))

    assert answers == [False, True]
    assert Chat.objects.active().count() == 1


def test_a_capacity_lowered_below_what_is_active_takes_nothing_away(
    desk: Desk, make_agent: MakeAgent
) -> None:
    agent = make_agent(capacity=2)
    for n in range(2):
        accept_chat(open_chat(question=str(n), language="en").chat.pk, agent=agent)
    more = Chat.objects.get(pk=open_chat_with(make_agent).pk)
    agent.presence.capacity = 1
    agent.presence.save()

    with pytest.raises(AtCapacity):
        accept_chat(more.pk, agent=agent)

    assert Chat.objects.active().filter(agent=agent).count() == 2


def open_chat_with(make_agent: MakeAgent) -> Chat:
    make_agent("reserve")
    return open_chat(question="More", language="en").chat


def test_accepting_again_what_one_has_changes_nothing(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)

    accept_chat(opened.chat.pk, agent=agent)

    assert opened.chat.events.filter(kind="assigned").count() == 1


def test_a_chat_of_another_team_looks_like_none(opened: Any, agent: User, team: Team) -> None:
    Chat.objects.update(team=team)

    with pytest.raises(UnknownChat):
        accept_chat(opened.chat.pk, agent=agent)


def test_a_supervisor_may_take_a_chat_of_any_team(
    opened: Any, make_agent: MakeAgent, team: Team
) -> None:
    Chat.objects.update(team=team)
    supervisor = make_agent("sari", role=Role.SUPERVISOR)

    assert accept_chat(opened.chat.pk, agent=supervisor).agent == supervisor


def test_an_ended_chat_cannot_be_taken(opened: Any, agent: User) -> None:
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    with pytest.raises(ChatClosed):
        accept_chat(opened.chat.pk, agent=agent)


@pytest.fixture
def mine(opened: Any, agent: User) -> Chat:
    return accept_chat(opened.chat.pk, agent=agent)


def hand_over(chat: Chat, by: User, **to: Any) -> None:
    transfer_chat(chat.pk, by=by, **{"client_id": uuid.uuid4(), "note": "Please", **to})


def test_a_team_gets_the_chat_into_its_queue(
    mine: Chat, agent: User, team: Team, make_agent: MakeAgent
) -> None:
    Membership.objects.create(team=team, user=make_agent("mikko"))

    hand_over(mine, agent, team=team)

    chat = Chat.objects.get(pk=mine.pk)
    assert (chat.state, chat.team, chat.agent, chat.transfers) == (State.WAITING, team, None, 1)


def test_the_same_transfer_twice_is_one(mine: Chat, agent: User, make_agent: MakeAgent) -> None:
    wish = {"client_id": uuid.uuid4(), "agent": make_agent("mikko")}

    hand_over(mine, agent, **wish)
    hand_over(mine, agent, **wish)

    assert Chat.objects.get(pk=mine.pk).transfers == 1


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ("absent team", NobodyThere),
        ("absent agent", NobodyThere),
        ("full agent", AtCapacity),
        ("no note", Invalid),
        ("nobody named", Invalid),
        ("whoever has it", Invalid),
        ("not mine", UnknownChat),
    ],
)
def test_a_chat_goes_only_to_whoever_can_take_it(
    mine: Chat,
    agent: User,
    team: Team,
    make_agent: MakeAgent,
    case: str,
    refusal: type[DomainError],
) -> None:
    other = make_agent("mikko", online=case != "absent agent", capacity=1)
    if case == "full agent":
        accept_chat(open_chat(question="x", language="en").chat.pk, agent=other)
    wishes: dict[str, dict[str, Any]] = {
        "absent team": {"team": team},
        "no note": {"agent": other, "note": "  "},
        "nobody named": {},
        "whoever has it": {"agent": agent},
    }
    by = other if case == "not mine" else agent

    with pytest.raises(refusal) as refused:
        hand_over(mine, by, **wishes.get(case, {"agent": other}))

    assert refused.value.retry is False
    chat = Chat.objects.get(pk=mine.pk)
    assert (chat.state, chat.agent, chat.transfers) == (State.ACTIVE, agent, 0)


def test_whether_a_foreign_chat_goes_on_or_has_ended_is_not_told(
    opened: Any, make_agent: MakeAgent, agent: User, team: Team
) -> None:
    Chat.objects.update(team=team)
    accept_chat(opened.chat.pk, agent=make_agent("sari", role=Role.SUPERVISOR))
    close_wish: dict[str, Any] = {"reason": EndReason.AGENT, "agent": agent}

    for _ in range(2):
        with pytest.raises(UnknownChat):
            accept_chat(opened.chat.pk, agent=agent)
        with pytest.raises(UnknownChat):
            hand_over(opened.chat, agent, agent=agent)
        with pytest.raises(UnknownChat):
            close_chat(opened.chat.pk, **close_wish)
        if Chat.objects.get(pk=opened.chat.pk).ended_at is None:
            close_chat(opened.chat.pk, reason=EndReason.VISITOR)


def test_a_client_id_that_named_something_else_closes_and_hands_over_nothing(
    mine: Chat, agent: User, make_agent: MakeAgent
) -> None:
    client_id = uuid.uuid4()
    log.record(mine, kind=EventKind.MESSAGE, author=agent, client_id=client_id, body="Hello")

    with pytest.raises(ClientIdConflict):
        close_chat(mine.pk, reason=EndReason.AGENT, agent=agent, client_id=client_id)
    with pytest.raises(ClientIdConflict):
        hand_over(mine, agent, client_id=client_id, agent=make_agent("mikko"))

    assert Chat.objects.get(pk=mine.pk).state == State.ACTIVE
