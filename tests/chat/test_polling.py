"""The same chat over plain HTTPS."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import HttpCommunicator

from chat.actions import close_chat
from chat.choices import EndReason
from chat.models import Chat
from chat.polling import MAX_WAITING
from chat.routing import requests
from tests.chat.windows import Windows

application = URLRouter(requests)
pytestmark = pytest.mark.django_db(transaction=True)


def path(opened: Any, query: str = "") -> str:
    return f"/api/v1/chats/{opened.chat.pk}/events/{query}"


class Answer:
    """What came back of one request."""

    def __init__(self, reply: dict[str, Any]) -> None:
        self.status_code: int = reply["status"]
        self._body: bytes = reply["body"]

    def json(self) -> Any:
        return json.loads(self._body)


async def ask(method: str, address: str, token: str, body: bytes = b"") -> Answer:
    headers = [(b"authorization", f"Bearer {token}".encode())]
    request = HttpCommunicator(application, method, address, body=body, headers=headers)
    return Answer(await request.get_response(timeout=30))


async def get(opened: Any, query: str = "", token: str | None = None) -> Answer:
    return await ask("GET", path(opened, query), opened.token if token is None else token)


async def post(opened: Any, **fields: Any) -> Answer:
    return await ask("POST", path(opened), opened.token, json.dumps(fields).encode())


async def test_the_log_is_read_from_a_number_on(windows: Windows, opened: Any) -> None:
    page = (await get(opened, "?after=1")).json()

    assert [event["body"] for event in page["events"]] == ["Printer on fire"]
    assert (page["after"], page["head"], page["more"], page["epoch"]) == (
        1,
        2,
        False,
        opened.chat.epoch,
    )


async def test_a_message_over_https_is_acknowledged_and_shown_in_sockets(
    windows: Windows, opened: Any
) -> None:
    visitor = await windows.visitor(opened.token)
    client_id = str(uuid.uuid4())

    ok = (await post(opened, client_id=client_id, body="By post")).json()
    shown = await visitor.hear("event", client_id=client_id)
    again = (await post(opened, client_id=client_id, body="By post")).json()

    assert (ok["type"], ok["seq"], ok["duplicate"]) == ("ok", 3, False)
    assert (shown["seq"], shown["body"]) == (3, "By post")
    assert (again["seq"], again["duplicate"]) == (3, True)


async def test_a_waiting_request_is_answered_when_something_is_said(
    windows: Windows, opened: Any
) -> None:
    waiting = asyncio.ensure_future(get(opened, "?after=2&wait=20"))
    await asyncio.sleep(0.2)

    await post(opened, client_id=str(uuid.uuid4()), body="Anybody?")
    page = (await asyncio.wait_for(waiting, 5)).json()

    assert [event["body"] for event in page["events"]] == ["Anybody?"]


async def test_one_token_may_hold_a_few_requests_and_no_more(windows: Windows, opened: Any) -> None:
    waiting = [asyncio.ensure_future(get(opened, "?after=2&wait=20")) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0.5)

    refused = await get(opened, "?after=2&wait=20")
    now = await get(opened, "?after=0&wait=20")
    await post(opened, client_id=str(uuid.uuid4()), body="Anybody?")
    pages = [(await request).json() for request in waiting]

    assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
    assert now.status_code == 200
    assert [len(page["events"]) for page in pages] == [1] * MAX_WAITING


async def test_a_request_whose_window_is_gone_waits_no_longer(
    windows: Windows, opened: Any
) -> None:
    request = HttpCommunicator(
        application,
        "GET",
        path(opened, "?after=2&wait=20"),
        headers=[(b"authorization", f"Bearer {opened.token}".encode())],
    )
    await request.send_input({"type": "http.request", "body": b""})
    await asyncio.sleep(0.3)

    await request.send_input({"type": "http.disconnect"})

    assert await request.receive_output(3)


async def test_without_news_the_page_is_empty_after_the_wait(windows: Windows, opened: Any) -> None:
    page = (await get(opened, "?after=2&wait=1")).json()

    assert (page["events"], page["head"]) == ([], 2)


async def test_the_chat_can_be_ended_over_https(windows: Windows, opened: Any) -> None:
    ok = await post(opened, type="close", client_id=str(uuid.uuid4()))
    late = await post(opened, client_id=str(uuid.uuid4()), body="Wait")

    assert ok.json()["type"] == "ok"
    assert (late.status_code, late.json()["code"]) == (409, "chat_closed")
    assert (await Chat.objects.aget(pk=opened.chat.pk)).end_reason == EndReason.VISITOR


@pytest.mark.parametrize("query", ["?after=-1", "?after=x", "?wait=9999", "?after=1e3"])
async def test_a_position_that_is_no_number_is_refused(
    windows: Windows, opened: Any, query: str
) -> None:
    answer = await get(opened, query)

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_frame")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 400, "bad_frame"),
        ({"client_id": str(uuid.uuid4()), "body": " "}, 400, "bad_frame"),
        ({"client_id": str(uuid.uuid4()), "body": "x" * 8001}, 413, "too_large"),
        ({"client_id": str(uuid.uuid4()), "body": "x", "note": True}, 403, "not_allowed"),
        ({"type": "accept"}, 400, "bad_frame"),
    ],
)
async def test_what_a_socket_would_refuse_is_refused_here(
    windows: Windows, opened: Any, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = await post(opened, **fields)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_without_the_token_there_is_no_such_chat(windows: Windows, opened: Any) -> None:
    answer = await get(opened, token="wrong")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_chat")


async def test_haste_over_https_counts_with_the_sockets(
    windows: Windows, opened: Any, settings: Any
) -> None:
    settings.CHAT = {**settings.CHAT, "visitor_burst": 1, "visitor_per_s": 0.1}
    visitor = await windows.visitor(opened.token)
    await visitor.say(opened.chat.pk, "One")
    await visitor.hear("ok")

    answer = await post(opened, client_id=str(uuid.uuid4()), body="Two")

    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")


async def test_a_chat_that_has_ended_is_not_waited_for(windows: Windows, opened: Any) -> None:
    await sync_to_async(close_chat)(opened.chat.pk, reason=EndReason.VISITOR)

    page = (await asyncio.wait_for(get(opened, "?after=99&wait=20"), 3)).json()

    assert page["events"] == []
