"""Signs of life: who is still there, written down for many at once."""

from __future__ import annotations

from uuid import UUID

from chat import pool

SEEN = """
WITH free AS (SELECT id FROM chat_chat WHERE id = ANY(%(chats)s) AND ended_at IS NULL
              ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
UPDATE chat_chat c SET visitor_seen_at = now() FROM free WHERE c.id = free.id
"""
PRESENT = "UPDATE chat_presence SET seen_at = now() WHERE user_id = ANY(%(users)s)"


async def stamp_visitors(chats: list[UUID]) -> None:
    """The windows of these chats gave a sign of life; a locked chat is stamped next time."""
    if chats:
        await pool.fetch(SEEN, {"chats": chats})


async def stamp_agents(users: list[int]) -> None:
    """The consoles of these agents gave a sign of life."""
    if users:
        await pool.fetch(PRESENT, {"users": users})
