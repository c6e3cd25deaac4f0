"""Who takes which chat."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chat.client import Agent, ChatRefused, Endpoint
from chat.replay import staff as module
from chat.replay.staff import Staff


class Talk:
    """A conversation that notes what its agent saw."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.failures: list[str] = []

    def agent_saw(self, entry: dict[str, Any], now: float) -> None:
        self.seen.append(entry["seq"])

    def agent_began_anew(self) -> None:
        self.seen.clear()

    def fail(self, reason: str) -> None:
        self.failures.append(reason)


@pytest.fixture
def staff() -> Staff:
    """Two agents with room for two chats each, connected."""
    made = Staff(Endpoint("ws://127.0.0.1:9"), ["a", "b"], capacity=2, in_flight=1)
    for agent in made.agents:
        welcome(agent)
    return made


def welcome(agent: Agent, *chats: str) -> None:
    cards = [{"chat": chat, "epoch": "e", "head": 0, "state": "active"} for chat in chats]
    agent.socket.core.hello()
    agent.socket.core.receive({"type": "welcome", "chats": cards}, 0.0)


def hear(agent: Agent, **frame: Any) -> None:
    agent.socket.core.receive(frame, 0.0)


def queue(*chats: str) -> dict[str, Any]:
    return {"type": "queue", "waiting": [{"chat": chat} for chat in chats]}


def give(agent: Agent, chat: str) -> None:
    card = {"chat": chat, "epoch": "e", "head": 0, "state": "active"}
    hear(agent, type="chat", card=card)


def accepted(agent: Agent) -> list[str]:
    """What the agent has asked for since the last look."""
    frames = []
    while (frame := agent.socket.core.next(0.0)) is not None:
        frames.append(frame)
    return [frame["chat"] for frame in frames if frame["type"] == "accept"]


async def wish(staff: Staff, chat: str, talk: Talk | None = None) -> asyncio.Task[Agent]:
    task = asyncio.create_task(staff.take(chat, talk or Talk()))
    await asyncio.sleep(0)
    return task


async def test_a_wanted_chat_is_accepted_when_the_queue_shows_it(staff: Staff) -> None:
    first, second = staff.agents
    taken = await wish(staff, "mine")
    assert accepted(first) == []

    hear(second, **queue("mine", "somebody else's"))

    assert (accepted(first), accepted(second)) == ([], ["mine"])
    give(second, "mine")
    assert await taken is second


async def test_a_chat_that_is_in_the_queue_already_is_accepted_at_once(staff: Staff) -> None:
    hear(staff.agents[0], **queue("mine"))

    taken = await wish(staff, "mine")

    assert accepted(staff.agents[0]) == ["mine"]
    taken.cancel()


async def test_the_least_busy_agent_accepts_and_nobody_beyond_their_capacity(staff: Staff) -> None:
    first, second = staff.agents
    wishes = [await wish(staff, chat) for chat in "abcde"]

    for agent in staff.agents:
        hear(agent, **queue(*"abcde"))

    asked = accepted(first), accepted(second)
    assert (len(asked[0]), len(asked[1])) == (2, 2)
    assert len({*asked[0], *asked[1]}) == 4
    for task in wishes:
        task.cancel()


async def test_an_agent_with_a_chat_less_has_room_again(staff: Staff) -> None:
    first, second = staff.agents
    for agent, chats in ((first, "ab"), (second, "cd")):
        for chat in chats:
            give(agent, chat)
    taken = await wish(staff, "e")
    hear(first, **queue("e"))
    assert accepted(first) == []

    staff.release("a")
    hear(first, **queue("e"))

    assert accepted(first) == ["e"]
    taken.cancel()


async def test_a_chat_that_somebody_else_took_is_refused_with_their_name(staff: Staff) -> None:
    taken = await wish(staff, "mine")
    hear(staff.agents[0], **queue("mine"))

    hear(staff.agents[0], type="error", chat="mine", code="already_taken", by="Anna", retry=False)

    with pytest.raises(ChatRefused, match="already_taken") as refusal:
        await taken
    assert refusal.value.details == {"by": "Anna"}


async def test_a_full_agent_is_asked_again_later(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ASK_AGAIN_S", 0.01)
    taken = await wish(staff, "mine")
    hear(staff.agents[0], **queue("mine"))
    assert accepted(staff.agents[0]) == ["mine"]

    hear(staff.agents[0], type="error", chat="mine", code="at_capacity", retry=False)
    await asyncio.sleep(0.03)

    assert accepted(staff.agents[0]) == ["mine"]
    taken.cancel()


async def test_an_acceptance_that_was_lost_with_the_connection_is_repeated(staff: Staff) -> None:
    agent = staff.agents[0]
    taken = await wish(staff, "mine")
    hear(agent, **queue("mine"))
    assert accepted(agent) == ["mine"]

    welcome(agent)
    hear(agent, **queue("mine"))

    assert accepted(agent) == ["mine"]
    taken.cancel()


async def test_an_acceptance_whose_answer_was_lost_counts(staff: Staff) -> None:
    agent = staff.agents[0]
    taken = await wish(staff, "mine")
    hear(agent, **queue("mine"))

    welcome(agent, "mine")

    assert await taken is agent


async def test_entries_reach_the_conversation_until_it_is_released(staff: Staff) -> None:
    agent, talk = staff.agents[0], Talk()
    taken = await wish(staff, "mine", talk)
    hear(agent, **queue("mine"))
    give(agent, "mine")
    await taken

    hear(agent, type="event", chat="mine", seq=1, kind="opened")
    staff.release("mine")
    hear(agent, type="event", chat="mine", seq=2, kind="message")

    assert talk.seen == [1]
