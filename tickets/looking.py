"""Who else looks at a ticket or writes on it: a courtesy, which may be lost at any time."""

from __future__ import annotations

import time
from typing import NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

from helpdesk.people.models import User

TTL_S = 45
"""Three signs of life may be lost before somebody counts as gone."""


class Looker(NamedTuple):
    name: str
    writes: bool


def look_at(ticket: int, user: User, *, writes: bool) -> list[Looker]:
    """A sign of life of this person, and who else gave one lately; nobody where Redis is away.

    Two signs at the same moment may overwrite each other: the next one mends it.
    """
    now, key = time.time(), f"tickets.looking.{ticket}"
    try:
        known: dict[int, tuple[float, str, bool]] = cache.get(key) or {}
        here = {person: each for person, each in known.items() if each[0] > now}
        cache.set(key, {**here, user.pk: (now + TTL_S, user.public_name, writes)}, TTL_S)
    except RedisError:
        return []
    here.pop(user.pk, None)
    others = [Looker(name, writing) for _until, name, writing in here.values()]
    return sorted(others, key=lambda each: (not each.writes, each.name))
