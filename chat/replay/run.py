"""A whole replay: so many conversations at once, each judged when its ticket is there."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Never

from django.db import Error as DatabaseError
from tqdm import tqdm

from chat.client import Endpoint, ServerGone
from chat.client.http import request
from chat.replay import stored
from chat.replay.accounts import CAPACITY
from chat.replay.database import Database
from chat.replay.drive import Conversing, Scene
from chat.replay.files import Conversation, Side
from chat.replay.records import Record, Stored
from chat.replay.staff import Staff
from chat.replay.totals import Totals

OWED = 2000
"""So many conversations may wait for their tickets at once, which bounds the memory."""
LOOK_EVERY_S = 0.3


@dataclass(frozen=True)
class Plan:
    """How to replay. `speed` None is as fast as the order of turns allows."""

    endpoint: Endpoint
    concurrency: int
    speed: float | None
    patience_s: float
    in_flight: int


async def why_closed(endpoint: Endpoint) -> str:
    """In words, why no chat could be opened even with agents present; empty if one could."""
    desk = await request(endpoint, "/api/v1/desk/")
    if desk.get("reason") != "hours":
        return ""
    opening = desk.get("next_open_at")
    when = f"it opens at {opening}" if opening else "no opening is known"
    return f"The desk is closed, as its service hours say; {when}."


class Replay:
    """One run. `totals` can be read at any time, also after `run` was cancelled."""

    def __init__(
        self,
        plan: Plan,
        conversations: Iterator[Conversation],
        cookies: Sequence[str],
        bar: tqdm[Never],
    ) -> None:
        self.totals = Totals()
        self._plan = plan
        self._conversations = zip(count(), conversations)
        self._bar = bar
        self._database = Database()
        self._staff = Staff(plan.endpoint, cookies, capacity=CAPACITY, in_flight=plan.in_flight)
        self._open: set[str] = set()
        self._owed: dict[str, Record] = {}
        self._room = asyncio.Semaphore(OWED)
        self._holding = plan.concurrency
        self._began: float | None = None
        self._ended = 0.0

    async def run(self) -> Totals:
        """Holds all conversations and waits for their tickets. Raises ServerGone."""
        try:
            await self._staff.arrive(self._plan.patience_s)
            await self._until_open()
            scene = await self._scene()
            self._began = time.monotonic()
            async with asyncio.TaskGroup() as tasks:
                for _ in range(self._plan.concurrency):
                    tasks.create_task(self._hold_one_after_another(scene))
                tasks.create_task(self._await_tickets())
        except ExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            await self._clear_up()
        return self.totals

    async def _scene(self) -> Scene:
        return Scene(
            endpoint=self._plan.endpoint,
            staff=self._staff,
            speed=self._plan.speed,
            longest_pause_s=await self._database.run(stored.longest_silence_s),
            patience_s=self._plan.patience_s,
            in_flight=self._plan.in_flight,
            on_shown=self._count_shown,
            on_opened=self._open.add,
        )

    def _count_shown(self) -> None:
        self._bar.update()

    async def _until_open(self) -> None:
        """The desk opens when it has seen the agents come online."""
        until = time.monotonic() + self._plan.patience_s
        while not (desk := await request(self._plan.endpoint, "/api/v1/desk/")).get("open"):
            if time.monotonic() > until:
                raise ServerGone(
                    f"The desk stays closed ({desk.get('reason')}) though agents are online."
                )
            await asyncio.sleep(LOOK_EVERY_S)

    async def _hold_one_after_another(self, scene: Scene) -> None:
        for number, conversation in self._conversations:
            await self._room.acquire()
            closer: Side = "agent" if number % 2 else "visitor"
            record = await Conversing(conversation, scene, closer=closer).hold()
            if record.failure and record.chat:
                await self._give_up(record.chat)
            self._open.discard(record.chat)
            if record.chat:
                self._owed[record.chat] = record
            else:
                self._judge(record, None)
            if record.desk_gone:
                raise ServerGone(record.failure)
        self._holding -= 1
        self._ended = time.monotonic()

    async def _await_tickets(self) -> None:
        """Judges each conversation when its ticket is there; all that are left when none comes."""
        quiet_since = time.monotonic()
        while self._holding or self._owed:
            await asyncio.sleep(LOOK_EVERY_S)
            if await self._judge_ready() or not self._owed:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > self._plan.patience_s:
                await self._judge_all(list(self._owed))

    async def _judge_ready(self) -> int:
        """How many tickets have come."""
        try:
            ready = await self._database.run(stored.ready, list(self._owed))
        except DatabaseError:
            return 0
        return await self._judge_all(ready)

    async def _judge_all(self, chats: list[str]) -> int:
        """How many could be judged: none while the database is away for a moment."""
        judged = 0
        with contextlib.suppress(DatabaseError):
            for chat in chats:
                found = await self._database.run(stored.load, chat)
                self._judge(self._owed.pop(chat), found)
                judged += 1
        return judged

    def _judge(self, record: Record, found: Stored | None) -> None:
        self.totals.take(record, found)
        self._room.release()
        faults = self.totals.findings.faults
        self._bar.set_postfix_str(
            f"{self.totals.chats:,} tickets, {faults:,} faults", refresh=False
        )

    async def _give_up(self, chat: str) -> None:
        """Ends a chat that is not held further. Without a database, the missing ticket tells."""
        with contextlib.suppress(DatabaseError):
            await self._database.run(stored.give_up, chat)

    async def _clear_up(self) -> None:
        """Nobody is left waiting, and no agent stays online, however the run ended."""
        self.totals.reconnects += self._staff.reconnects
        if self._began is not None:
            until = time.monotonic() if self._holding else self._ended
            self.totals.seconds = until - self._began
        for chat in self._open:
            await self._give_up(chat)
        await self._staff.leave()
        self._database.close()
