"""Visitors and agents in conversation over real sockets, and the journal of all that they do."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Callable

import psycopg

from chat.client import Core, Endpoint, Rate, Visitor
from chat.replay.staff import Staff
from tests.faults.conversation import Conversation
from tests.faults.desk import Desk
from tests.faults.ears import Ears, is_goodbye, is_not_stored_yet
from tests.faults.journal import Journal, Said, Side
from tests.faults.oracle import Findings, judge, read
from tests.faults.report import FIGURES, Figure
from tests.faults.twin import Twin

CAPACITY = 6
PATIENCE_S = 90.0
LOOK_S = 0.05
UNANSWERED = 5
"""So many messages of one side pile up at most, as the composer of a person would."""
AT_ONCE = 6

OPEN = "SELECT id::text, head FROM chat_chat WHERE id::text = ANY(%s)"
OWED = """
SELECT count(*) FROM chat_chat
 WHERE id::text = ANY(%s) AND (ended_at IS NULL OR handed_off_at IS NULL)
"""
UNENDED = "SELECT count(*) FROM chat_chat WHERE ended_at IS NULL"
PUT_AWAY = """
UPDATE chat_chat SET state = 'closed', ended_at = now(), handed_off_at = now()
 WHERE ended_at IS NULL
"""
"""After a test that failed: the chats it left open would take up the agents of the next."""


class Crowd:
    """Some conversations at once. Visitors come through one web process and agents through the
    other, or all through nginx, to whichever it gives them.
    """

    def __init__(
        self, desk: Desk, seed: int, visitors_at: str, agents_at: str, *, by_https: int = 0
    ) -> None:
        self.desk = desk
        self.faults = 0
        self.random = random.Random(seed)
        self.visitors_at = Endpoint(visitors_at)
        self.by_https = by_https
        self._opens_at = Endpoint(desk.ways[0])
        self._agents_at = Endpoint(agents_at)
        self.staff: Staff
        self.talks: list[Conversation] = []
        self.twins: list[Twin] = []
        self.recoveries: list[float] = []

    async def come(self, chats: int, *, room: int = 0) -> None:
        """So many chats, all taken by agents, who have room for some more."""
        cookies = self.desk.cookies[: -(-(chats + room) // CAPACITY)]
        self.staff = Staff(self._agents_at, cookies, capacity=CAPACITY, in_flight=1)
        for agent in self.staff.agents:
            agent.socket.core.outbox.bucket.limit(Rate(60, 40.0))
        await self.staff.arrive(PATIENCE_S)
        await self.welcome(chats)

    async def welcome(self, chats: int, *, apart_s: float = 0.0) -> None:
        """So many more open a chat, at such moments, and are taken by agents."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def begin(talk: Conversation) -> None:
            async with gate, asyncio.timeout(PATIENCE_S):
                await asyncio.sleep(self.random.uniform(0, apart_s))
                await talk.begin(self.staff)

        first = len(self.talks)
        talks = [
            Conversation(
                number,
                opens_at=self._opens_at,
                comes_to=self.visitors_at,
                by_https=number < self.by_https,
            )
            for number in range(first, first + chats)
        ]
        try:
            await asyncio.gather(*map(begin, talks))
        finally:
            self.talks += [talk for talk in talks if talk.began]

    def open_second_windows(self) -> None:
        """Each visitor opens another window."""
        self.twins = [Twin(talk) for talk in self.talks]

    async def leave(self) -> None:
        await asyncio.gather(*(one.end() for one in self._speakers))
        await self.staff.leave()

    @property
    def _speakers(self) -> list[Conversation | Twin]:
        return [*self.talks, *self.twins]

    @property
    def _patience_s(self) -> float:
        """How long what all of them do at once may take."""
        return PATIENCE_S + len(self.talks) / 2

    @property
    def journals(self) -> list[Journal]:
        return [one.journal for one in self._speakers]

    @contextlib.asynccontextmanager
    async def talking(self, *, every_s: float = 0.3) -> AsyncIterator[None]:
        """All talk, both sides, each side every so many seconds on average."""
        tasks = [
            asyncio.create_task(self._talk(talk, side, every_s))
            for talk in self._speakers
            for side in talk.journal.windows
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _talk(self, talk: Conversation | Twin, side: Side, every_s: float) -> None:
        while True:
            await asyncio.sleep(self.random.uniform(0, 2 * every_s))
            if talk.unanswered(side) < UNANSWERED:
                talk.say(side)

    async def each_says_something(self) -> None:
        """A few words from each side, which have come to rest when it returns."""
        for talk in self.talks:
            for side in talk.journal.windows:
                talk.say(side)
        await self.settle()

    async def some_time(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self.random.uniform(least_s, most_s))

    async def recover(self) -> None:
        """Returns, and notes the seconds, all that was said before is answered and shown."""
        began = time.monotonic()
        owed = [(journal, said) for journal in self.journals for said in journal.said]
        await self.until(
            lambda: all(_arrived(journal, said) for journal, said in owed),
            lambda: f"{sum(not _arrived(j, said) for j, said in owed)} messages still to arrive",
        )
        self.recoveries.append(time.monotonic() - began)

    def hear_goodbyes(self, web: int) -> Ears:
        """Notes from now on which windows of this web process are told that it ends."""
        return Ears(self._cores()[web], is_goodbye)

    def hear_delays(self) -> Ears:
        """Notes from now on which windows are told that a message is not stored yet."""
        return Ears([core for side in self._cores() for core in side], is_not_stored_yet)

    def _cores(self) -> tuple[list[Core], list[Core]]:
        """What is behind the sockets of the visitors, and of the agents."""
        visitors = [t.visitor.socket.core for t in self.talks if isinstance(t.visitor, Visitor)]
        return visitors, [agent.socket.core for agent in self.staff.agents]

    async def all_hear(self, ears: Ears, *, within_s: float = 5.0) -> None:
        await self.until(
            lambda: not ears.missing, lambda: f"not told: {ears.missing}", within_s=within_s
        )

    @property
    def acknowledged(self) -> int:
        return sum(said.seq is not None for journal in self.journals for said in journal.said)

    @property
    def sent_again(self) -> int:
        """How many messages had been stored already when they were acknowledged."""
        return sum(said.duplicate for journal in self.journals for said in journal.said)

    @property
    def losses(self) -> int:
        """How many connections of well-behaved windows were lost so far."""
        return sum(talk.losses for talk in self.talks) + self.staff.reconnects

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

        async with asyncio.timeout(self._patience_s + within_s):
            await asyncio.gather(*(close(t, sides[n % 2]) for n, t in enumerate(self.talks)))

    async def handed_off(self) -> float:
        """Waits until each chat has its ticket, and asks the oracle; returns the seconds."""
        began = time.monotonic()
        while await asyncio.to_thread(self._owed) and time.monotonic() < began + self._patience_s:
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

    def open_chats(self) -> int:
        """How many chats there are that nobody has ended."""
        with psycopg.connect(self.desk.database_url, autocommit=True) as database:
            row = database.execute(UNENDED).fetchone()
            return int(row[0]) if row else 0

    def _owed(self) -> int:
        with psycopg.connect(self.desk.database_url, autocommit=True) as database:
            row = database.execute(OWED, [[j.chat for j in self.journals]]).fetchone()
            return int(row[0]) if row else 0


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
    by_https: int = 0,
    room: int = 0,
) -> AsyncIterator[Crowd]:
    """So many chats, taken by agents, some of the visitors without sockets; in the end everybody
    leaves, and the figures are kept.
    """
    visitors_at, agents_at = visitors_at or desk.ways[0], agents_at or desk.ways[1]
    one = Crowd(desk, seed, visitors_at, agents_at, by_https=by_https)
    try:
        await one.come(chats, room=room)
        yield one
        FIGURES.append(Figure.of(fault, one.faults, one.journals, one.recoveries))
    finally:
        await one.leave()
        await asyncio.to_thread(desk.execute, PUT_AWAY)
