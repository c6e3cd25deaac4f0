"""How much a socket may owe, in each direction."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chat.flow import MAX_WAITING, PAGE_BYTES, Inflow, Outflow, fitting


def spawn(work: Coroutine[Any, Any, None]) -> None:
    _tasks.append(asyncio.get_running_loop().create_task(work))


_tasks: list[asyncio.Task[None]] = []


class Held:
    """Work that lasts until the gate opens."""

    def __init__(self) -> None:
        self.begun: list[Any] = []
        self.gate = asyncio.Event()

    async def __call__(self, item: Any) -> None:
        self.begun.append(item)
        await self.gate.wait()

    async def until_idle(self, inflow: Inflow) -> None:
        while not inflow.idle:
            await asyncio.sleep(0)


def held_inflow() -> tuple[Inflow, Held]:
    work = Held()
    return Inflow(work, spawn), work


async def test_what_is_pushed_is_sent_in_order() -> None:
    sent: list[int] = []

    async def send(event: Any) -> None:
        await asyncio.sleep(0)
        sent.append(event["n"])

    out = Outflow(send, spawn)
    for n in range(5):
        out.push({"n": n})
    while not out.idle:
        await asyncio.sleep(0)

    assert sent == [0, 1, 2, 3, 4]


async def test_an_answered_ping_confirms_what_was_sent_before_it() -> None:
    async def send(event: Any) -> None: ...

    out = Outflow(send, spawn)
    out.push({}, 100)
    out.mark(1)
    out.push({}, 50)
    before = out.unconfirmed
    out.confirm(1)

    assert (before, out.unconfirmed) == (150, 50)


async def test_the_next_page_waits_until_there_is_room() -> None:
    async def send(event: Any) -> None: ...

    out = Outflow(send, spawn)
    out.push({}, 100 * 1024)
    out.mark(1)
    waiting = asyncio.ensure_future(out.room())
    await asyncio.sleep(0)
    early = waiting.done()
    out.confirm(1)
    await asyncio.wait_for(waiting, 1)

    assert early is False


async def test_one_frame_more_than_may_wait_is_not_taken() -> None:
    inflow, work = held_inflow()

    taken = [inflow.add(n, {f"chat {n % 3}"}) for n in range(MAX_WAITING + 1)]
    work.gate.set()
    await work.until_idle(inflow)

    assert taken == [True] * MAX_WAITING + [False]
    assert inflow.add("another", {"chat 1"}) is True


async def test_as_many_frames_may_be_under_way_as_may_wait_and_no_more() -> None:
    inflow, work = held_inflow()

    taken = [inflow.add(n, {f"chat {n}"}) for n in range(MAX_WAITING + 1)]
    await asyncio.sleep(0)

    assert taken == [True] * MAX_WAITING + [False]
    assert len(work.begun) == MAX_WAITING
    work.gate.set()
    await work.until_idle(inflow)


async def test_frames_that_share_nothing_are_carried_out_side_by_side() -> None:
    inflow, work = held_inflow()

    inflow.add("slow accept", {"desk", "a"})
    inflow.add("message of b", {"b"})
    inflow.add("message of a", {"a"})
    inflow.add("slow close", {"desk", "c"})
    inflow.add("message of c", {"c"})
    await asyncio.sleep(0)
    at_once = list(work.begun)
    work.gate.set()
    await work.until_idle(inflow)

    assert at_once == ["slow accept", "message of b"]
    assert work.begun == [*at_once, "message of a", "slow close", "message of c"]


async def test_a_frame_that_fails_lets_the_next_one_go() -> None:
    done: list[str] = []

    async def work(item: str) -> None:
        done.append(item)
        if item == "bad":
            raise KeyError

    inflow = Inflow(work, spawn)
    inflow.add("bad", {"a"})
    inflow.add("good", {"a"})
    await asyncio.gather(*_tasks[-1:], return_exceptions=True)
    await asyncio.sleep(0)

    assert done == ["bad", "good"]
    assert inflow.idle


async def test_when_the_process_ends_nothing_more_is_begun() -> None:
    inflow, work = held_inflow()
    inflow.add("begun", {"a"})
    inflow.add("waiting", {"a"})
    await asyncio.sleep(0)

    _tasks[-1].cancel()
    await asyncio.wait(_tasks[-1:])
    await asyncio.sleep(0)

    assert work.begun == ["begun"]
    assert inflow.idle


async def test_what_has_not_begun_when_the_socket_ends_is_forgotten() -> None:
    inflow, work = held_inflow()
    inflow.add("begun", {"a"})
    inflow.add("waiting", {"a"})
    await asyncio.sleep(0)

    inflow.drop()
    work.gate.set()
    await work.until_idle(inflow)

    assert work.begun == ["begun"]


@given(
    wishes=st.lists(st.sets(st.sampled_from("abcd"), min_size=1, max_size=3), max_size=20),
    ends=st.lists(st.integers(0, 9), min_size=1, max_size=20),
)
def test_whatever_ends_first_frames_that_share_something_keep_their_order(
    wishes: list[set[str]], ends: list[int]
) -> None:
    """Each is begun only when all before it that share something are done; none is left over."""
    open_: list[tuple[int, asyncio.Event]] = []
    done: list[int] = []

    async def work(n: int) -> None:
        assert [m for m in range(n) if wishes[m] & wishes[n] and m not in done] == []
        open_.append((n, asyncio.Event()))
        await open_[-1][1].wait()
        done.append(n)

    async def live() -> None:
        inflow = Inflow(work, spawn)
        for n, needs in enumerate(wishes):
            inflow.add(n, needs)
        for turn in count():
            await asyncio.sleep(0)
            if inflow.idle:
                break
            under_way = [end for n, end in open_ if n not in done]
            if under_way:
                under_way[ends[turn % len(ends)] % len(under_way)].set()

    asyncio.run(live())
    assert sorted(done) == list(range(len(wishes)))


def test_a_page_holds_what_fits_and_at_least_one_entry() -> None:
    big = {"body": "x" * PAGE_BYTES}
    small = {"body": "x" * 1000}

    wide = {"body": "🔥" * 8000}

    assert list(fitting([big, small])) == [big]
    assert list(fitting([wide, wide])) == [wide]
    assert len(list(fitting([small] * 200))) == PAGE_BYTES // len('{"body":""}' + "x" * 1000)
