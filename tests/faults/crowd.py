"""Visitors and agents in conversation over real sockets, and the journal of all that they do."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial

import psycopg

from chat.client import (
    Agent,
    ChatRefused,
    Core,
    Draft,
    Endpoint,
    Listener,
    Opened,
    Rate,
    ServerGone,
    Visitor,
    open_chat,
)
from chat.client.window import Json
from chat.replay.staff import LONGEST_REST_S, Staff
from tests.faults.desk import Desk
from tests.faults.journal import Journal, Line, Said, Side
from tests.faults.oracle import Findings, judge, read
from tests.faults.report import FIGURES, Figure

CAPACITY = 6
PATIENCE_S = 90.0
OPENING_S = 20.0
LOOK_S = 0.05
UNANSWERED = 5
"""So many messages of one side pile up at most, as the composer of a person would."""
AT_ONCE = 6
QUICK = Rate(30, 15.0)

OPEN = "SELECT id::text, head FROM chat_chat WHERE id::text = ANY(%s)"
OWED = """
SELECT count(*) FROM chat_chat
 WHERE id::text = ANY(%s) AND (ended_at IS NULL OR handed_off_at IS NULL)
"""


PUT_AWAY = """
UPDATE chat_chat SET state = 'closed', ended_at = now(), handed_off_at = now()
 WHERE ended_at IS NULL
"""
"""After a test that failed: the chats it left open would take up the agents of the next."""


class Conversation:
    """One chat with both its windows."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self._crowd = crowd
        self._number = number
        self._count = 0
        self.journal: Journal
        self.visitor: Visitor
        self.agent: Agent
        self.opened: Opened
        self._task: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        opened = self.opened = await self._open()
        self.journal = Journal(opened.chat)
        self.visitor = Visitor(
            self._crowd.visitors_at,
            opened,
            on_shown=partial(self._saw, "visitor"),
            on_emptied=self.journal.windows["visitor"].clear,
            longest_rest_s=LONGEST_REST_S,
        )
        self.visitor.socket.core.outbox.bucket.limit(QUICK)
        self._task = asyncio.create_task(self._look())
        self.agent = await self._crowd.staff.take(opened.chat, self)

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
                    self._crowd.opens_at, question=f"Question {self._number}", language="en"
                )
            except (ChatRefused, ServerGone):
                if time.monotonic() > until:
                    raise
                await asyncio.sleep(0.5)


class Crowd:
    """Some conversations at once. Visitors come through one web process, agents through another."""

    def __init__(self, desk: Desk, seed: int, visitors_at: str, agents_at: str) -> None:
        self.desk = desk
        self.faults = 0
        self.random = random.Random(seed)
        self.visitors_at = Endpoint(visitors_at)
        self.opens_at = Endpoint(desk.urls[0])
        self._agents_at = Endpoint(agents_at)
        self.staff: Staff
        self.talks: list[Conversation] = []
        self.recoveries: list[float] = []

    async def come(self, chats: int) -> None:
        cookies = self.desk.cookies[: -(-chats // CAPACITY)]
        self.staff = Staff(self._agents_at, cookies, capacity=CAPACITY, in_flight=1)
        for agent in self.staff.agents:
            agent.socket.core.outbox.bucket.limit(Rate(60, 40.0))
        await self.staff.arrive(PATIENCE_S)
        self.talks = [Conversation(self, number) for number in range(chats)]
        gate = asyncio.Semaphore(AT_ONCE)

        async def begin(talk: Conversation) -> None:
            async with gate, asyncio.timeout(PATIENCE_S):
                await talk.begin()

        await asyncio.gather(*map(begin, self.talks))

    async def leave(self) -> None:
        await asyncio.gather(*(talk.end() for talk in self.talks))
        await self.staff.leave()

    @property
    def journals(self) -> list[Journal]:
        return [talk.journal for talk in self.talks]

    @contextlib.asynccontextmanager
    async def talking(self, *, every_s: float = 0.3) -> AsyncIterator[None]:
        """All talk, both sides, each side every so many seconds on average."""
        tasks = [
            asyncio.create_task(self._talk(talk, side, every_s))
            for talk in self.talks
            for side in talk.journal.windows
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _talk(self, talk: Conversation, side: Side, every_s: float) -> None:
        while True:
            await asyncio.sleep(self.random.uniform(0, 2 * every_s))
            if talk.unanswered(side) < UNANSWERED:
                talk.say(side)

    async def some_time(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self.random.uniform(least_s, most_s))

    async def recover(self) -> None:
        """Returns, and notes the seconds, all that was said before is answered and shown."""
        began = time.monotonic()
        owed = [(talk.journal, said) for talk in self.talks for said in talk.journal.said]
        await self.until(
            lambda: all(_arrived(journal, said) for journal, said in owed),
            lambda: f"{sum(not _arrived(j, said) for j, said in owed)} messages still to arrive",
        )
        self.recoveries.append(time.monotonic() - began)

    def hear_goodbyes(self, web: int) -> Goodbyes:
        """Notes from now on which windows of this web process are told that it ends."""
        visitors = [talk.visitor.socket for talk in self.talks]
        agents = [agent.socket for agent in self.staff.agents]
        return Goodbyes([socket.core for socket in (visitors, agents)[web]])

    async def all_hear(self, goodbyes: Goodbyes) -> None:
        await self.until(
            lambda: not goodbyes.missing, lambda: f"not told: {goodbyes.missing}", within_s=5.0
        )

    @property
    def losses(self) -> int:
        """How many connections of well-behaved windows were lost so far."""
        return sum(talk.visitor.socket.losses for talk in self.talks) + self.staff.reconnects

    async def settle(self) -> None:
        """Returns when all was answered and each window shows its log to the end."""
        await self.until(
            lambda: not any(journal.unanswered for journal in self.journals), self._who_waits
        )
        heads = await asyncio.to_thread(self._heads)
        await self.until(lambda: all(j.is_whole(heads[j.chat]) for j in self.journals), "whole")

    def _who_waits(self) -> str:
        return f"{sum(journal.unanswered for journal in self.journals)} messages unanswered"

    async def verdict(self, *, ended: bool = False) -> Findings:
        chats = [journal.chat for journal in self.journals]
        stored = await asyncio.to_thread(read, self.desk.database_url, chats)
        return judge(self.journals, stored, ended=ended)

    async def check(self) -> None:
        """The oracle after a fault: nobody talks, everything has come to rest."""
        with contextlib.suppress(Stuck):
            await self.settle()
        found = await self.verdict()
        assert not any(found.counts.values()), found.notes

    async def finish(self) -> None:
        """Closes all, half by each side, and asks the oracle with the tickets."""
        await self.close_all(within_s=0.0)
        await self.handed_off()

    async def close_all(self, *, within_s: float) -> None:
        """Each chat is closed by one side, at some moment of so many seconds."""
        sides: tuple[Side, Side] = ("visitor", "agent")

        async def close(talk: Conversation, side: Side) -> None:
            await asyncio.sleep(self.random.uniform(0, within_s))
            await talk.close(side).answer

        async with asyncio.timeout(PATIENCE_S + within_s):
            await asyncio.gather(*(close(t, sides[n % 2]) for n, t in enumerate(self.talks)))

    async def handed_off(self) -> float:
        """Waits until each chat has its ticket, and asks the oracle; returns the seconds."""
        began = time.monotonic()
        while await asyncio.to_thread(self._owed) and time.monotonic() < began + PATIENCE_S:
            await asyncio.sleep(0.2)
        took = time.monotonic() - began
        with contextlib.suppress(Stuck):
            await self.settle()
        found = await self.verdict(ended=True)
        assert not any(found.counts.values()), found.notes
        return took

    async def until(
        self,
        done: Callable[[], bool],
        what: str | Callable[[], str],
        within_s: float = PATIENCE_S,
    ) -> None:
        give_up = time.monotonic() + within_s
        while not done():
            if time.monotonic() > give_up:
                raise Stuck(what if isinstance(what, str) else what())
            await asyncio.sleep(LOOK_S)

    def _heads(self) -> dict[str, int]:
        with psycopg.connect(self.desk.database_url, autocommit=True) as database:
            return dict(database.execute(OPEN, [[j.chat for j in self.journals]]).fetchall())

    def _owed(self) -> int:
        with psycopg.connect(self.desk.database_url, autocommit=True) as database:
            row = database.execute(OWED, [[j.chat for j in self.journals]]).fetchone()
            return int(row[0]) if row else 0


class Goodbyes:
    """Stands between some windows and whoever looks at them."""

    def __init__(self, cores: list[Core]) -> None:
        self.missing = set(range(len(cores)))
        for number, core in enumerate(cores):
            core._listener = _Ear(core._listener, partial(self.missing.discard, number))


@dataclass
class _Ear:
    listener: Listener
    on_bye: Callable[[], None]

    def shown(self, chat: str, entry: Json, now: float) -> None:
        self.listener.shown(chat, entry, now)

    def emptied(self, chat: str) -> None:
        self.listener.emptied(chat)

    def received(self, frame: Json, now: float) -> None:
        if frame["type"] == "bye":
            self.on_bye()
        self.listener.received(frame, now)


class Stuck(Exception):
    """What had to come did not; the text says what."""


def _arrived(journal: Journal, said: Said) -> bool:
    return said.answered_at is not None and said.client_id in journal.shown_at


@contextlib.asynccontextmanager
async def crowd(
    desk: Desk,
    chats: int,
    *,
    fault: str,
    seed: int,
    visitors_at: str = "",
    agents_at: str = "",
) -> AsyncIterator[Crowd]:
    """So many chats, taken by agents; in the end everybody leaves, and the figures are kept."""
    one = Crowd(desk, seed, visitors_at or desk.urls[0], agents_at or desk.urls[1])
    try:
        await one.come(chats)
        yield one
        FIGURES.append(Figure.of(fault, one.faults, one.journals, one.recoveries))
    finally:
        await one.leave()
        await asyncio.to_thread(desk.execute, PUT_AWAY)
