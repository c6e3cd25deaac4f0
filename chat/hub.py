"""One hub a process: hands notices to the sockets that follow what they are about."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from channels.layers import get_channel_layer
from django.conf import settings

from chat import pool, watch
from chat.choices import Speaker
from chat.entries import Entry, as_uuid, from_notice
from chat.limits import Bucket
from chat.presence import stamp_agents, stamp_visitors
from chat.queue import Snapshot, snapshot
from chat.threads import in_thread
from helpdesk import realtime

if TYPE_CHECKING:
    from chat.sockets import Socket

logger = logging.getLogger(__name__)

COALESCE_S = 0.1
MAX_BUCKETS = 20_000

HEADS = "SELECT id::text, head FROM chat_chat WHERE id = ANY(%(chats)s)"


class Follower(Protocol):
    """Whatever wants to hear of a chat or a person: sockets, and requests that wait."""

    def on_entry(self, entry: Entry) -> None: ...

    def on_notice(self, notice: dict[str, Any]) -> None: ...


class Hub:
    """Who follows what in this process. All methods run in the loop that made it."""

    def __init__(self) -> None:
        self.sockets: set[Socket] = set()
        self._followers: defaultdict[str, set[Follower]] = defaultdict(set)
        self._tasks: set[asyncio.Task[None]] = set()
        self._endless: list[asyncio.Task[None]] = []
        self._refreshing = False
        self.heard_at = 0.0
        """When this process last got anything through Redis, by the loop's clock."""
        self.heads: dict[str, int] = {}
        """The greatest number that this process has seen of each chat that its windows follow."""
        self._buckets: dict[str, Bucket] = {}

    def start(self) -> None:
        realtime.listen_here(self.deliver)
        loop = asyncio.get_running_loop()
        endless = [self._listen(), self._beat(), watch.pushes(self), watch.sessions(self)]
        self._endless = [loop.create_task(work) for work in endless]

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

    def follow(self, subject: str, follower: Follower) -> None:
        self._followers[subject].add(follower)

    def unfollow(self, subject: str, follower: Follower) -> None:
        followers = self._followers.get(subject)
        if followers:
            followers.discard(follower)
            if not followers:
                del self._followers[subject]

    def follow_chat(self, chat: str, follower: Follower, *, head: int) -> None:
        """From now on this follower gets the entries of this chat; it has those up to `head`."""
        self.heads[chat] = max(head, self.heads.get(chat, 0))
        self.follow(f"chat:{chat}", follower)

    def unfollow_chat(self, chat: str, follower: Follower) -> None:
        self.unfollow(f"chat:{chat}", follower)
        if f"chat:{chat}" not in self._followers:
            self.heads.pop(chat, None)

    def bucket(self, role: Speaker, key: str) -> Bucket:
        """How much one visitor's token, or one agent, may still say through this process."""
        name, side = f"{role.value}:{key}", role.value
        limits = settings.CHAT[f"{side}_burst"], settings.CHAT[f"{side}_per_s"]
        found = self._buckets.pop(name, None) or Bucket(*limits)
        self._buckets[name] = found
        while len(self._buckets) > MAX_BUCKETS:
            del self._buckets[next(iter(self._buckets))]
        return found

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
            if "entry" in notice:
                self.show(from_notice(notice))
                continue
            for socket in followers:
                socket.on_notice(notice)

    def show(self, entry: Entry) -> None:
        """Hands an entry to the windows that follow its chat; a window drops what it has."""
        self.heads[entry.chat] = max(entry.seq, self.heads.get(entry.chat, 0))
        for socket in list(self._followers.get(f"chat:{entry.chat}", ())):
            socket.on_entry(entry)

    @property
    def followed(self) -> list[str]:
        """The chats that windows of this process follow."""
        return [subject[5:] for subject in self._followers if subject.startswith("chat:")]

    async def _listen(self) -> None:
        while True:
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(realtime.GROUP, channel)
                while True:
                    message = await layer.receive(channel)
                    self.heard_at = asyncio.get_running_loop().time()
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
            try:
                await self._ping()
            except Exception as error:  # without PostgreSQL there are no heads; the next beat tries
                logger.warning("a beat was missed: %s", type(error).__name__)

    async def _ping(self) -> None:
        """Stamps who is alive, then tells each window the heads of its chats: one query for all."""
        sockets = [socket for socket in self.sockets if socket.greeted]
        await self.stamp(sockets)
        heads = await self.read_heads()
        for socket in sockets:
            socket.ping({c: heads[c] for c in socket.following if c in heads})

    async def read_heads(self) -> dict[str, int]:
        """The last number of each followed chat, from PostgreSQL."""
        chats = [as_uuid(chat) for chat in self.followed]
        return dict(await pool.fetch(HEADS, {"chats": chats})) if chats else {}

    async def stamp(self, sockets: list[Socket]) -> None:
        """Writes down which visitors and agents have given a sign since the last beat."""
        alive = [socket for socket in sockets if socket.take_sign_of_life()]
        chats = (as_uuid(socket.visitor_chat) for socket in alive)
        await stamp_visitors([chat for chat in chats if chat])
        await stamp_agents([socket.user_id for socket in alive if socket.user_id])


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:
        logger.exception("work beside the sockets failed")


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
