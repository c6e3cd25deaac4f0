"""Has the queue routed: at once when it changed, and by the second for what time alone changes.

This stands in each web process, not in Celery's beat: an offer lasts seconds, a beat of seconds
would keep the broker busy with asking, and with no web process there is no agent to offer to. All
processes may route; a lock in PostgreSQL lets one after the other (`actions.offer`), and whoever
finds nothing owed asks for no lock. Celery's sweep repeats it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings

from chat import pool
from chat.actions import route
from chat.threads import in_thread

logger = logging.getLogger(__name__)

COALESCE_S = 0.03
TICK_S = 1.0

OWED = """
SELECT EXISTS (
    SELECT FROM chat_chat c LEFT JOIN people_team t ON t.id = c.team_id
     WHERE c.state = 'waiting' AND t.routing IS DISTINCT FROM 'pick'
       AND NOT EXISTS (SELECT FROM chat_offer o WHERE o.chat_id = c.id AND o.ended_at IS NULL)
) OR EXISTS (
    SELECT FROM chat_offer o LEFT JOIN chat_presence p ON p.user_id = o.agent_id
     WHERE o.ended_at IS NULL
       AND (o.expires_at <= now() OR p.status IS DISTINCT FROM 'online'
            OR p.seen_at <= now() - make_interval(secs => %(ttl)s))
)
"""


class Dispatcher:
    """Many changes are routed once; what changes meanwhile is routed after."""

    def __init__(self, spawn: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._spawn = spawn
        self._due = self._running = self._stopped = False

    def hurry(self) -> None:
        """The queue, or who is here, changed."""
        self._due = not self._stopped
        if self._due and not self._running:
            self._running = True
            self._spawn(self._run())

    def stop(self) -> None:
        self._stopped, self._due = True, False

    async def watch(self) -> None:
        """Once a second, what time has brought about."""
        while True:
            await asyncio.sleep(TICK_S)
            try:
                rows = await pool.fetch(OWED, {"ttl": settings.CHAT["presence_ttl_s"]})
            except Exception as error:  # without PostgreSQL nothing is owed; the next second asks
                logger.warning("offers were not looked at: %s", type(error).__name__)
                continue
            if rows[0][0]:
                self.hurry()

    async def _run(self) -> None:
        try:
            while self._due:
                await asyncio.sleep(COALESCE_S)
                self._due = False
                try:
                    await in_thread(route)
                except Exception as error:  # the queue stays as it was; the next second tries again
                    logger.warning("the queue was not routed: %s", type(error).__name__)
        finally:
            self._running = False
