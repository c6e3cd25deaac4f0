"""`GET /api/v1/desk/changes/?known=MARK&topic=ID`: the desk as soon as it differs from what a start
page shows.

Answers at once where `known` is not how the desk stands, else when it changes, or after 25 s with
204. An ASGI application of its own: a page that waits holds no thread of Django's.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from chat import protocol
from chat.door import State, mark
from chat.handshake import Scope
from chat.hub import get_hub
from chat.references import find_topic
from chat.refusals import refusal
from chat.sockets import Receive, Send
from chat.threads import in_thread

WAIT_S = 25.0
MOST_WATCHERS = 5_000
"""So many pages of one process may wait; one more asks again later."""
HEADERS = [
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
Answer = tuple[HTTPStatus, State]
FAILED = {True: HTTPStatus.SERVICE_UNAVAILABLE, False: HTTPStatus.BAD_REQUEST}


async def changes(scope: Scope, receive: Receive, send: Send) -> None:
    """Open to everybody, as the page is."""
    try:
        status, state = await _answer(scope, receive)
    except Exception as error:  # every request is answered, and never with an exception's text
        refused = refusal(error, {})
        status, state = FAILED[refused.frame["retry"]], refused.frame
    body = b"" if status == HTTPStatus.NO_CONTENT else protocol.encode(state).encode()
    await send({"type": "http.response.start", "status": status.value, "headers": HEADERS})
    await send({"type": "http.response.body", "body": body})


async def _answer(scope: Scope, receive: Receive) -> Answer:
    if scope["method"] != "GET":
        return HTTPStatus.METHOD_NOT_ALLOWED, {}
    query = parse_qs(scope["query_string"].decode("latin-1"))
    known, topic = query.get("known", [""])[0], query.get("topic", [""])[0]
    team = await in_thread(_team_of, topic) if topic else None
    door = get_hub().door
    if door.watchers >= MOST_WATCHERS:
        return HTTPStatus.SERVICE_UNAVAILABLE, {}
    door.watchers += 1
    try:
        state = await _when_it_differs(known, team, receive)
    finally:
        door.watchers -= 1
    return (HTTPStatus.OK, state) if state else (HTTPStatus.NO_CONTENT, {})


def _team_of(topic: str) -> int | None:
    found = find_topic(topic)
    return found.team_id if found else None


async def _when_it_differs(known: str, team: int | None, receive: Receive) -> State | None:
    door = get_hub().door
    gone = asyncio.ensure_future(_disconnect(receive))
    loop = asyncio.get_running_loop()
    until = loop.time() + WAIT_S
    try:
        while (left := until - loop.time()) > 0 and not gone.done():
            state = door.state(team)
            if state and mark(state) != known:
                return {**state, "mark": mark(state)}
            look = asyncio.ensure_future(door.looked())
            await asyncio.wait({look, gone}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            look.cancel()
        return None
    finally:
        gone.cancel()


async def _disconnect(receive: Receive) -> Any:
    while (event := await receive())["type"] != "http.disconnect":
        pass
    return event
