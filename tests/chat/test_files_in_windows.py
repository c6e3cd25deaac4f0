"""A file as windows send and see it: by socket, by HTTPS, as a note, and on a supervisor's page."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from chat import polling
from chat.models import File
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tests.chat.uploads import kept
from tests.chat.windows import Window, Windows, look_into, talk

pytestmark = pytest.mark.django_db(transaction=True)
keep = sync_to_async(kept)


async def send(window: Window, chat: Any, *files: File | str, **fields: Any) -> str:
    client_id = fields.pop("client_id", str(uuid.uuid4()))
    ids = [file if isinstance(file, str) else str(file.pk) for file in files]
    frame = {"chat": str(chat), "client_id": client_id, "body": "error.png", "attachments": ids}
    await window.send(type="send", **{**frame, **fields})
    return client_id


def wire(file: File) -> dict[str, Any]:
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "content_type": file.content_type,
    }


async def test_the_other_side_sees_the_file_with_its_message(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    file = await keep(opened.chat)

    client_id = await send(visitor, chat, file)

    assert (await visitor.hear("ok", client_id=client_id))["duplicate"] is False
    event = await console.hear("event", client_id=client_id)
    assert (event["body"], event["attachments"]) == ("error.png", [wire(file)])


async def test_a_window_that_comes_later_finds_it_in_the_log(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, _console = await talk(windows, opened, agent)
    file = await keep(opened.chat)
    client_id = await send(visitor, chat, file)
    await visitor.hear("ok", client_id=client_id)

    late = await windows.visitor(opened.token)
    page = await late.hear("page", chat=chat)

    assert page["events"][-1]["attachments"] == [wire(file)]


async def test_sent_again_with_the_same_client_id_it_is_a_duplicate(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, _console = await talk(windows, opened, agent)
    file = await keep(opened.chat)
    client_id = await send(visitor, chat, file)
    first = await visitor.hear("ok", client_id=client_id)

    await send(visitor, chat, file, client_id=client_id)

    again = await visitor.hear("ok", client_id=client_id)
    assert (again["seq"], again["duplicate"]) == (first["seq"], True)


@pytest.mark.parametrize("wrong", ["no id", "00000000-0000-0000-0000-000000000000"])
async def test_what_is_no_file_of_the_chat_is_refused(
    windows: Windows, opened: Any, agent: User, wrong: str
) -> None:
    chat, visitor, _console = await talk(windows, opened, agent)

    client_id = await send(visitor, chat, wrong)

    error = await visitor.hear("error", client_id=client_id)
    assert (error["code"], error["retry"]) == ("unknown_file", False)


async def test_a_file_said_twice_is_refused_the_second_time(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, _console = await talk(windows, opened, agent)
    file = await keep(opened.chat)
    await visitor.hear("ok", client_id=await send(visitor, chat, file))

    again = await send(visitor, chat, file)

    assert (await visitor.hear("error", client_id=again))["code"] == "unknown_file"


async def test_more_than_ten_in_one_message_are_no_frame(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, _console = await talk(windows, opened, agent)

    client_id = await send(visitor, chat, *[str(uuid.uuid4())] * 11)

    assert (await visitor.hear("error", client_id=client_id))["code"] == "bad_frame"


async def test_the_file_of_a_note_is_nothing_to_the_visitor(
    windows: Windows, opened: Any, agent: User
) -> None:
    chat, visitor, console = await talk(windows, opened, agent)
    file = await keep(opened.chat, by=agent)

    client_id = await send(console, chat, file, note=True)

    noted = await console.hear("event", client_id=client_id)
    assert noted["attachments"] == [wire(file)]
    assert await visitor.hear("event", seq=noted["seq"]) == {
        "type": "event",
        "chat": chat,
        "seq": noted["seq"],
        "kind": "skip",
    }


async def test_who_looks_in_sees_it_too_and_whispers_without_files(
    windows: Windows, opened: Any, agent: User, make_agent: MakeAgent
) -> None:
    chief = await sync_to_async(make_agent)("berit", role="supervisor", online=False)
    chat, visitor, _console = await talk(windows, opened, agent)
    looking = await look_into(windows, chief, chat)
    file = await keep(opened.chat)

    client_id = await send(visitor, chat, file)

    seen = await looking.hear("event", client_id=client_id)
    assert seen["attachments"] == [wire(file)]
    whispered = await send(looking, chat, file, note=True)
    assert (await looking.hear("error", client_id=whispered))["code"] == "not_allowed"


async def test_over_https_it_is_said_as_on_the_socket(windows: Windows, opened: Any) -> None:
    file, answers = await keep(opened.chat), []
    frame = {"client_id": str(uuid.uuid4()), "body": "error.png", "attachments": [str(file.pk)]}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(frame).encode()}

    async def answer(event: dict[str, Any]) -> None:
        answers.append(event)

    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(b"authorization", f"Bearer {opened.token}".encode())],
        "query_string": b"",
        "url_route": {"kwargs": {"chat": opened.chat.pk}},
    }
    await polling.events(scope, receive, answer)

    assert json.loads(answers[1]["body"])["type"] == "ok"
    stored = await sync_to_async(opened.chat.events.get)(client_id=frame["client_id"])
    assert stored.data == {"attachments": [wire(file)]}
