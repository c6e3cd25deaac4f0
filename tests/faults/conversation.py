"""One chat with both its windows, over real sockets, and the journal of it."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from chat.client import (
    Agent,
    ChatRefused,
    Draft,
    Endpoint,
    Opened,
    Rate,
    ServerGone,
    Visitor,
    open_chat,
)
from chat.client.window import Json
from chat.replay.staff import LONGEST_REST_S, Staff
from tests.faults.journal import Journal, Line, Said, Side

OPENING_S = 20.0
QUICK = Rate(30, 15.0)


class Conversation:
    """One chat with both its windows."""

    def __init__(self, number: int, *, opens_at: Endpoint, comes_to: Endpoint) -> None:
        self._number = number
        self._opens_at = opens_at
        self._comes_to = comes_to
        self._count = 0
        self.journal: Journal
        self.visitor: Visitor
        self.agent: Agent
        self.opened: Opened
        self._task: asyncio.Task[None] | None = None

    async def begin(self, staff: Staff) -> None:
        opened = self.opened = await self._open()
        self.journal = Journal(opened.chat)
        self.visitor = Visitor(
            self._comes_to,
            opened,
            on_shown=partial(self._saw, "visitor"),
            on_emptied=self.journal.windows["visitor"].clear,
            longest_rest_s=LONGEST_REST_S,
        )
        self.visitor.socket.core.outbox.bucket.limit(QUICK)
        self._task = asyncio.create_task(self._look())
        self.agent = await staff.take(opened.chat, self)

    async def end(self) -> None:
        if self._task:
            self.visitor.socket.stop()
            await self._task

    def say(self, side: Side, *, words: str = "") -> Draft:
        self._count += 1
        body = f"{words}{self._number} {side} {self._count} äö €"
        draft = self.visitor.say(body) if side == "visitor" else self._agent_says(body)
        said = Said(side, draft.client_id, body, time.monotonic())
        self.journal.said.append(said)
        draft.answer.add_done_callback(partial(self._answered, said))
        return draft

    def _agent_says(self, body: str) -> Draft:
        return self.agent.say(self.journal.chat, body)

    def close(self, side: Side) -> Draft:
        """Whether this side was the one that ended it, its answer tells."""
        draft = self.visitor.close() if side == "visitor" else self.agent.close(self.journal.chat)
        # Whoever is not the first is refused, and need not ask.
        draft.answer.add_done_callback(lambda answer: answer.cancelled() or answer.exception())
        return draft

    def unanswered(self, side: Side) -> int:
        return sum(s.side == side and s.answered_at is None for s in self.journal.said)

    def agent_saw(self, entry: Json, now: float) -> None:
        self._saw("agent", entry, now)

    def agent_began_anew(self) -> None:
        self.journal.windows["agent"].clear()

    def fail(self, reason: str) -> None:
        self.journal.gone = self.journal.gone or reason

    def _saw(self, side: Side, entry: Json, now: float) -> None:
        line = Line.of(entry)
        self.journal.windows[side].append(line)
        if line.client_id and line.role != side:
            self.journal.shown_at.setdefault(line.client_id, now)

    def _answered(self, said: Said, answer: asyncio.Future[Json]) -> None:
        if answer.cancelled():
            return
        if error := answer.exception():
            said.refused = str(error)
        else:
            said.seq = int(answer.result()["seq"])
            said.duplicate = bool(answer.result().get("duplicate"))
        said.answered_at = time.monotonic()

    async def _look(self) -> None:
        try:
            await self.visitor.socket.run()
        except ServerGone as reason:
            self.fail(str(reason))

    async def _open(self) -> Opened:
        until = time.monotonic() + OPENING_S
        while True:
            try:
                return await open_chat(
                    self._opens_at, question=f"Question {self._number}", language="en"
                )
            except (ChatRefused, ServerGone):
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.5)
