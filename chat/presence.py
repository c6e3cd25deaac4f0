"""Signs of life: who is still there, written down for many at once."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from chat import pool
from chat.actions import visitor_returned
from chat.threads import in_thread

SEEN = """
WITH free AS (SELECT id FROM chat_chat WHERE id = ANY(%(chats)s) AND ended_at IS NULL
              ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
UPDATE chat_chat c SET visitor_seen_at = now() FROM free WHERE c.id = free.id
RETURNING c.id, c.visitor_left
"""
PRESENT = """
UPDATE chat_presence SET seen_at = now(),
       active_at = CASE WHEN user_id = ANY(%(at_work)s) THEN now() ELSE active_at END,
       tells_activity = tells_activity OR user_id = ANY(%(telling)s)
 WHERE user_id = ANY(%(users)s)
"""


class Work(NamedTuple):
    """What a window knows of whoever sits at it: have they done anything, does it say when."""

    done: bool
    told: bool


async def see_visitors(chats: list[UUID]) -> None:
    """The windows of these chats gave a sign of life; who counted as away has returned.

    A locked chat is stamped next time.
    """
    if not chats:
        return
    for chat, away in await pool.fetch(SEEN, {"chats": chats}):
        if away:
            await in_thread(visitor_returned, chat)


async def see_agents(users: list[int], *, at_work: list[int], telling: list[int]) -> None:
    """The consoles of these agents gave a sign of life; at some of them somebody was at work.

    `telling` are those whose consoles say when somebody touches them.
    """
    if users:
        await pool.fetch(PRESENT, {"users": users, "at_work": at_work, "telling": telling})
