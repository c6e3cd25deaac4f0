"""Somebody wanted to chat and could not: written down, so that reports know of it."""

from __future__ import annotations

import hashlib
import logging

from django.core.cache import cache
from redis.exceptions import RedisError

from chat.models import RefusedAttempt, Topic

logger = logging.getLogger(__name__)

ONCE_IN_S = 5 * 60
"""Whoever tries again within this time is no further demand."""


def note_refusal(*, reason: str, language: str, topic: Topic | None, who: str) -> None:
    """One row an attempt. `who` is any secret of the browser; it is forgotten, empty is unknown."""
    if who and not _is_first(who):
        return
    RefusedAttempt.objects.create(
        reason=reason, topic=topic, team_id=topic.team_id if topic else None, language=language
    )


def _is_first(who: str) -> bool:
    """Whether this browser was not refused lately. Without Redis every attempt counts."""
    key = f"refused:{hashlib.sha256(who.encode()).hexdigest()}"
    try:
        return bool(cache.add(key, 1, ONCE_IN_S))
    except RedisError as error:
        logger.warning("a refused attempt may count twice: %s", type(error).__name__)
        return True
