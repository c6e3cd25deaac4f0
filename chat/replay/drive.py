"""Holding one recorded conversation over the two sockets of a running desk."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from chat.client import Agent, ChatRefused, Draft, Endpoint, Opened, ServerGone, Visitor
from chat.client.window import Json
from chat.replay.files import Conversation, Side, Turn
from chat.replay.measure import pauses
from chat.replay.opening import open_patiently
from chat.replay.records import Record, Said, Seen
from chat.replay.staff import LONGEST_REST_S, Staff

UNSHOWN = 8
"""Messages of one side on their way at once, as many as the protocol lets be unacknowledged."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Scene:
    """What all conversations of a replay share.

    `speed` scales the recorded pauses, None leaves none. For `patience_s` nothing may happen.
    """

    endpoint: Endpoint
    staff: Staff
    speed: float | None
    longest_pause_s: float
    patience_s: float
    in_flight: int
    on_shown: Callable[[], None]
    on_opened: Callable[[str], None]


class Stuck(Exception):
    """The conversation cannot go on; the text says why."""


class Conversing:
    """One conversation being held. `hold` never raises for what the server does: it is recorded."""

    def __init__(self, conversation: Conversation, scene: Scene, *, closer: Side) -> None:
        self.record = Record(conversation.place, len(conversation.turns), closer)
        self._conversation = conversation
        self._scene = scene
        self._said: dict[str | None, Said] = {}
        self._drafts: dict[str, Draft] = {}
        self._changed = asyncio.Event()
        self._failure = ""
        self._question_at: datetime
        self._visitor: Visitor
        self._agent: Agent

    async def hold(self) -> Record:
        try:
            await self._converse()
        except Stuck as reason:
            self.record.failure = str(reason)
        except ServerGone as reason:
            self.record.failure, self.record.desk_gone = str(reason), True
        except ChatRefused as refusal:
            self.record.failure = f"the server refused: {refusal}"
        finally:
            self._count()
        return self.record

    async def _converse(self) -> None:
        turns = list(self._conversation.turns)
        question = turns.pop(next(n for n, turn in enumerate(turns) if turn.side == "visitor"))
        self._question_at = question.at
        said = Said("visitor", question.expected, sent_at=time.monotonic())
        self._said[None] = said
        opened = await open_patiently(
            self._scene.endpoint,
            self._conversation,
            question,
            patience_s=self._scene.patience_s,
            record=self.record,
        )
        said.acknowledged = True
        self.record.chat = opened.chat
        self._scene.on_opened(opened.chat)
        self._visitor = self._come(opened)
        window = asyncio.create_task(self._look())
        try:
            taken = self._scene.staff.take(opened.chat, self)
            self._agent = await self._patiently(taken, "an agent took it")
            await self._talk(said, turns)
            await self._close()
        finally:
            self._visitor.socket.stop()
            self._scene.staff.release(opened.chat)
            await window

    def _come(self, opened: Opened) -> Visitor:
        return Visitor(
            self._scene.endpoint,
            opened,
            on_shown=partial(self._saw, "visitor"),
            on_emptied=self.record.visitor_window.clear,
            in_flight=self._scene.in_flight,
            longest_rest_s=LONGEST_REST_S,
        )

    async def _look(self) -> None:
        """The visitor's window is open."""
        try:
            await self._visitor.socket.run()
        except ServerGone as reason:
            self.fail(str(reason))

    async def _talk(self, previous: Said, turns: list[Turn]) -> None:
        """Says the turns in order: an answer never before what it answers was shown."""
        due, scene = time.monotonic(), self._scene
        times = [self._question_at, *(turn.at for turn in turns)]
        for turn, pause in zip(
            turns, pauses(times, scene.speed, scene.longest_pause_s), strict=True
        ):
            due += pause
            if pause:
                await asyncio.sleep(due - time.monotonic())
            if turn.side != previous.side:
                await self._until(partial(_is_shown, previous), "the other side saw a message")
            else:
                await self._until(lambda: self._unshown() < UNSHOWN, "earlier messages were shown")
            previous = self._say(turn)
        await self._until(self._is_through, "all messages were shown and acknowledged")

    async def _close(self) -> None:
        if self.record.closer == "visitor":
            draft = self._visitor.close()
        else:
            draft = self._agent.close(self.record.chat)
        draft.answer.add_done_callback(partial(self._answered, None))
        windows = (self.record.visitor_window, self.record.agent_window)
        await self._until(
            lambda: draft.answer.done() and all(map(_is_closed, windows)),
            "both windows showed that the chat was closed",
        )

    def _say(self, turn: Turn) -> Said:
        if turn.side == "visitor":
            draft = self._visitor.say(turn.text)
        else:
            draft = self._agent.say(self.record.chat, turn.text)
        said = Said(turn.side, turn.expected, draft.client_id)
        self._said[draft.client_id] = said
        self._drafts[draft.client_id] = draft
        draft.answer.add_done_callback(partial(self._answered, said))
        return said

    def _answered(self, said: Said | None, answer: asyncio.Future[Json]) -> None:
        if answer.cancelled():
            return
        if error := answer.exception():
            what = "a message" if said else "the closing"
            self.fail(f"{what} was refused: {error}")
        elif said:
            said.acknowledged = True
        self._changed.set()

    def agent_saw(self, entry: Json, now: float) -> None:
        self._saw("agent", entry, now)

    def agent_began_anew(self) -> None:
        self.record.agent_window.clear()

    def fail(self, reason: str) -> None:
        """The conversation cannot go on; the first reason stays."""
        self._failure = self._failure or reason
        self._changed.set()

    def _saw(self, side: Side, entry: Json, now: float) -> None:
        seen = Seen.of(entry)
        window = self.record.visitor_window if side == "visitor" else self.record.agent_window
        window.append(seen)
        said = self._said.get(seen.client_id) if seen.kind == "message" else None
        if said is not None and said.side != side and said.shown_at is None:
            said.shown_at = now
            self._scene.on_shown()
        self._changed.set()

    def _unshown(self) -> int:
        return sum(said.shown_at is None for said in self._said.values())

    def _is_through(self) -> bool:
        return all(said.acknowledged and _is_shown(said) for said in self._said.values())

    async def _until(self, done: Callable[[], bool], what: str) -> None:
        while not done():
            if self._failure:
                raise Stuck(self._failure)
            self._changed.clear()
            await self._patiently(self._changed.wait(), what)

    async def _patiently(self, awaited: Awaitable[Result], what: str) -> Result:
        """Waits, but not longer than the replay's patience."""
        try:
            async with asyncio.timeout(self._scene.patience_s):
                return await awaited
        except TimeoutError:
            raise Stuck(f"waited {self._scene.patience_s:g} s in vain until {what}") from None

    def _count(self) -> None:
        """Completes the record; what never left the client was not said."""
        for client_id, draft in self._drafts.items():
            self._said[client_id].sent_at = draft.first_sent
            self.record.resent += max(0, draft.attempts - 1)
        opened = bool(self.record.chat)
        self.record.said = [s for s in self._said.values() if opened and s.sent_at is not None]
        if opened:
            self.record.reconnects = self._visitor.socket.losses


def _is_shown(said: Said) -> bool:
    return said.shown_at is not None


def _is_closed(window: list[Seen]) -> bool:
    return any(seen.kind == "closed" for seen in window)
