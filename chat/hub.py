"""One hub a process: hands notices to the sockets that follow what they are about."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from channels.db import DatabaseSyncToAsync
from channels.layers import get_channel_layer
from django.conf import settings

from chat import pool
from chat.entries import Entry, as_uuid, from_notice
from chat.queue import Snapshot, snapshot
from helpdesk import realtime

if TYPE_CHECKING:
    from chat.sockets import Socket

logger = logging.getLogger(__name__)

COALESCE_S = 0.1

SEEN = """
WITH free AS (SELECT id FROM chat_chat WHERE id = ANY(%(chats)s) AND ended_at IS NULL
              ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
UPDATE chat_chat c SET visitor_seen_at = now() FROM free WHERE c.id = free.id
"""
PRESENT = "UPDATE chat_presence SET seen_at = now() WHERE user_id = ANY(%(users)s)"
HEADS = "SELECT id::text, head FROM chat_chat WHERE id = ANY(%(chats)s)"


class Hub:
    """Who follows what in this process. All methods run in the loop that made it."""

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self._followers: defaultdict[str, set[Socket]] = defaultdict(set)
        self._tasks: set[asyncio.Task[None]] = set()
        self._endless: list[asyncio.Task[None]] = []
        self._refreshing = False
        self._beats = 0

    def start(self) -> None:
        realtime.listen_here(self.deliver)
        loop = asyncio.get_running_loop()
        self._endless = [loop.create_task(self._listen()), loop.create_task(self._beat())]

    async def stop(self) -> None:
        """Stops listening and lets what has begun come to its end."""
        realtime.stop_listening(self.deliver)
        for task in self._endless:
            task.cancel()
        await asyncio.gather(*self._endless, *self._tasks, return_exceptions=True)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something beside the sockets' reading; what fails is logged, never swallowed."""
        task = asyncio.get_running_loop().create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- who follows what

    def follow(self, subject: str, socket: Socket) -> None:
        self._followers[subject].add(socket)

    def unfollow(self, subject: str, socket: Socket) -> None:
        followers = self._followers.get(subject)
        if followers:
            followers.discard(socket)
            if not followers:
                del self._followers[subject]

    # --- notices

    def deliver(self, notices: Sequence[realtime.Notice]) -> None:
        """Hands each notice to its followers; entries in the order in which they were committed."""
        for notice in notices:
            if notice["to"] == "queue":
                self.refresh_queue()
                continue
            followers = list(self._followers.get(notice["to"], ()))
            if not followers:
                continue
            entry: Entry | None = from_notice(notice) if "entry" in notice else None
            for socket in followers:
                if entry:
                    socket.on_entry(entry)
                else:
                    socket.on_notice(notice)

    async def _listen(self) -> None:
        while True:
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(realtime.GROUP, channel)
                while True:
                    message = await layer.receive(channel)
                    if message["origin"] != realtime.ORIGIN:
                        self.deliver(message["notices"])
            except Exception as error:  # Redis is a hint: its errors only cost time
                logger.warning("not listening to other processes: %s", type(error).__name__)
                await asyncio.sleep(1)

    # --- the queue

    def refresh_queue(self) -> None:
        """Sends the queue to all consoles and the places to all waiting visitors, soon and once."""
        if not self._refreshing:
            self._refreshing = True
            self.spawn(self._refresh_queue())

    async def _refresh_queue(self) -> None:
        await asyncio.sleep(COALESCE_S)
        self._refreshing = False
        interested = [socket for socket in self.sockets if socket.wants_queue]
        for language in {socket.language for socket in interested}:
            shot: Snapshot = await in_thread(snapshot, language)
            for socket in interested:
                if socket.language == language:
                    socket.on_queue(shot)

    # --- the beat

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(settings.CHAT["beat_s"])
            self._beats += 1
            try:
                await self._ping()
            except Exception as error:  # without PostgreSQL there are no heads; the next beat tries
                logger.warning("a beat was missed: %s", type(error).__name__)

    async def _ping(self) -> None:
        """Stamps who is alive, then tells each window the heads of its chats: one query for all."""
        sockets = [socket for socket in self.sockets if socket.greeted]
        await self.stamp(sockets)
        chats = {chat for socket in sockets for chat in socket.following}
        rows = await pool.fetch(HEADS, {"chats": [as_uuid(c) for c in chats]}) if chats else []
        heads = dict(rows)
        for socket in sockets:
            socket.ping(self._beats, {c: heads[c] for c in socket.following if c in heads})

    async def stamp(self, sockets: list[Socket]) -> None:
        """Writes down which visitors and agents have given a sign since the last beat."""
        alive = [socket for socket in sockets if socket.take_sign_of_life()]
        visitors = [as_uuid(s.visitor_chat) for s in alive if s.visitor_chat]
        users = [s.user_id for s in alive if s.user_id]
        if visitors:
            await pool.fetch(SEEN, {"chats": visitors})
        if users:
            await pool.fetch(PRESENT, {"users": users})


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        logger.exception("work beside the sockets failed")


async def in_thread(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Runs synchronous ORM work in a thread of its own, with connections opened and given back."""
    return await DatabaseSyncToAsync(work, thread_sensitive=False)(*args, **kwargs)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def get_hub() -> Hub:
    """The running loop's hub, started at first use."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = Hub()
        hub.start()
    return hub


async def stop_hub() -> None:
    """Ends the running loop's hub, if it has one."""
    hub = _hubs.pop(asyncio.get_running_loop(), None)
    if hub:
        await hub.stop()
