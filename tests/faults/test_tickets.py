"""Chats end while the worker dies, and by three hands at once: each gets its one ticket."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

import psycopg

from tests.faults.conversation import Conversation
from tests.faults.crowd import Crowd, crowd
from tests.faults.desk import Desk, kill_tree
from tests.faults.report import FIRST
from tests.journeys.desk import ROOT

MANY = 60
KILLED = "worker and its children killed while 60 chats close"
AT_ONCE = "chat closed by agent, visitor and idle timer at once"
AGE = """
UPDATE chat_chat SET last_message_at = now() - interval '1 hour',
                     assigned_at = now() - interval '1 hour' WHERE id::text = %s
"""
ENDED_BY = "SELECT end_reason FROM chat_chat WHERE id::text = ANY(%s)"


async def test_each_chat_gets_its_ticket_though_the_worker_is_killed_while_they_close(
    desk: Desk, rounds: int, seed: int
) -> None:
    for turn in range(rounds):
        async with crowd(desk, MANY, fault=KILLED, seed=seed + turn) as people:
            await people.each_says_something()
            closing = asyncio.create_task(people.close_all(within_s=4.0))
            for _ in range(2):
                await people.some_time(0.5, 2.0)
                people.faults += 1
                kill_tree(desk.worker)
                desk.begin(desk.worker)
            await closing
            people.faults += 1
            kill_tree(desk.worker)
            desk.begin(desk.worker)
            people.recoveries.append(await people.handed_off())


async def test_of_agent_visitor_and_idle_timer_one_ends_the_chat_and_it_gets_one_ticket(
    desk: Desk, rounds: int, seed: int
) -> None:
    for turn in range(rounds):
        async with crowd(desk, MANY, fault=AT_ONCE, seed=seed + turn) as people:
            await people.each_says_something()
            with silence(desk) as age:
                for talk in people.talks:
                    people.faults += 1
                    await race(talk, partial(age, talk.journal.chat), people)
            await people.handed_off()
            FIRST.update(await asyncio.to_thread(first_hands, desk, people))


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
