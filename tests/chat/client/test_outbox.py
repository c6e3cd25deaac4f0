"""A message is kept until the server has said what became of it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chat.client.errors import ChatRefused, ServerGone
from chat.client.outbox import Draft, Outbox
from chat.client.rates import Rate

PLENTY = Rate(1000, 1000.0)


def draft(body: str, chat: str = "c", kind: str = "send") -> Draft:
    return Draft({"type": kind, "chat": chat, "body": body}, asyncio.Future())


def fill(outbox: Outbox, *drafts: Draft) -> tuple[Draft, ...]:
    for one in drafts:
        outbox.add(one)
    return drafts


def ok(one: Draft) -> dict[str, Any]:
    return {"type": "ok", "client_id": one.client_id, "chat": one.chat, "seq": 1}


def error(one: Draft, code: str, **more: Any) -> dict[str, Any]:
    return {"type": "error", "client_id": one.client_id, "code": code, **more}


async def test_one_message_of_a_chat_is_on_its_way_at_a_time() -> None:
    outbox = Outbox(PLENTY)
    first, second = fill(outbox, draft("1"), draft("2"))

    assert outbox.next(0.0) is first
    assert outbox.next(0.0) is None
    outbox.acknowledge(ok(first))
    assert outbox.next(0.0) is second


async def test_as_many_as_allowed_are_on_their_way() -> None:
    outbox = Outbox(PLENTY, in_flight=2)
    first, second, third = fill(outbox, draft("1"), draft("2"), draft("3"))

    assert [outbox.next(0.0), outbox.next(0.0), outbox.next(0.0)] == [first, second, None]
    outbox.acknowledge(ok(second))
    assert outbox.next(0.0) is third


async def test_chats_take_turns() -> None:
    outbox = Outbox(PLENTY, in_flight=8)
    a1, a2, b1 = fill(outbox, draft("1", "a"), draft("2", "a"), draft("1", "b"))

    assert [outbox.next(0.0) for _ in range(3)] == [a1, b1, a2]


async def test_a_new_connection_repeats_what_is_not_acknowledged_under_the_same_id() -> None:
    outbox = Outbox(PLENTY, in_flight=2)
    first, second = fill(outbox, draft("1"), draft("2"))
    outbox.next(1.0)
    outbox.next(2.0)
    outbox.acknowledge(ok(first))

    outbox.begin_again()

    assert outbox.next(9.0) is second
    assert (second.first_sent, second.last_sent, second.attempts) == (2.0, 9.0, 2)
    assert second.frame["client_id"] == second.client_id


async def test_an_acknowledged_message_is_answered_once_and_gone() -> None:
    outbox = Outbox(PLENTY)
    (first,) = fill(outbox, draft("1"))
    outbox.next(0.0)

    outbox.acknowledge(ok(first))
    outbox.acknowledge(ok(first))

    assert await first.answer == ok(first)
    assert len(outbox) == 0


async def test_a_refusal_for_now_waits_as_long_as_the_server_said_and_keeps_the_order() -> None:
    outbox = Outbox(PLENTY)
    first, _ = fill(outbox, draft("1"), draft("2"))
    outbox.next(0.0)

    outbox.refuse(error(first, "rate_limited", retry=True, after_ms=1500), 0.0)

    assert outbox.next(1.4) is None
    assert outbox.wait(1.0) == pytest.approx(0.5)
    assert outbox.next(1.5) is first


async def test_refusals_without_a_time_wait_longer_each_time() -> None:
    outbox = Outbox(PLENTY)
    (first,) = fill(outbox, draft("1"))
    waits = []
    for now in (0.0, 100.0, 200.0):
        assert outbox.next(now) is first
        outbox.refuse(error(first, "unavailable", retry=True), now)
        waits.append(outbox.wait(now))

    assert waits == [pytest.approx(0.4), pytest.approx(0.8), pytest.approx(1.6)]


async def test_a_rate_limit_of_one_chat_holds_for_all_of_the_socket() -> None:
    outbox = Outbox(PLENTY)
    first, other = fill(outbox, draft("1", "a"), draft("1", "b"))
    outbox.next(0.0)

    outbox.refuse(error(first, "rate_limited", retry=True, after_ms=1000), 0.0)

    assert outbox.next(0.9) is None
    assert outbox.next(1.0) is other


async def test_a_refusal_for_good_tells_why_and_lets_the_next_one_go() -> None:
    outbox = Outbox(PLENTY)
    first, second = fill(outbox, draft("1"), draft("2"))
    outbox.next(0.0)

    outbox.refuse(error(first, "chat_closed", retry=False, chat="c"), 0.0)

    with pytest.raises(ChatRefused, match="chat_closed"):
        await first.answer
    assert outbox.next(0.0) is second


async def test_closing_waits_for_the_messages_before_it_but_for_no_limit() -> None:
    outbox = Outbox(Rate(2, 0.001))
    first, last = fill(outbox, draft("1"), draft("", kind="close"))
    outbox.next(0.0)
    assert outbox.next(0.0) is None

    outbox.acknowledge(ok(first))

    assert outbox.next(0.0) is last


async def test_answers_to_nothing_of_ours_change_nothing() -> None:
    outbox = Outbox(PLENTY)
    (first,) = fill(outbox, draft("1"))

    assert outbox.acknowledge({"client_id": "other"}) is None
    assert outbox.refuse({"client_id": None, "code": "bad_frame"}, 0.0) is None
    assert outbox.next(0.0) is first


async def test_the_longest_silence_counts_only_what_this_connection_carries() -> None:
    outbox = Outbox(PLENTY)
    fill(outbox, draft("1", "a"), draft("1", "b"))
    outbox.next(1.0)
    outbox.next(5.0)
    assert outbox.oldest_unanswered(8.0) == 7.0

    outbox.begin_again()

    assert outbox.oldest_unanswered(8.0) == 0.0


async def test_giving_up_answers_everybody() -> None:
    outbox = Outbox(PLENTY)
    (first,) = fill(outbox, draft("1"))

    outbox.give_up(ServerGone("away"))

    with pytest.raises(ServerGone):
        await first.answer
    assert outbox.wait(0.0) is None
