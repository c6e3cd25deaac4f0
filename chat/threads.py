"""Synchronous work beside the sockets: the ORM in a thread of its own, never in theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from channels.db import DatabaseSyncToAsync


async def in_thread(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Runs synchronous ORM work in a thread of its own, with connections opened and given back."""
    return await DatabaseSyncToAsync(work, thread_sensitive=False)(*args, **kwargs)
