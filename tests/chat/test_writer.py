"""Messages are stored once, numbered without gaps, whatever happens beside them."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction

from chat import pool
from chat.actions import accept_chat, close_chat
from chat.choices import EndReason, Speaker
from chat.models import Chat, Event
from chat.writer import Message, Writer
from tests.chat.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)


def said(chat: Chat, body: str = "Hello", **fields: Any) -> Message:
    base = {"client_id": uuid.uuid4(), "role": Speaker.VISITOR, "name": "Aino"}
    return Message(chat=chat.pk, body=body, **{**base, **fields})


@sync_to_async
def log_of(chat: Chat) -> list[tuple[int, str]]:
    return list(Event.objects.filter(chat=chat).order_by("seq").values_list("seq", "body"))


async def test_a_message_gets_the_next_number(windows: Windows, opened: Any) -> None:
    verdict = await Writer().append(said(opened.chat, "Still on fire"))

    assert (verdict.code, verdict.seq) == ("ok", 3)
    assert await log_of(opened.chat) == [(1, ""), (2, "Printer on fire"), (3, "Still on fire")]


async def test_300_at_once_from_three_writers_leave_no_gap(windows: Windows, opened: Any) -> None:
    writers = [Writer() for _ in range(3)]

    verdicts = await asyncio.gather(
        *(writers[n % 3].append(said(opened.chat, str(n))) for n in range(300))
    )

    assert sorted(verdict.seq for verdict in verdicts) == list(range(3, 303))
    assert [seq for seq, _ in await log_of(opened.chat)] == list(range(1, 303))


async def test_one_writer_keeps_the_order_in_which_it_was_told(
    windows: Windows, opened: Any
) -> None:
    writer = Writer()

    await asyncio.gather(*(writer.append(said(opened.chat, str(n))) for n in range(50)))

    assert [body for _, body in await log_of(opened.chat)][2:] == [str(n) for n in range(50)]


async def test_the_same_client_id_is_stored_once(windows: Windows, opened: Any) -> None:
    message = said(opened.chat)

    first = await Writer().append(message)
    again = await Writer().append(message)

    assert (again.code, again.seq, again.at) == ("duplicate", first.seq, first.at)
    assert len(await log_of(opened.chat)) == 3


async def test_the_same_client_id_at_the_same_moment_is_stored_once(
    windows: Windows, opened: Any
) -> None:
    message = said(opened.chat)

    verdicts = await asyncio.gather(*(Writer().append(message) for _ in range(8)))

    assert sorted(verdict.code for verdict in verdicts) == ["duplicate"] * 7 + ["ok"]
    assert {verdict.seq for verdict in verdicts} == {3}


async def test_the_same_client_id_twice_in_one_batch_is_stored_once(
    windows: Windows, opened: Any
) -> None:
    writer, message = Writer(), said(opened.chat)

    verdicts = await asyncio.gather(*(writer.append(message) for _ in range(3)))

    assert sorted(verdict.code for verdict in verdicts) == ["duplicate", "duplicate", "ok"]


async def test_the_same_client_id_with_other_words_is_a_conflict(
    windows: Windows, opened: Any
) -> None:
    client_id = uuid.uuid4()
    await Writer().append(said(opened.chat, "One", client_id=client_id))

    verdict = await Writer().append(said(opened.chat, "Two", client_id=client_id))

    assert verdict.code == "client_id_conflict"


async def test_a_bad_message_harms_no_other_of_its_batch(windows: Windows, opened: Any) -> None:
    writer = Writer()

    good, bad, late = await asyncio.gather(
        writer.append(said(opened.chat, "Good")),
        writer.append(said(opened.chat, "NUL \x00 cannot be stored")),
        writer.append(said(opened.chat, "Late")),
        return_exceptions=True,
    )

    assert getattr(good, "code", None) == "ok"
    assert getattr(late, "code", None) == "ok"
    assert isinstance(bad, Exception)
    assert [body for _, body in await log_of(opened.chat)][2:] == ["Good", "Late"]


async def test_messages_of_a_failed_batch_keep_their_order(windows: Windows, opened: Any) -> None:
    writer = Writer()
    bodies = ["NUL \x00", *(str(n) for n in range(20))]

    await asyncio.gather(
        *(writer.append(said(opened.chat, body)) for body in bodies), return_exceptions=True
    )

    assert [body for _, body in await log_of(opened.chat)][2:] == bodies[1:]


async def test_while_postgresql_is_away_everybody_who_waits_is_told_at_once(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def away(query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        asked.append(len(json.loads(values["messages"])))
        await asyncio.sleep(0.1)
        raise pool.Away

    monkeypatch.setattr("chat.writer.pool.fetch", away)
    writer = Writer()
    first = asyncio.create_task(writer.append(said(opened.chat, "One")))
    await asyncio.sleep(0.05)

    answers = await asyncio.gather(
        first, *(writer.append(said(opened.chat, str(n))) for n in range(5)), return_exceptions=True
    )

    assert {type(answer) for answer in answers} == {pool.Away}
    assert asked == [1]


async def test_a_message_that_cannot_even_be_sent_to_postgresql_keeps_nobody_waiting(
    windows: Windows, opened: Any
) -> None:
    writer = Writer()

    good, bad = await asyncio.wait_for(
        asyncio.gather(
            writer.append(said(opened.chat, "Good")),
            writer.append(said(opened.chat, "Half a sign \ud83d")),
            return_exceptions=True,
        ),
        5,
    )

    assert getattr(good, "code", None) == "ok"
    assert isinstance(bad, UnicodeEncodeError)


async def test_what_a_dead_process_stored_is_told_when_it_is_sent_again(
    windows: Windows, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = said(opened.chat, "Anybody?")
    with monkeypatch.context() as dying:
        dying.setattr("chat.writer._tell", lambda *_: None)
        await Writer().append(message)
    visitor = await windows.visitor(
        opened.token, chats={str(opened.chat.pk): {"epoch": opened.chat.epoch, "after": 3}}
    )

    await Writer().append(message)

    shown = await visitor.hear("event")
    assert (shown["seq"], shown["body"]) == (3, "Anybody?")


async def test_after_the_end_nothing_is_stored(windows: Windows, opened: Any) -> None:
    await sync_to_async(close_chat)(opened.chat.pk, reason=EndReason.VISITOR)

    verdict = await Writer().append(said(opened.chat))

    assert verdict.code == "chat_closed"


async def test_a_chat_that_is_not_there_is_unknown(windows: Windows, opened: Any) -> None:
    verdict = await Writer().append(said(Chat(id=uuid.uuid4())))

    assert verdict.code == "unknown_chat"


async def test_an_agent_who_has_not_the_chat_may_not_write(windows: Windows, opened: Any) -> None:
    verdict = await Writer().append(said(opened.chat, role=Speaker.AGENT, author=999_999))

    assert verdict.code == "not_allowed"


async def test_the_agents_first_message_stamps_the_first_reply_and_a_note_does_not(
    windows: Windows, opened: Any, agent: Any
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    ours = {"role": Speaker.AGENT, "author": agent.pk, "name": "Anna"}

    await Writer().append(said(opened.chat, "Looks bad", note=True, **ours))
    before = await Chat.objects.aget(pk=opened.chat.pk)
    first = await Writer().append(said(opened.chat, "Hello!", **ours))
    await Writer().append(said(opened.chat, "Which printer?", **ours))
    after = await Chat.objects.aget(pk=opened.chat.pk)

    assert before.first_reply_at is None
    assert after.first_reply_at == first.at


async def test_a_chat_that_is_held_holds_up_no_other(
    windows: Windows, desk: Any, agent: Any
) -> None:
    from chat.actions import open_chat

    held = await sync_to_async(open_chat)(question="Held", language="en")
    free = await sync_to_async(open_chat)(question="Free", language="en")
    writer, holding, release = Writer(), asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def hold() -> None:
        with transaction.atomic():
            Chat.objects.select_for_update().get(pk=held.chat.pk)
            loop.call_soon_threadsafe(holding.set)
            asyncio.run_coroutine_threadsafe(release.wait(), loop).result(5)
        connection.close()

    holder = loop.run_in_executor(None, hold)
    await holding.wait()
    waiting = asyncio.ensure_future(writer.append(said(held.chat)))
    verdict = await asyncio.wait_for(writer.append(said(free.chat)), 2)
    still_held = not waiting.done()
    release.set()

    assert verdict.code == "ok"
    assert still_held
    assert (await waiting).code == "ok"
    await holder
