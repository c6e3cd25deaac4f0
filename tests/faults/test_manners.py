"""Windows that confirm nothing, read nothing, or flood are let go; the others notice nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.faults.conversation import Conversation
from tests.faults.crowd import crowd
from tests.faults.desk import Desk

CHATS = 6
LONG = "x" * 7000
MESSAGES = 60
FLOOD = 1500


async def test_windows_that_confirm_nothing_are_let_go_and_the_others_notice_nothing(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="window that confirms nothing", seed=seed) as people:
        for _ in range(rounds):
            talk = people.talks[0]
            address = people.visitors_at.url
            async with (
                people.talking(),
                _second_window(address, talk) as silent,
                _second_window(address, talk) as frozen,
            ):
                people.faults += 2
                reading = asyncio.create_task(_close_code(silent))
                drafts = [talk.say("agent", words=LONG) for _ in range(MESSAGES)]
                await asyncio.gather(*(draft.answer for draft in drafts))
                assert await reading == 4500
                # Who reads nothing at all does not get as far as the reason.
                assert await _close_code(frozen) in (4500, 1006)
            await people.check()
        assert people.losses == 0
        await people.finish()


async def test_a_window_that_floods_is_let_go_and_the_others_notice_nothing(
    desk: Desk, rounds: int, seed: int
) -> None:
    async with crowd(desk, CHATS, fault="window that floods", seed=seed) as people:
        for _ in range(rounds):
            talk = people.talks[0]
            async with people.talking(), _second_window(people.visitors_at.url, talk) as flooder:
                await people.some_time(1.0, 2.0)
                people.faults += 1
                await _flood(flooder, talk.journal.chat)
                assert await _close_code(flooder) == 4429
                await people.some_time(1.0, 2.0)
                await people.recover()
            await people.check()
        assert people.losses == 0
        await people.finish()


@contextlib.asynccontextmanager
async def _second_window(url: str, talk: Conversation) -> AsyncIterator[ClientConnection]:
    """Another window of the same visitor, greeted; nothing reads what comes then."""
    origin = url.replace("ws", "http", 1)
    hello = {"type": "hello", "v": 1, "token": talk.opened.token, "chats": {}}
    async with connect(
        f"{url}/ws/chat/",
        additional_headers={"Origin": origin},
        proxy=None,
        compression=None,
        ping_interval=None,
        max_queue=1,
    ) as window:
        await window.send(json.dumps(hello))
        assert json.loads(await window.recv())["type"] == "welcome"
        yield window


async def _flood(window: ClientConnection, chat: str) -> None:
    frame = json.dumps({"type": "typing", "chat": chat, "on": True})
    with contextlib.suppress(ConnectionClosed):
        for _ in range(FLOOD):
            await window.send(frame)


async def _close_code(window: ClientConnection) -> int | None:
    """Reads to the end; how the server ended it."""
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(60):
            while True:
                await window.recv()
    return window.close_code
