"""The same chat over plain HTTPS, for networks that let no socket through.

`GET …/events/?after=n&wait=25` answers with a page as soon as there is something after `n`, or
after `wait` seconds with an empty one; a few requests of one token may wait at once.
`POST …/events/` takes the fields of a `send` or `close` frame. The same token, cleaning, limits,
log and errors as on the socket.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings

from chat import actions, log, protocol
from chat.cards import visitor_card
from chat.choices import OPEN_STATES, EndReason, Speaker
from chat.entries import Entry, for_visitor
from chat.flow import fitting
from chat.handshake import Scope, header
from chat.hub import get_hub
from chat.permissions import hash_token
from chat.presence import see_visitors
from chat.protocol import FrameError
from chat.refusals import refusal
from chat.sockets import Receive, Send
from chat.speech import Who, done, say
from chat.threads import in_thread

MAX_WAIT_S = 25
MAX_WAITING = 4
"""Windows of one person; each request that waits is held in memory."""
CROWDED_MS = 5000
HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
STATUS = {
    "bad_frame": HTTPStatus.BAD_REQUEST,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unknown_chat": HTTPStatus.NOT_FOUND,
    "rate_limited": HTTPStatus.TOO_MANY_REQUESTS,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "not_allowed": HTTPStatus.FORBIDDEN,
}


class Poll:
    """A request that waits until something is said."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()

    def on_entry(self, entry: Entry) -> None:
        self.woken.set()

    def on_notice(self, notice: dict[str, Any]) -> None:
        """Typing and read marks are not worth an answer."""


_waiting: Counter[str] = Counter()
"""How many requests wait in this process, by chat."""


@contextlib.contextmanager
def _among_few(chat: str) -> Iterator[None]:
    """Counts a request that waits; one too many is refused."""
    if _waiting[chat] >= MAX_WAITING:
        raise FrameError("rate_limited", {"chat": chat}, retry=True, after_ms=CROWDED_MS)
    _waiting[chat] += 1
    try:
        yield
    finally:
        _waiting[chat] -= 1
        if not _waiting[chat]:
            del _waiting[chat]


async def events(scope: Scope, receive: Receive, send: Send) -> None:
    """The log of one chat over HTTP; `Authorization: Bearer` holds the visitor's token.

    An ASGI application of its own: a request that waits holds no thread of Django's.
    """
    chat = str(scope["url_route"]["kwargs"]["chat"])
    try:
        body = await _body(receive)
        card = await _card(scope, chat)
        if scope["method"] == "GET":
            query = parse_qs(scope["query_string"].decode("latin-1"))
            answer = await _read(card, query, receive)
        elif scope["method"] == "POST":
            answer = await _write(card, body)
        else:
            raise FrameError("bad_frame", {"chat": chat})
        status = HTTPStatus.OK
    except Exception as error:  # every request is answered, and never with an exception's text
        refused = refusal(error, {"chat": chat})
        answer, status = refused.frame, STATUS.get(refused.code, HTTPStatus.CONFLICT)
    await send({"type": "http.response.start", "status": status.value, "headers": HEADERS})
    await send({"type": "http.response.body", "body": protocol.encode(answer).encode()})


async def _body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        event = await receive()
        body += event.get("body", b"")
        if len(body) > settings.CHAT["frame_bytes"]:
            raise FrameError("too_large")
        if not event.get("more_body"):
            return body


async def _card(scope: Scope, chat: str) -> dict[str, Any]:
    scheme, _, token = header(scope, b"authorization").partition(" ")
    card = await visitor_card(hash_token(token.strip())) if scheme.lower() == "bearer" else None
    if card is None or card["chat"] != chat:
        raise FrameError("unknown_chat", {"chat": chat})
    return card


async def _read(
    card: dict[str, Any], query: dict[str, list[str]], receive: Receive
) -> dict[str, Any]:
    after = _number(query, "after", 2**31 - 1)
    wait = min(_number(query, "wait", 3600), MAX_WAIT_S)
    page = await _page(card, after)
    if not page["events"] and wait and card["state"] in OPEN_STATES:
        with _among_few(card["chat"]):
            await _wait_for_entry(card, after, wait, receive)
        page = await _page(card, after)
    await see_visitors([UUID(card["chat"])])
    return {**page, "epoch": card["epoch"]}


async def _write(card: dict[str, Any], body: bytes) -> dict[str, Any]:
    frame = protocol.parse_body(body, chat=card["chat"])
    if isinstance(frame, protocol.Close):
        return await _close(frame)
    who = Who(Speaker.VISITOR, card["name"])
    return await say(frame, who=who, bucket=get_hub().bucket(who.role, card["chat"]))


def _number(query: dict[str, list[str]], name: str, most: int) -> int:
    text = query.get(name, ["0"])[0]
    if not text.isascii() or not text.isdecimal() or len(text) > 10 or int(text) > most:
        raise FrameError("bad_frame")
    return int(text)


async def _page(card: dict[str, Any], after: int) -> dict[str, Any]:
    entries = await log.page(UUID(card["chat"]), after=after, limit=settings.CHAT["page"])
    events = list(fitting([for_visitor(entry, alias=card["alias"]) for entry in entries]))
    last = entries[len(events) - 1].seq if events else after
    head = (await log.heads([UUID(card["chat"])]))[card["chat"]]
    page = {"type": "page", "chat": card["chat"], "after": after, "events": events}
    return {**page, "head": head, "more": bool(events) and head > last}


async def _wait_for_entry(card: dict[str, Any], after: int, wait: float, receive: Receive) -> None:
    """Returns when something was said after this number, after so many seconds, or when who asked
    is gone."""
    hub, poll, chat = get_hub(), Poll(), card["chat"]
    hub.follow_chat(chat, poll, head=min(after, card["head"]))
    try:
        # What was committed between the page and the watch is found by the heads.
        if (await log.heads([UUID(chat)])).get(chat, 0) <= after:
            await _first_of(poll.woken.wait(), receive(), within_s=wait)
    finally:
        hub.unfollow_chat(chat, poll)


async def _first_of(*awaited: Awaitable[Any], within_s: float) -> None:
    tasks = [asyncio.ensure_future(one) for one in awaited]
    try:
        await asyncio.wait(tasks, timeout=within_s, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(frame: protocol.Close) -> dict[str, Any]:
    entry, again = await in_thread(
        actions.close_chat,
        UUID(frame.chat),
        reason=EndReason.VISITOR,
        client_id=frame.client_id,
    )
    return done(entry, again=again)
