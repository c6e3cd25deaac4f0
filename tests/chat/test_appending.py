"""A message says its files in the statement that stores it: each once, and whole or not at all."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat.actions import accept_chat, close_chat, open_chat
from chat.choices import EndReason, Speaker
from chat.models import Chat, Event, File
from chat.writer import Message, Writer
from helpdesk.people.models import User
from tests.chat.uploads import PDF, kept
from tests.chat.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)
keep = sync_to_async(kept)


def said(chat: Chat, *files: File, body: str = "See", **fields: Any) -> Message:
    base = {"client_id": uuid.uuid4(), "role": Speaker.VISITOR, "name": "Aino"}
    return Message(chat=chat.pk, body=body, files=[f.pk for f in files], **{**base, **fields})


@sync_to_async
def seq_of(file: File) -> int | None:
    return File.objects.get(pk=file.pk).seq


@sync_to_async
def attachments_of(chat: Chat, seq: int | None) -> Any:
    return Event.objects.get(chat=chat, seq=seq).data.get("attachments")


def shown(file: File) -> dict[str, Any]:
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "content_type": file.content_type,
    }


async def test_a_message_says_its_files_in_their_order(windows: Windows, opened: Any) -> None:
    first = await keep(opened.chat, "a.png")
    second = await keep(opened.chat, "b.pdf", PDF)

    verdict = await Writer().append(said(opened.chat, second, first))

    assert (verdict.code, verdict.files) == ("ok", [shown(second), shown(first)])
    assert await attachments_of(opened.chat, verdict.seq) == [shown(second), shown(first)]
    assert [await seq_of(first), await seq_of(second)] == [verdict.seq, verdict.seq]


async def test_messages_with_and_without_files_of_one_batch_keep_their_order(
    windows: Windows, opened: Any
) -> None:
    writer, file = Writer(), await keep(opened.chat)
    messages = [said(opened.chat, body="1"), said(opened.chat, file, body="2")]
    messages.append(said(opened.chat, body="3"))

    verdicts = await asyncio.gather(*(writer.append(message) for message in messages))

    assert [(v.seq, bool(v.files)) for v in verdicts] == [(3, False), (4, True), (5, False)]
    assert await attachments_of(opened.chat, 3) is None


async def test_the_same_message_again_is_a_duplicate_with_its_files(
    windows: Windows, opened: Any
) -> None:
    file = await keep(opened.chat)
    message = said(opened.chat, file)
    first = await Writer().append(message)

    again = await Writer().append(message)

    assert (again.code, again.seq, again.files) == ("duplicate", first.seq, [shown(file)])


@pytest.mark.parametrize("other", ["none", "another"])
async def test_the_same_client_id_with_other_files_is_a_conflict(
    windows: Windows, opened: Any, other: str
) -> None:
    file, spare = await keep(opened.chat), await keep(opened.chat, "spare.png")
    client_id = uuid.uuid4()
    await Writer().append(said(opened.chat, file, client_id=client_id))
    files = [spare] if other == "another" else []

    verdict = await Writer().append(said(opened.chat, *files, client_id=client_id))

    assert verdict.code == "client_id_conflict"
    assert await seq_of(spare) is None


async def test_a_file_is_said_once_however_many_try_at_the_same_moment(
    windows: Windows, opened: Any
) -> None:
    file = await keep(opened.chat)

    verdicts = await asyncio.gather(*(Writer().append(said(opened.chat, file)) for _ in range(6)))

    assert sorted(v.code for v in verdicts) == ["ok", *["unknown_file"] * 5]


async def test_two_messages_of_one_batch_cannot_say_the_same_file(
    windows: Windows, opened: Any
) -> None:
    writer, file = Writer(), await keep(opened.chat)

    verdicts = await asyncio.gather(*(writer.append(said(opened.chat, file)) for _ in range(2)))

    assert [v.code for v in verdicts] == ["ok", "unknown_file"]


async def test_a_message_with_one_wrong_file_is_not_stored(windows: Windows, opened: Any) -> None:
    other = await sync_to_async(open_chat)(question="Mine", language="en")
    good, foreign = await keep(opened.chat), await keep(other.chat)

    for files in ([good, foreign], [good, good], [File(chat=opened.chat)]):
        verdict = await Writer().append(said(opened.chat, *files))
        assert verdict.code == "unknown_file"
    assert await seq_of(good) is None
    assert await sync_to_async(opened.chat.events.count)() == 2


async def test_one_side_cannot_say_what_the_other_has_uploaded(
    windows: Windows, opened: Any, agent: User
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    theirs = await keep(opened.chat, by=agent)

    verdict = await Writer().append(said(opened.chat, theirs))

    assert verdict.code == "unknown_file"


async def test_a_note_keeps_its_file_from_the_visitor(
    windows: Windows, opened: Any, agent: User
) -> None:
    await sync_to_async(accept_chat)(opened.chat.pk, agent=agent)
    file = await keep(opened.chat, by=agent)
    note = said(opened.chat, file, role=Speaker.AGENT, author=agent.pk, note=True)

    await Writer().append(note)

    stored = await sync_to_async(File.objects.get)(pk=file.pk)
    to_visitor = opened.chat.files.shown_to(Speaker.VISITOR, None)
    assert stored.is_internal
    assert not await sync_to_async(to_visitor.exists)()


async def test_after_the_end_nothing_is_said(windows: Windows, opened: Any) -> None:
    file = await keep(opened.chat)
    await sync_to_async(close_chat)(opened.chat.pk, reason=EndReason.VISITOR)

    verdict = await Writer().append(said(opened.chat, file))

    assert verdict.code == "chat_closed"
