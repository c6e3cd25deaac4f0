"""Synchronous work beside the sockets: the ORM in a thread of its own, never in theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from channels.db import DatabaseSyncToAsync

LIMIT_S = 10.0
"""A window takes a connection for dead that leaves a message unanswered for 15 s."""


async def in_thread(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Runs synchronous ORM work in a thread of its own, with connections opened and given back.

    Raises TimeoutError after LIMIT_S, as where PostgreSQL stands still; what had begun may yet be
    done then, so whoever asks again has to be answered that it is.
    """
    async with asyncio.timeout(LIMIT_S):
        return await DatabaseSyncToAsync(work, thread_sensitive=False)(*args, **kwargs)
