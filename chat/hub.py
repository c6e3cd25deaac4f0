"""One hub a process: hands notices to the sockets that follow what they are about."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from channels.layers import get_channel_layer
from django.conf import settings

from chat import door, pool, watch
from chat.choices import Speaker
from chat.dispatch import Dispatcher
from chat.entries import Entry, as_uuid, from_notice
from chat.feed import QueueFeed
from chat.limits import Bucket, Buckets
from chat.overview_feed import OverviewFeed
from chat.presence import see_agents, see_visitors
from helpdesk import realtime

if TYPE_CHECKING:
    from chat.sockets import Socket

logger = logging.getLogger(__name__)

ARRIVALS_S = 0.1
MAX_BUCKETS = 20_000

HEADS = "SELECT id::text, head FROM chat_chat WHERE id = ANY(%(chats)s) AND erased_at IS NULL"


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
        self._arrived: set[str] = set()
        self._queue = QueueFeed(self.sockets, self.spawn)
        self.overview = OverviewFeed(self.sockets, self.spawn)
        self.door = door.Door()
        self.dispatcher = Dispatcher(self.spawn)
        self.heard_at = 0.0
        """When this process last got anything through Redis, by the loop's clock."""
        self.listening_since = 0.0
        self.heads: dict[str, int] = {}
        """The greatest number that this process has seen of each chat that its windows follow."""
        self._buckets = Buckets(MAX_BUCKETS)

    def start(self) -> None:
        realtime.listen_here(self.deliver)
        loop = asyncio.get_running_loop()
        endless = [self._listen(), self._beat(), door.watch(self)]
        endless += [watch.pushes(self), watch.sessions(self), self.dispatcher.watch()]
        self._endless = [loop.create_task(work) for work in endless]

    def listen_anew(self) -> None:
        """Subscribes with new connections: Redis takes what is said, and nothing comes back."""
        logger.warning("listening to other processes anew")
        self._endless[0].cancel()
        realtime.renew()
        self._endless.insert(0, asyncio.get_running_loop().create_task(self._listen()))

    async def stop(self) -> None:
        """Stops listening and lets what has begun come to its end."""
        realtime.stop_listening(self.deliver)
        self._queue.stop()
        self.overview.stop()
        self.dispatcher.stop()
        for task in self._endless:
            task.cancel()
        await asyncio.gather(*self._endless, *self._tasks, return_exceptions=True)

    def refresh_queue(self) -> None:
        """The queue, or who is here, may have changed."""
        self._queue.refresh()
        self.overview.refresh()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs something beside the sockets' reading; what fails is logged, never swallowed."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("work beside the sockets failed", exc_info=error)

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
        # Another window's head stays: what that one has not seen is not hidden by a newcomer.
        self.heads.setdefault(chat, head)
        self.follow(f"chat:{chat}", follower)

    def unfollow_chat(self, chat: str, follower: Follower) -> None:
        self.unfollow(f"chat:{chat}", follower)
        if f"chat:{chat}" not in self._followers:
            self.heads.pop(chat, None)

    def bucket(self, role: Speaker, key: str) -> Bucket:
        """How much one visitor's token, or one agent, may still say through this process."""
        limits, side = settings.CHAT, role.value
        return self._buckets.of(
            f"{side}:{key}", burst=limits[f"{side}_burst"], per_s=limits[f"{side}_per_s"]
        )

    # --- notices

    def deliver(self, notices: Sequence[realtime.Notice]) -> None:
        """Hands each notice to its followers; entries in the order in which they were committed."""
        for notice in notices:
            if notice["to"] == "queue":
                self.refresh_queue()
                self.dispatcher.hurry()
                continue
            if "entry" in notice:
                self.overview.refresh()
            followers = list(self._followers.get(notice["to"], ()))
            if not followers:
                continue
            if "entry" in notice:
                self.show(from_notice(notice))
                continue
            for follower in followers:
                _guarded(follower.on_notice, notice)

    def show(self, entry: Entry) -> None:
        """Hands an entry to the windows that follow its chat; a window drops what it has."""
        self.heads[entry.chat] = max(entry.seq, self.heads.get(entry.chat, 0))
        for follower in list(self._followers.get(f"chat:{entry.chat}", ())):
            _guarded(follower.on_entry, entry)

    @property
    def followed(self) -> list[str]:
        """The chats that windows of this process follow."""
        return [subject[5:] for subject in self._followers if subject.startswith("chat:")]

    async def _listen(self) -> None:
        while True:
            self.listening_since = asyncio.get_running_loop().time()
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(realtime.GROUP, channel)
                while True:
                    message = await layer.receive(channel)
                    self.heard_at = asyncio.get_running_loop().time()
                    if message["origin"] != realtime.ORIGIN:
                        self.deliver(realtime.unpacked(message["notices"]))
            except Exception as error:  # Redis is a hint: its errors only cost time
                logger.warning("not listening to other processes: %s", type(error).__name__)
                await asyncio.sleep(1)

    # --- the beat

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(settings.CHAT["beat_s"])
            try:
                await self._ping()
            except Exception as error:  # without PostgreSQL there are no heads; the next beat tries
                logger.warning("a beat was missed: %s", type(error).__name__)

    async def _ping(self) -> None:
        """Stamps who is alive, then tells each window the heads of its chats: one query for all.

        What notices may have failed to tell is read as well: whose the chats are, and the queue.
        """
        sockets = [socket for socket in self.sockets if socket.greeted]
        await self.stamp(sockets)
        asked = set(self.followed)  # what a window follows from here on is not in the answer
        heads = await self.read_heads()
        for socket in sockets:
            for chat in socket.following.keys() & asked - heads.keys():
                # What was erased is not there any more; Redis may have been away to tell it.
                socket.on_notice({"to": f"chat:{chat}", "erased": chat})
            socket.ping({c: heads[c] for c in socket.following if c in heads})
        await watch.holdings(self)
        self.refresh_queue()

    async def read_heads(self) -> dict[str, int]:
        """The last number of each followed chat, from PostgreSQL; none of those erased."""
        chats = [as_uuid(chat) for chat in self.followed]
        return dict(await pool.fetch(HEADS, {"chats": chats})) if chats else {}

    async def stamp(self, sockets: list[Socket]) -> None:
        """Writes down which visitors and agents have given a sign since the last beat."""
        alive = [socket for socket in sockets if socket.take_sign_of_life()]
        chats = (as_uuid(socket.visitor_chat) for socket in alive)
        await see_visitors([chat for chat in chats if chat])
        agents = [(socket.user_id, socket.take_work()) for socket in alive if socket.user_id]
        await see_agents(
            [user for user, _ in agents],
            at_work=[user for user, work in agents if work.done],
            telling=[user for user, work in agents if work.told],
        )

    def arrived(self, chat: str) -> None:
        """A visitor's window opened: written down soon, for all who come back at once."""
        if not self._arrived:
            self.spawn(self._stamp_arrivals())
        self._arrived.add(chat)

    async def _stamp_arrivals(self) -> None:
        await asyncio.sleep(ARRIVALS_S)
        arrived, self._arrived = self._arrived, set()
        await see_visitors([chat for chat in map(as_uuid, arrived) if chat])


def _guarded(hand_over: Callable[[Any], None], what: Any) -> None:
    """One window that cannot take something keeps it from no other, nor from whoever wrote it."""
    try:
        hand_over(what)
    except Exception:
        logger.exception("a window was not told")


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
