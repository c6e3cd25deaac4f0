"""The queue on its way to consoles, and their places to visitors who wait."""

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


class QueueFeed:
    """Shows the queue soon after it changed: many changes once, and never an old state last."""

    def __init__(
        self, sockets: Iterable[Socket], spawn: Callable[[Coroutine[Any, Any, None]], None]
    ) -> None:
        self._sockets = sockets
        self._spawn = spawn
        self._due = self._running = self._stopped = False

    def refresh(self) -> None:
        """The queue, or who is here, may have changed."""
        self._due = not self._stopped
        if self._due and not self._running:
            self._running = True
            self._spawn(self._run())

    def stop(self) -> None:
        self._stopped, self._due = True, False

    async def _run(self) -> None:
        try:
            while self._due:
                await asyncio.sleep(COALESCE_S)
                self._due = False
                await self._show()
        finally:
            self._running = False

    async def _show(self) -> None:
        interested = [socket for socket in self._sockets if socket.wants_queue]
        try:
            for language in {socket.language for socket in interested}:
                shot: Snapshot = await in_thread(snapshot, language)
                for socket in interested:
                    if socket.language == language:
                        socket.on_queue(shot)
        except Exception as error:  # without PostgreSQL there is no queue to show; try again
            logger.warning("the queue was not shown: %s", type(error).__name__)
            await asyncio.sleep(RETRY_S)
            self._due = not self._stopped
