"""Holding a conversation: in which order things are said, and what is noted when it goes wrong."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from chat.client import ChatRefused, Draft, Endpoint, Opened, ServerGone
from chat.replay import drive
from chat.replay.drive import Conversing, Scene
from chat.replay.files import Conversation, Turn
from chat.replay.records import Record

BEGAN = datetime(2026, 1, 31, 10, tzinfo=UTC)


class FakeDesk:
    """A server without a network: what is said is stored at once and shown a moment later."""

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.unshown_at: list[int] = []
        self.windows: list[Any] = []
        self.swallow: set[str] = set()
        self.refuse: set[str] = set()
        self.socket = self
        self.losses = 0
        self._stopped = asyncio.Event()
        self._waiting = 0
        self._messages = 0

    def add(self, kind: str, role: str, **more: Any) -> None:
        entry = {"seq": len(self.log) + 1, "kind": kind, "from": {"role": role}, **more}
        self.log.append(entry)
        self._waiting += 1
        asyncio.get_running_loop().call_later(0.001, self._show, entry)

    def _show(self, entry: dict[str, Any]) -> None:
        self._waiting -= 1
        for show in self.windows:
            show(entry, time.monotonic())

    def post(self, kind: str, role: str, **more: Any) -> Draft:
        draft = Draft({"chat": "c"}, asyncio.get_running_loop().create_future())
        draft.first_sent, draft.attempts = time.monotonic(), 1
        body = more.get("body", "")
        if body in self.refuse:
            draft.answer.set_exception(ChatRefused("too_large"))
        elif body not in self.swallow:
            self.unshown_at.append(self._waiting)
            self.add(kind, role, client_id=draft.client_id, **more)
            draft.answer.set_result({})
        return draft

    # What a visitor, an agent and the staff do.
    def visitor(self, endpoint: Endpoint, opened: Opened, *, on_shown: Any, **_: Any) -> FakeDesk:
        self.windows.append(on_shown)
        return self

    async def take(self, chat: str, talk: Any) -> FakeAgent:
        self.windows.append(talk.agent_saw)
        self.add("message", "visitor", client_id=None, body="question")
        return FakeAgent(self)

    async def run(self) -> None:
        await self._stopped.wait()

    def stop(self) -> None:
        self._stopped.set()

    def release(self, chat: str) -> None:
        self.windows.clear()

    def say(self, body: str) -> Draft:
        return self.post("message", "visitor", body=body)

    def close(self) -> Draft:
        return self.post("closed", "visitor", by="visitor")


class FakeAgent:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def say(self, chat: str, body: str) -> Draft:
        return self._desk.post("message", "agent", body=body)

    def close(self, chat: str) -> Draft:
        return self._desk.post("closed", "agent", by="agent")


@pytest.fixture
async def desk(monkeypatch: pytest.MonkeyPatch) -> FakeDesk:
    made = FakeDesk()

    async def open_at_once(*_: Any, **__: Any) -> Opened:
        return Opened("c", "t", "waiting")

    monkeypatch.setattr(drive, "Visitor", made.visitor)
    monkeypatch.setattr(drive, "open_patiently", open_at_once)
    return made


def conversation(*said: tuple[str, str]) -> Conversation:
    turns = tuple(
        Turn(BEGAN, side, "x", text, text)  # type: ignore[arg-type]  # a literal
        for side, text in said
    )
    return Conversation("id", "f, line 1", "en", turns)


async def hold(desk: FakeDesk, held: Conversation, **changes: Any) -> Record:
    wanted: dict[str, Any] = {
        "endpoint": Endpoint("ws://x"),
        "staff": desk,
        "speed": None,
        "longest_pause_s": 10.0,
        "patience_s": 0.2,
        "in_flight": 1,
        "on_shown": lambda: None,
        "on_opened": lambda _: None,
    }
    closer = changes.pop("closer", "agent")
    return await Conversing(held, Scene(**{**wanted, **changes}), closer=closer).hold()


def bodies(desk: FakeDesk) -> list[str]:
    return [entry["body"] for entry in desk.log if entry["kind"] == "message"]


TALK = (
    ("visitor", "question"),
    ("agent", "a1"),
    ("visitor", "v1"),
    ("visitor", "v2"),
    ("agent", "a2"),
)


@pytest.mark.parametrize("closer", ["visitor", "agent"])
async def test_a_conversation_is_held_in_order_and_closed(desk: FakeDesk, closer: str) -> None:
    record = await hold(desk, conversation(*TALK), closer=closer)

    assert bodies(desk) == ["question", "a1", "v1", "v2", "a2"]
    assert desk.log[-1]["by"] == closer
    assert (record.chat, record.failure, record.planned) == ("c", "", 5)
    assert all(said.acknowledged and said.shown_at for said in record.said)
    assert [seen.seq for seen in record.visitor_window] == [1, 2, 3, 4, 5, 6]
    assert record.agent_window == record.visitor_window


async def test_an_answer_is_not_given_before_what_it_answers_was_shown(desk: FakeDesk) -> None:
    await hold(desk, conversation(*TALK))

    said = [n for n, entry in enumerate(desk.log[1:]) if entry["kind"] == "message"]
    waiting = [desk.unshown_at[n] for n in said]
    assert waiting == [0, 0, 1, 0]


async def test_what_the_agent_said_first_is_said_after_the_question(desk: FakeDesk) -> None:
    held = conversation(("agent", "Hello?"), ("visitor", "question"), ("agent", "So"))

    await hold(desk, held)

    assert bodies(desk) == ["question", "Hello?", "So"]


async def test_only_so_many_messages_of_one_side_are_on_their_way(desk: FakeDesk) -> None:
    held = conversation(("visitor", "question"), *[("agent", f"a{n}") for n in range(30)])

    await hold(desk, held)

    assert max(desk.unshown_at) == drive.UNSHOWN - 1
    assert len(bodies(desk)) == 31


async def test_a_latency_runs_from_the_first_sending_to_the_other_side(desk: FakeDesk) -> None:
    record = await hold(desk, conversation(*TALK))

    assert record.said[0].latency is None
    assert [said.latency is not None and said.latency > 0 for said in record.said[1:]] == [True] * 4


async def test_a_message_that_is_never_shown_ends_the_conversation(desk: FakeDesk) -> None:
    desk.swallow.add("a1")

    record = await hold(desk, conversation(*TALK))

    assert record.failure == "waited 0.2 s in vain until the other side saw a message"
    assert [said.acknowledged for said in record.said] == [True, False]


async def test_a_refused_message_ends_the_conversation_with_its_reason(desk: FakeDesk) -> None:
    desk.refuse.add("v1")

    record = await hold(desk, conversation(*TALK))

    assert record.failure == "a message was refused: too_large"


async def test_a_chat_that_cannot_be_opened_is_a_failure_without_chat(
    desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any, **__: Any) -> Opened:
        raise ServerGone("No help desk answers.")

    monkeypatch.setattr(drive, "open_patiently", refuse)

    record = await hold(desk, conversation(*TALK))

    assert (record.chat, record.failure, record.said) == ("", "No help desk answers.", [])
