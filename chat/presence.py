"""Signs of life: who is still there, written down for many at once."""

from __future__ import annotations

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
PRESENT = "UPDATE chat_presence SET seen_at = now() WHERE user_id = ANY(%(users)s)"


async def see_visitors(chats: list[UUID]) -> None:
    """The windows of these chats gave a sign of life; who counted as away has returned.

    A locked chat is stamped next time.
    """
    if not chats:
        return
    for chat, away in await pool.fetch(SEEN, {"chats": chats}):
        if away:
            await in_thread(visitor_returned, chat)


async def see_agents(users: list[int]) -> None:
    """The consoles of these agents gave a sign of life."""
    if users:
        await pool.fetch(PRESENT, {"users": users})
