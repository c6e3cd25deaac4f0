"""What a client says, and when."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

import pytest

from chat.client.core import Core
from chat.client.outbox import Draft
from chat.client.rates import Rate

CHAT = "c1"


class Screen:
    """Notes what a listener is told."""

    def __init__(self) -> None:
        self.bodies: list[str] = []
        self.frames: list[str] = []

    def shown(self, chat: str, entry: dict[str, Any], now: float) -> None:
        self.bodies.append(str(entry.get("body", "")))

    def emptied(self, chat: str) -> None:
        self.bodies.clear()

    def received(self, frame: dict[str, Any], now: float) -> None:
        self.frames.append(frame["type"])


def card(head: int = 0, **more: Any) -> dict[str, Any]:
    return {"chat": CHAT, "epoch": "e", "head": head, "state": "active", **more}


def event(seq: int) -> dict[str, Any]:
    return {"type": "event", "chat": CHAT, "seq": seq, "kind": "message", "body": str(seq)}


def page(*seqs: int, head: int, more: bool = False) -> dict[str, Any]:
    events = [event(seq) for seq in seqs]
    return {"type": "page", "chat": CHAT, "events": events, "head": head, "more": more}


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def core(screen: Screen) -> Core:
    """A client that was welcomed at the moment 0, in a chat without entries."""
    made = Core(screen, rate=Rate(100, 100.0), token="secret", random=Random(1))
    made.hello()
    made.receive({"type": "welcome", "beat_s": 25, "chats": [card()]}, 0.0)
    return made


def test_the_first_hello_carries_the_token_and_no_positions(screen: Screen) -> None:
    core = Core(screen, rate=Rate(1, 1.0), token="secret")

    assert core.hello() == {"type": "hello", "v": 1, "chats": {}, "token": "secret"}


def test_a_later_hello_says_how_far_each_chat_is_shown(core: Core) -> None:
    core.receive(event(1), 0.0)

    assert core.hello()["chats"] == {CHAT: {"epoch": "e", "after": 1}}


async def test_nothing_is_written_before_the_welcome(core: Core) -> None:
    core.send(Draft({"type": "send", "chat": CHAT, "body": "x"}, asyncio.Future()))
    core.hello()

    assert core.next(1.0) is None
    assert core.wait(1.0) is None

    core.receive({"type": "welcome", "chats": [card()]}, 1.0)
    frame = core.next(1.0)
    assert frame is not None
    assert frame["body"] == "x"


def test_a_ping_is_answered_with_its_number(core: Core) -> None:
    core.receive({"type": "ping", "n": 7, "heads": {}}, 0.0)

    assert core.next(0.0) == {"type": "pong", "n": 7}


def test_a_gap_is_left_a_moment_to_close_and_then_repaired(core: Core, screen: Screen) -> None:
    core.receive(event(2), 0.0)

    assert core.next(0.049) is None
    assert core.next(0.15) == {"type": "sync", "chat": CHAT, "after": 0, "limit": 200}
    assert core.next(1.0) is None

    core.receive(page(1, 2, head=2), 1.0)
    assert screen.bodies == ["1", "2"]


def test_a_gap_that_closes_by_itself_is_not_asked_about(core: Core, screen: Screen) -> None:
    core.receive(event(2), 0.0)
    core.receive(event(1), 0.01)

    assert screen.bodies == ["1", "2"]
    assert core.next(0.5) is None


def test_an_unanswered_sync_is_repeated(core: Core) -> None:
    core.receive(event(2), 0.0)
    assert core.next(0.2) is not None

    assert core.next(2.1) is None
    frame = core.next(2.3)
    assert frame is not None
    assert frame["type"] == "sync"


def test_more_pages_are_asked_for_at_once(core: Core) -> None:
    core.receive(page(1, 2, head=4, more=True), 0.0)

    assert core.next(0.0) == {"type": "sync", "chat": CHAT, "after": 2, "limit": 200}


@pytest.mark.parametrize(
    "hint",
    [
        {"type": "ping", "n": 1, "heads": {CHAT: 1}},
        {"type": "ok", "client_id": "x", "chat": CHAT, "seq": 1},
        {"type": "chat", "card": card(head=1)},
    ],
)
def test_a_head_beyond_what_is_shown_leads_to_a_sync(core: Core, hint: dict[str, Any]) -> None:
    core.receive(hint, 0.0)

    frames = [core.next(0.2), core.next(0.2)]

    assert {"type": "sync", "chat": CHAT, "after": 0, "limit": 200} in frames


def test_what_was_shown_is_said_once_a_second_at_most(core: Core) -> None:
    core.receive(event(1), 0.0)
    core.receive(event(2), 0.5)

    assert core.next(0.9) is None
    assert core.next(1.0) == {"type": "read", "chat": CHAT, "seq": 2}
    assert core.wait(1.0) is None


def test_another_epoch_empties_the_window(core: Core, screen: Screen) -> None:
    core.receive(event(1), 0.0)

    core.receive({"type": "welcome", "chats": [card(head=1, epoch="new")]}, 1.0)

    assert screen.bodies == []
    assert core.windows[CHAT].position == {"epoch": "new", "after": 0}


def test_entries_of_a_chat_that_is_not_followed_are_not_shown(core: Core, screen: Screen) -> None:
    core.receive({**event(1), "chat": "other"}, 0.0)
    core.receive({**page(1, head=3, more=True), "chat": "other"}, 0.0)

    assert screen.bodies == []
    assert core.next(5.0) is None


def test_a_closed_window_stays_closed_when_the_ended_chat_changes(core: Core) -> None:
    core.forget(CHAT)

    core.receive({"type": "chat", "card": card(head=9, state="closed")}, 0.0)

    assert core.windows == {}
    assert core.next(5.0) is None


def test_a_chat_that_becomes_ours_gets_a_window(core: Core) -> None:
    core.receive({"type": "chat", "card": card() | {"chat": "c2"}}, 0.0)

    assert list(core.windows) == [CHAT, "c2"]


def test_the_server_says_when_to_come_back(core: Core) -> None:
    core.receive({"type": "bye", "code": 1012, "retry_ms": 800}, 0.0)

    assert core.retry_ms == 800
    core.hello()
    assert core.retry_ms is None


def test_all_frames_together_keep_the_limit_of_frames(core: Core) -> None:
    for n in range(100):
        core.post({"type": "pong", "n": n})

    written = 0
    while core.next(0.0) is not None:
        written += 1

    assert written == 19
    assert core.wait(0.0) == pytest.approx(1 / 19)


def test_what_was_posted_is_gone_with_its_connection(core: Core) -> None:
    core.post({"type": "typing", "chat": CHAT, "on": True})

    core.hello()
    core.receive({"type": "welcome", "chats": [card()]}, 1.0)

    assert core.next(1.0) is None


def test_frames_that_only_carry_entries_are_not_told_twice(core: Core, screen: Screen) -> None:
    core.receive(event(1), 0.0)
    core.receive(page(2, head=2), 0.0)
    core.receive({"type": "news", "from": "the future"}, 0.0)

    assert screen.frames == ["welcome", "news"]
