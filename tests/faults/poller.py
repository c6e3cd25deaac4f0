"""A visitor's window where no socket gets through: it asks for pages and posts what is said."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from chat.client import ChatRefused, Draft, Endpoint, Opened
from chat.client.visitor import Shown
from chat.client.window import Json, Window

WAIT_S = 5
LIMIT_S = 20.0
REST_S = 1.0
HANDS = ThreadPoolExecutor(64, "poller")
"""A request that waits holds a thread; the loop's own are for the tests."""


class Poller:
    """Does what `Visitor` does, over HTTPS. `run` it in a task until `stop`."""

    def __init__(self, endpoint: Endpoint, opened: Opened, *, on_shown: Shown) -> None:
        self.losses = 0
        self._address = f"{endpoint.origin}/api/v1/chats/{opened.chat}/events/"
        self._token = opened.token
        self._chat = opened.chat
        self._on_shown = on_shown
        self._window = Window()
        self._drafts: asyncio.Queue[Draft] = asyncio.Queue()
        self._stopping = asyncio.Event()

    def say(self, body: str) -> Draft:
        return self._put({"type": "send", "chat": self._chat, "body": body})

    def close(self) -> Draft:
        return self._put({"type": "close", "chat": self._chat})

    def stop(self) -> None:
        self._stopping.set()

    async def run(self) -> None:
        work = [asyncio.create_task(one) for one in (self._read(), self._write())]
        await self._stopping.wait()
        for task in work:
            task.cancel()
        for result in await asyncio.gather(*work, return_exceptions=True):
            if isinstance(result, Exception):
                raise result

    def _put(self, frame: Json) -> Draft:
        draft = Draft(frame, asyncio.get_running_loop().create_future())
        self._drafts.put_nowait(draft)
        return draft

    async def _read(self) -> None:
        while True:
            page = await self._ask(f"?after={self._window.applied}&wait={WAIT_S}")
            if page.get("type") != "page":
                self.losses += 1
                await asyncio.sleep(random.uniform(0, REST_S))
                continue
            for entry in self._window.take_page(page["events"], page["head"]):
                self._on_shown(entry, time.monotonic())

    async def _write(self) -> None:
        while True:
            draft = await self._drafts.get()
            while not draft.answer.done():
                answer = await self._ask("", draft.frame)
                if answer.get("type") == "ok":
                    draft.answer.set_result(answer)
                elif answer.get("retry", not answer):
                    await asyncio.sleep(answer.get("after_ms", 1000 * REST_S) / 1000)
                else:
                    draft.answer.set_exception(ChatRefused(str(answer.get("code"))))

    async def _ask(self, query: str, frame: Json | None = None) -> Json:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(HANDS, self._request, query, frame)

    def _request(self, query: str, frame: Json | None) -> Json:
        """The server's answer; empty where there was none that it gave."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        data = None if frame is None else json.dumps(frame).encode()
        asked = urllib.request.Request(self._address + query, data, headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with contextlib.suppress(OSError, ValueError):
            try:
                with opener.open(asked, timeout=LIMIT_S) as answer:
                    return dict(json.load(answer))
            except urllib.error.HTTPError as refused:
                return dict(json.load(refused))
        return {}
