"""A model of a server and a network that loses: in the end, log, window and sender agree."""

from __future__ import annotations

import asyncio
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chat.client.core import Core
from chat.client.outbox import Draft
from chat.client.rates import Rate
from tests.chat.client.test_core import CHAT, Screen, card

FATES = st.sampled_from(["arrives", "lost", "doubled", "late", "cut"])
KINDS = st.sampled_from(["mine", "mine", "theirs", "theirs", "refuse", "overtaken", "rewritten"])
STEPS = st.lists(st.tuples(KINDS, FATES), max_size=40)


class Server:
    """A log that stores each `client_id` once, behind a line that drops, doubles and delays."""

    def __init__(self) -> None:
        self.log: list[tuple[str | None, str]] = []
        self.epoch = 0
        self.late: list[dict[str, Any]] = []
        self.refuse_next = False

    def event(self, seq: int) -> dict[str, Any]:
        client_id, body = self.log[seq - 1]
        found = {"type": "event", "chat": CHAT, "seq": seq, "kind": "message"}
        return {**found, "client_id": client_id, "body": body}

    def page(self, after: int) -> dict[str, Any]:
        events = [self.event(seq) for seq in range(after + 1, len(self.log) + 1)]
        return {"type": "page", "chat": CHAT, "events": events, "head": len(self.log)}

    def answer(self, frame: dict[str, Any]) -> list[dict[str, Any]]:
        if frame["type"] == "sync":
            return [self.page(frame["after"])]
        if frame["type"] != "send":
            return []
        named = {"client_id": frame["client_id"], "chat": CHAT}
        if self.refuse_next:
            self.refuse_next = False
            return [{"type": "error", **named, "code": "unavailable", "retry": True}]
        known = [client_id for client_id, _ in self.log]
        if frame["client_id"] in known:
            return [{"type": "ok", **named, "seq": known.index(frame["client_id"]) + 1}]
        self.log.append((frame["client_id"], frame["body"]))
        return [self.event(len(self.log)), {"type": "ok", **named, "seq": len(self.log)}]


class World:
    """One client on one bad line."""

    def __init__(self) -> None:
        self.server, self.screen, self.now = Server(), Screen(), 0.0
        self.core = Core(self.screen, rate=Rate(1000, 1000.0), random=Random(3))
        self.connect()

    def connect(self) -> None:
        position = self.core.hello()["chats"].get(CHAT, {"epoch": ""})
        epoch = str(self.server.epoch)
        welcome = {"type": "welcome", "chats": [card(head=len(self.server.log), epoch=epoch)]}
        self.core.receive(welcome, self.now)
        after = position["after"] if position["epoch"] == epoch else 0
        self.core.receive(self.server.page(after), self.now)

    def overtake(self) -> None:
        """What is late comes now, the last of it first."""
        late, self.server.late = self.server.late, []
        self.carry(late[::-1], "arrives")

    def rewrite(self) -> None:
        """The server comes back with the older half of its log, and nothing is under way."""
        del self.server.log[len(self.server.log) // 2 :]
        self.server.epoch += 1
        self.server.late = []
        self.connect()

    def carry(self, frames: list[dict[str, Any]], fate: str) -> None:
        if fate == "late":
            self.server.late += frames
        if fate in ("arrives", "doubled"):
            for frame in frames * (2 if fate == "doubled" else 1):
                self.core.receive(frame, self.now)

    def turn(self, fate: str) -> None:
        """The client writes all it may; what comes back meets this fate."""
        while (frame := self.core.next(self.now)) is not None:
            if fate == "cut":
                return self.connect()
            self.carry(self.server.answer(frame), fate)
        return None


@settings(max_examples=300, deadline=None)
@given(steps=STEPS)
def test_whatever_is_lost_both_ends_agree_in_the_end(steps: list[tuple[str, str]]) -> None:
    asyncio.run(live(steps))


async def live(steps: list[tuple[str, str]]) -> None:
    world, said, lost = World(), list[Draft](), set[str | None]()
    for kind, fate in steps:
        world.now += 0.5
        if kind == "overtaken":
            world.overtake()
        elif kind == "rewritten":
            lost |= {client_id for client_id, _ in world.server.log}
            world.rewrite()
            lost -= {client_id for client_id, _ in world.server.log}
        elif kind == "theirs":
            world.server.log.append((None, f"theirs at {world.now}"))
            world.carry([world.server.event(len(world.server.log))], fate)
        else:
            world.server.refuse_next = kind == "refuse"
            said.append(
                Draft({"type": "send", "chat": CHAT, "body": str(len(said))}, asyncio.Future())
            )
            world.core.send(said[-1])
        world.turn(fate)
        assert (
            world.screen.bodies
            == [body for _, body in world.server.log][: len(world.screen.bodies)]
        )

    world.overtake()
    world.connect()
    for _ in range(50):
        world.now += 10.0
        world.turn("arrives")
    assert world.screen.bodies == [body for _, body in world.server.log]
    stored = [client_id for client_id, _ in world.server.log if client_id]
    assert stored == [draft.client_id for draft in said if draft.client_id in stored]
    assert {draft.client_id for draft in said} - set(stored) <= lost, "what history lost, only"
    assert all(draft.answer.done() for draft in said)
