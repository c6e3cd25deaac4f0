"""The log against a list: whatever is written at once, numbers tell the order of commits."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any, cast

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from chat import log
from chat.actions import open_chat
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.entries import Entry
from chat.errors import ClientIdConflict
from chat.models import Chat
from chat.pool import close_pool
from chat.writer import Message, Verdict, Writer
from helpdesk.people.models import Desk

pytestmark = pytest.mark.django_db(transaction=True)

Kept = tuple[str, uuid.UUID | None, str]
"""An entry of the model: its kind, its `client_id`, its words."""
IDS = st.sampled_from([uuid.UUID(int=n) for n in range(1, 6)])
SAYINGS = st.tuples(st.sampled_from([0, 1]), IDS, st.sampled_from(["Yes", "No"]))


class TheLog(RuleBasedStateMachine):
    """Two writers with connections of their own, and transactions of Django's that change state."""

    def __init__(self) -> None:
        super().__init__()
        self.chat: Chat = open_chat(question="Hello?", language="en").chat
        self.model: list[Kept] = [("opened", None, ""), ("message", None, "Hello?")]
        self.loop = asyncio.Runner()
        self.writers = [Writer(), Writer()]

    def teardown(self) -> None:
        self.loop.run(close_pool())
        self.loop.close()

    @rule(sayings=st.lists(SAYINGS, min_size=1, max_size=6))
    def say(self, sayings: list[tuple[int, uuid.UUID, str]]) -> None:
        """Both writers write at once."""

        async def live() -> list[Verdict]:
            return await asyncio.gather(*self.begun(sayings))

        self.judge(sayings, self.loop.run(live()))

    @rule(
        client_id=st.none() | IDS,
        commits=st.booleans(),
        sayings=st.lists(SAYINGS, max_size=4),
    )
    def change(
        self,
        client_id: uuid.UUID | None,
        commits: bool,
        sayings: list[tuple[int, uuid.UUID, str]],
    ) -> None:
        """A transaction writes an entry, others write meanwhile, and it ends well or not."""
        with transaction.atomic():
            wrote = self.record(client_id)
            waiting = self.loop.run(self.start(sayings))
            unseen = self.pages(after=0, limit=200)
            transaction.set_rollback(not commits)

        assert unseen == self.model, "nobody sees what is not committed"
        if commits and wrote:
            self.model.append(wrote)
        self.judge(sayings, self.loop.run(gathered(waiting)))

    @rule(after=st.integers(0, 40), limit=st.integers(1, 20))
    def read(self, after: int, limit: int) -> None:
        assert self.pages(after=after, limit=limit) == self.model[after : after + limit]

    @invariant()
    def the_head_is_the_last_number(self) -> None:
        assert Chat.objects.get(pk=self.chat.pk).head == len(self.model)

    @invariant()
    def nothing_is_stored_twice(self) -> None:
        named = [client_id for _, client_id, _ in self.model if client_id]
        assert len(named) == len(set(named))

    def record(self, client_id: uuid.UUID | None) -> Kept | None:
        """What the transaction writes: nothing, where this wish was carried out before."""
        chat = lock(self.chat.pk)
        known = [kind for kind, named, _ in self.model if client_id and named == client_id]
        try:
            before = log.stored(chat, client_id, kind=EventKind.LEFT)
        except ClientIdConflict:
            assert known == ["message"]
            return None
        if before:
            assert known == ["left"]
            return None
        assert known == []
        entry = log.record(chat, kind=EventKind.LEFT, client_id=client_id)
        assert (entry.seq, chat.head) == (len(self.model) + 1, len(self.model) + 1)
        return "left", client_id, ""

    def begun(self, sayings: list[tuple[int, uuid.UUID, str]]) -> list[asyncio.Task[Verdict]]:
        return [
            asyncio.get_running_loop().create_task(
                self.writers[writer].append(
                    Message(self.chat.pk, client_id, Speaker.VISITOR, "Aino", body)
                )
            )
            for writer, client_id, body in sayings
        ]

    async def start(self, sayings: list[tuple[int, uuid.UUID, str]]) -> list[asyncio.Task[Verdict]]:
        """Lets the writers come as far as they can: to the lock of the transaction."""
        tasks = self.begun(sayings)
        if tasks:
            await asyncio.wait(tasks, timeout=0.02)
        return tasks

    def judge(self, sayings: list[tuple[int, uuid.UUID, str]], verdicts: list[Verdict]) -> None:
        """Holds the answers against the model, which learns of what is new."""
        said = [("message", client_id, body) for _, client_id, body in sayings]
        fresh = {v.seq: kept for kept, v in zip(said, verdicts, strict=True) if v.code == "ok"}
        for seq, kept in sorted(fresh.items()):
            assert seq == len(self.model) + 1
            self.model.append(cast(Kept, kept))
        for kept, verdict in zip(said, verdicts, strict=True):
            same = [n for n, known in enumerate(self.model, 1) if known == kept]
            if verdict.code == "client_id_conflict":
                assert same == []
            else:
                assert [verdict.seq] == same

    def pages(self, *, after: int, limit: int) -> list[Kept]:
        entries = self.loop.run(log.page(self.chat.pk, after=after, limit=limit))
        assert [entry.seq for entry in entries] == list(
            range(after + 1, after + 1 + len(entries))
        ), "no gap, nothing twice"
        return [kept(entry) for entry in entries]


async def gathered(tasks: list[asyncio.Task[Verdict]]) -> list[Verdict]:
    return await asyncio.gather(*tasks)


def kept(entry: Entry) -> Any:
    return entry.kind, uuid.UUID(entry.client_id) if entry.client_id else None, entry.body


def test_the_log_is_a_list_whoever_writes_at_once(opened: Any) -> None:
    Desk.objects.update(queue_limit=10_000, wait_limit_seconds=0)

    run_state_machine_as_test(
        TheLog, settings=settings(max_examples=25, stateful_step_count=12, deadline=None)
    )
