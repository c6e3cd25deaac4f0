"""How much a socket may owe, in each direction."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from itertools import count
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from hypothesis import given
from hypothesis import strategies as st

from chat import log
from chat.actions import accept_chat, open_chat
from chat.choices import EventKind, Speaker
from chat.farewell import back_within_ms
from chat.flow import MAX_WAITING, PAGE_BYTES, Inflow, Outflow, fitting
from chat.hub import get_hub
from chat.watch import catch_up
from helpdesk import realtime
from helpdesk.people.models import User
from tests.chat.windows import Windows


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


@pytest.mark.django_db(transaction=True)
async def test_a_long_chat_comes_in_pages_as_the_window_takes_them(
    windows: Windows, opened: Any
) -> None:
    def fill() -> None:
        for _ in range(60):
            log.record(opened.chat, kind=EventKind.MESSAGE, role=Speaker.VISITOR, body="x" * 8000)

    await sync_to_async(fill)()
    visitor = await windows.connect("/ws/chat/")
    await visitor.hello(opened.token)
    shown: list[int] = []
    while len(shown) < 62:
        page = await visitor.hear("page")
        shown += [event["seq"] for event in page["events"]]

    assert shown == list(range(1, 63))
    assert page["more"] is False


@pytest.mark.django_db(transaction=True)
async def test_a_window_that_confirms_nothing_is_let_go(windows: Windows, opened: Any) -> None:
    visitor = await windows.visitor(opened.token)
    visitor.answers_pings = False
    frame = {"type": "typing", "chat": str(opened.chat.pk), "name": "x" * 60_000}
    notice = {"to": f"chat:{opened.chat.pk}", "by": "agent", "window": "another"}

    for _ in range(5):
        realtime.publish_nowait([{**notice, "frame": frame}])

    assert await visitor.hear_close() == 4500


@pytest.mark.django_db(transaction=True)
async def test_an_agent_who_is_logged_out_loses_the_socket(
    windows: Windows, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    console = await windows.console(agent)

    await Session.objects.all().adelete()

    assert await console.hear_close() == 4401


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["password", "account"])
async def test_an_agent_who_is_locked_out_loses_the_socket(
    windows: Windows, agent: User, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr("chat.watch.SESSIONS_S", 0.1)
    console = await windows.console(agent)

    if what == "password":
        agent.set_password("another one 42")
    else:
        agent.is_active = False
    await agent.asave()

    assert await console.hear_close() == 4401


@pytest.mark.django_db(transaction=True)
async def test_without_redis_a_window_is_shown_what_another_process_committed(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = await windows.visitor(opened.token)
    console = await windows.console(agent)
    await visitor.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    await catch_up(get_hub())

    assert (await visitor.hear("event", kind="assigned"))["seq"] == 3
    assert (await console.hear("chat"))["card"]["chat"] == str(opened.chat.pk)


@pytest.mark.django_db(transaction=True)
async def test_a_process_that_hears_no_probe_reads_the_log_by_itself(
    windows: Windows, opened: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def swallow(notices: Any) -> None: ...

    monkeypatch.setattr("chat.watch.PROBE_S", 0.05)
    monkeypatch.setattr("chat.watch.DEAF_AFTER_S", 0.1)
    monkeypatch.setattr(realtime, "_send", swallow)
    visitor = await windows.visitor(opened.token)
    await visitor.hear("page")
    monkeypatch.setattr(realtime, "publish", lambda notices: None)

    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)

    assert (await visitor.hear("event", kind="assigned"))["seq"] == 3


@pytest.mark.django_db(transaction=True)
async def test_before_the_process_ends_windows_are_told_when_to_come_back(
    windows: Windows, opened: Any
) -> None:
    visitor = await windows.visitor(opened.token)

    visitor.socket.future.cancel()
    await visitor.socket.send_input({"type": "websocket.disconnect"})
    await asyncio.wait([visitor.socket.future])
    events = [visitor.socket.output_queue.get_nowait() for _ in range(3)]

    bye = json.loads(events[1]["text"])
    assert (bye["type"], bye["code"]) == ("bye", "restart")
    assert 0 <= bye["retry_ms"] < back_within_ms(1)
    assert events[2] == {"type": "websocket.close", "code": 1012}


@pytest.mark.django_db(transaction=True)
async def test_several_tabs_of_one_token_share_what_may_be_said(
    windows: Windows, desk: Any, agent: User, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "visitor_burst": 2, "visitor_per_s": 0.1}
    opened = await sync_to_async(open_chat)(question="Hi", language="en")
    first, second = [await windows.visitor(opened.token) for _ in range(2)]

    for _ in range(2):
        await first.say(opened.chat.pk, "Me!")
        await first.hear("ok")
    await second.say(opened.chat.pk, "And me!")

    assert (await second.hear("error"))["code"] == "rate_limited"
