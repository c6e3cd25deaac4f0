"""One chat with both its windows, over real sockets, and the journal of it."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from uuid import uuid4

from chat.client import (
    Agent,
    ChatRefused,
    Draft,
    Endpoint,
    Opened,
    Rate,
    ServerGone,
    Socket,
    Visitor,
    open_chat,
)
from chat.client.window import Json
from chat.replay.staff import LONGEST_REST_S, Staff
from tests.faults.journal import Journal, Line, Said, Side
from tests.faults.poller import Poller

OPENING_S = 60.0
QUICK = Rate(30, 15.0)


class Conversation:
    """One chat with both its windows."""

    def __init__(
        self, number: int, *, opens_at: Endpoint, comes_to: Endpoint, by_https: bool = False
    ) -> None:
        self.number = number
        self._opens_at = opens_at
        self.comes_to = comes_to
        self._by_https = by_https
        self._count = 0
        self.journal: Journal
        self.visitor: Visitor | Poller
        self.agent: Agent
        self.opened: Opened
        self._task: asyncio.Task[None] | None = None

    async def begin(self, staff: Staff) -> None:
        self.opened = await self._open()
        self.journal = Journal(self.opened.chat)
        self.visitor = self._window()
        self._task = asyncio.create_task(self._look())
        self.agent = await staff.take(self.opened.chat, self)

    @property
    def began(self) -> bool:
        return self._task is not None

    async def end(self) -> None:
        if self._task:
            self._running.stop()
            await self._task

    async def reload(self) -> None:
        """The visitor's window dies; another opens, with what the first had stored: its drafts."""
        assert self._task
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        before, self.visitor = self.visitor, self._window()
        assert isinstance(before, Visitor)
        assert isinstance(self.visitor, Visitor)
        self.journal.windows["visitor"].clear()
        for draft in before.socket.core.outbox._drafts.values():
            draft.sent = False
            self.visitor.socket.core.send(draft)
        self._task = asyncio.create_task(self._look())

    def reload_console(self) -> None:
        """The agent's window of this chat forgets all that it showed, as a page that is loaded."""
        self.journal.windows["agent"].clear()
        self.agent.socket.core.forget(self.journal.chat)

    @property
    def losses(self) -> int:
        """How often the visitor's window lost the server."""
        return self._running.losses

    @property
    def _running(self) -> Socket | Poller:
        return self.visitor if isinstance(self.visitor, Poller) else self.visitor.socket

    def _window(self) -> Visitor | Poller:
        saw = partial(self._saw, "visitor")
        if self._by_https:
            return Poller(self.comes_to, self.opened, on_shown=saw)
        visitor = Visitor(
            self.comes_to,
            self.opened,
            on_shown=saw,
            on_emptied=self.journal.windows["visitor"].clear,
            longest_rest_s=LONGEST_REST_S,
        )
        visitor.socket.core.outbox.bucket.limit(QUICK)
        return visitor

    def say(self, side: Side, *, words: str = "") -> Draft:
        self._count += 1
        body = f"{words}{self.number} {side} {self._count} äö €"
        draft = self.visitor.say(body) if side == "visitor" else self._agent_says(body)
        said = Said(side, draft.client_id, body, time.monotonic())
        self.journal.said.append(said)
        draft.answer.add_done_callback(partial(answered, said))
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

    async def _look(self) -> None:
        try:
            await self._running.run()
        except ServerGone as reason:
            self.fail(str(reason))

    async def _open(self) -> Opened:
        """The same `client_id` each time: an answer that got lost opens no second chat."""
        until = time.monotonic() + OPENING_S
        client_id = str(uuid4())
        while True:
            try:
                return await open_chat(
                    self._opens_at,
                    question=f"Question {self.number}",
                    language="en",
                    client_id=client_id,
                )
            except (ChatRefused, ServerGone):
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.5)


def answered(said: Said, answer: asyncio.Future[Json]) -> None:
    """Writes down what became of a message."""
    if answer.cancelled():
        return
    if error := answer.exception():
        said.refused = str(error)
    else:
        said.seq = int(answer.result()["seq"])
        said.duplicate = bool(answer.result().get("duplicate"))
    said.answered_at = time.monotonic()
