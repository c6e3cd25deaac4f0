"""What many windows are shown on every change: the queue, and the desk as supervisors see it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from chat.queue import Snapshot, snapshot
from chat.threads import in_thread

if TYPE_CHECKING:
    from chat.sockets import Socket

logger = logging.getLogger(__name__)

COALESCE_S = 0.1
RETRY_S = 1.0


class Feed:
    """Shows something soon after it changed: many changes once, and never an old state last.

    Subclasses say to whom (`audience`), what is read for each of their languages (`read`), and how
    a window takes it (`hand_over`).
    """

    def __init__(self, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._spawn = spawn
        self._due = self._running = self._stopped = False

    def refresh(self) -> None:
        """What is shown may have changed."""
        self._due = not self._stopped
        if self._due and not self._running:
            self._running = True
            self._spawn(self._run())

    def stop(self) -> None:
        self._stopped, self._due = True, False

    @property
    def coalesce_s(self) -> float:
        """Changes within this time are shown together."""
        return COALESCE_S

    def audience(self) -> list[Socket]:
        raise NotImplementedError

    async def read(self, language: str) -> Any:
        raise NotImplementedError

    def hand_over(self, socket: Socket, shot: Any) -> None:
        raise NotImplementedError

    async def _run(self) -> None:
        try:
            while self._due:
                await asyncio.sleep(self.coalesce_s)
                self._due = False
                await self._show()
        finally:
            self._running = False

    async def _show(self) -> None:
        interested = self.audience()
        try:
            for language in {socket.language for socket in interested}:
                shot = await self.read(language)
                for socket in interested:
                    if socket.language == language:
                        self.hand_over(socket, shot)
        except Exception as error:  # without PostgreSQL there is nothing to show; try again
            logger.warning("%s was not shown: %s", type(self).__name__, type(error).__name__)
            await asyncio.sleep(RETRY_S)
            self._due = not self._stopped


class QueueFeed(Feed):
    """The queue for consoles, and the places in it for visitors who wait."""

    def __init__(
        self, sockets: Iterable[Socket], spawn: Callable[[Coroutine[Any, Any, None]], None]
    ) -> None:
        super().__init__(spawn)
        self._sockets = sockets

    def audience(self) -> list[Socket]:
        return [socket for socket in self._sockets if socket.wants_queue]

    async def read(self, language: str) -> Snapshot:
        shot: Snapshot = await in_thread(snapshot, language)
        return shot

    def hand_over(self, socket: Socket, shot: Snapshot) -> None:
        socket.on_queue(shot)
