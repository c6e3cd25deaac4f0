"""Chats end while the worker dies, and by three hands at once: each gets its one ticket."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

import psutil
import psycopg
import pytest
from redis import Redis

from helpdesk.supervisor.children import Child
from tests.faults.conversation import Conversation
from tests.faults.crowd import Crowd, crowd
from tests.faults.desk import Desk, kill_tree, tree
from tests.faults.report import FIRST
from tests.journeys.desk import ROOT

MANY, VERY_MANY, RACES = 60, 300, 500
RACES_AT_ONCE = 5
KILLED = "workers and their children killed while {} chats close"
CHILDREN = f"pool children of the workers killed while {VERY_MANY} chats close"
FLUSHED = "broker emptied while {} chats close"
AT_ONCE = "chat closed by agent, visitor and idle timer at once"
AGE = """
UPDATE chat_chat SET last_message_at = now() - interval '1 hour',
                     assigned_at = now() - interval '1 hour' WHERE id::text = %s
"""
ENDED_BY = "SELECT end_reason FROM chat_chat WHERE id::text = ANY(%s)"


async def test_each_chat_gets_its_ticket_though_the_workers_are_killed_while_they_close(
    near_desk: Desk, rounds: int, seed: int, long: bool
) -> None:
    many = VERY_MANY if long else MANY
    for turn in range(rounds):
        async with crowd(near_desk, many, fault=KILLED.format(many), seed=seed + turn) as people:
            await people.each_says_something()
            closing = asyncio.create_task(people.close_all(within_s=4.0))
            for worker in near_desk.workers:
                await people.some_time(0.5, 2.0)
                people.faults += 1
                kill_tree(worker)
                near_desk.begin(worker)
            await closing
            for worker in near_desk.workers:
                people.faults += 1
                kill_tree(worker)
                near_desk.begin(worker)
            people.recoveries.append(await people.handed_off())


@pytest.mark.long_form
async def test_each_chat_gets_its_ticket_though_pool_children_are_killed_while_they_close(
    near_desk: Desk, rounds: int, seed: int
) -> None:
    for turn in range(rounds):
        async with crowd(near_desk, VERY_MANY, fault=CHILDREN, seed=seed + turn) as people:
            await people.each_says_something()
            closing = asyncio.create_task(people.close_all(within_s=4.0))
            while not closing.done():
                await people.some_time(0.2, 0.5)
                people.faults += kill_a_child(people.random.choice(near_desk.workers), people)
            await closing
            people.recoveries.append(await people.handed_off())


async def test_each_chat_gets_its_ticket_though_the_broker_is_emptied_while_they_close(
    near_desk: Desk, rounds: int, seed: int, long: bool
) -> None:
    many = VERY_MANY if long else MANY
    with Redis.from_url(near_desk.env["BROKER_URL"]) as broker:
        for turn in range(rounds):
            async with crowd(
                near_desk, many, fault=FLUSHED.format(many), seed=seed + turn
            ) as people:
                await people.each_says_something()
                closing = asyncio.create_task(people.close_all(within_s=4.0))
                while not closing.done():
                    await people.some_time(0.2, 0.5)
                    people.faults += 1
                    await asyncio.to_thread(broker.flushdb)
                await closing
                people.recoveries.append(await people.handed_off())


async def test_of_agent_visitor_and_idle_timer_one_ends_the_chat_and_it_gets_one_ticket(
    near_desk: Desk, seed: int, long: bool
) -> None:
    many, turns = (VERY_MANY, -(-RACES // VERY_MANY)) if long else (MANY, 1)
    for turn in range(turns):
        async with crowd(near_desk, many, fault=AT_ONCE, seed=seed + turn) as people:
            await people.each_says_something()
            with silence(near_desk) as age:
                for talks in batched(people.talks, RACES_AT_ONCE):
                    people.faults += len(talks)
                    await asyncio.gather(
                        *(race(talk, partial(age, talk.journal.chat), people) for talk in talks)
                    )
            await people.handed_off()
            FIRST.update(await asyncio.to_thread(first_hands, near_desk, people))


def batched(talks: list[Conversation], size: int) -> list[list[Conversation]]:
    return [talks[start : start + size] for start in range(0, len(talks), size)]


def kill_a_child(worker: Child, people: Crowd) -> int:
    """SIGKILL to one of the processes that do a worker's tasks; how many that were."""
    children = tree(worker)[1:]
    if children:
        with contextlib.suppress(psutil.NoSuchProcess):
            people.random.choice(children).kill()
            return 1
    return 0


def first_hands(desk: Desk, people: Crowd) -> list[str]:
    with psycopg.connect(desk.database_url, autocommit=True) as database:
        chats = [journal.chat for journal in people.journals]
        return [reason for (reason,) in database.execute(ENDED_BY, [chats])]


async def race(talk: Conversation, age: Callable[[], None], people: Crowd) -> None:
    """Both sides close, and the timer finds the chat silent, in any order."""
    hands = ["visitor", "agent", "timer"]
    people.random.shuffle(hands)
    drafts = []
    for hand in hands:
        if hand == "timer":
            await asyncio.to_thread(age)
        else:
            drafts.append(talk.close("visitor" if hand == "visitor" else "agent"))
    await people.until(lambda: all(draft.answer.done() for draft in drafts), "answered")


@contextlib.contextmanager
def silence(desk: Desk) -> Iterator[Callable[[str], None]]:
    """Runs the idle timer all the time; what it yields makes a chat silent for long."""
    command = [sys.executable, "-m", "tests.faults.timer"]
    with (
        psycopg.connect(desk.database_url, autocommit=True) as database,
        subprocess.Popen(command, cwd=ROOT, env=desk.env, stdout=subprocess.PIPE) as timer,
    ):
        try:
            assert timer.stdout
            assert timer.stdout.readline() == b"ready\n"

            def age(chat: str) -> None:
                database.execute(AGE, [chat])

            yield age
        finally:
            timer.kill()
