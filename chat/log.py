"""The durable log of a chat: the two doors through which an entry is written.

`Writer.append` is for messages: asynchronous, one statement, batched by what queued while the last
statement ran. `record` is for changes of state: inside the transaction that changes the chat, under
its row lock. Both number the entry in the statement that inserts it, so the order of numbers is the
order of commits in all processes.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from chat import pool
from chat.choices import EventKind, Speaker
from chat.entries import COLUMNS, Entry, from_row
from chat.errors import ClientIdConflict
from chat.models import Chat
from helpdesk.people.models import User

RECORD = f"""
WITH numbered AS (
    UPDATE chat_chat SET head = head + 1 WHERE id = %(chat)s RETURNING id, head
)
INSERT INTO chat_event
       (chat_id, seq, kind, at, role, author_id, name, client_id, body, data, is_internal)
SELECT id, head, %(kind)s, clock_timestamp(), %(role)s, %(author)s, %(name)s, %(client_id)s,
       %(body)s, %(data)s, %(is_internal)s
  FROM numbered
RETURNING {COLUMNS}
"""

AFTER = f"""
SELECT {COLUMNS} FROM chat_event WHERE chat_id = %(chat)s AND seq > %(after)s
ORDER BY seq LIMIT %(limit)s
"""


def record(
    chat: Chat,
    *,
    kind: EventKind,
    role: Speaker = Speaker.SYSTEM,
    author: User | None = None,
    name: str = "",
    client_id: UUID | None = None,
    body: str = "",
    data: dict[str, Any] | None = None,
    is_internal: bool = False,
) -> Entry:
    """Writes an entry in the running transaction; the chat must be locked. `chat.head` follows."""
    values: dict[str, Any] = {
        "chat": chat.pk,
        "kind": kind.value,
        "role": role.value,
        "author": author.pk if author else None,
        "name": name or (author.public_name if author else ""),
        "client_id": client_id,
        "body": body,
        "data": Jsonb(data or {}),
        "is_internal": is_internal,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECORD, values)
        entry = from_row(cursor.fetchone())
    chat.head = entry.seq
    return entry


def stored(chat: Chat, client_id: UUID | None, *, kind: EventKind) -> Entry | None:
    """The entry of this kind that this `client_id` already made; raises `ClientIdConflict`."""
    if client_id is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM chat_event WHERE chat_id = %s AND client_id = %s",
            [chat.pk, client_id],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    entry = from_row(row)
    if entry.kind != kind:
        raise ClientIdConflict
    return entry


async def page(chat: UUID, *, after: int, limit: int) -> list[Entry]:
    """The entries after this number, in order, at most `limit`."""
    rows = await pool.fetch(AFTER, {"chat": chat, "after": after, "limit": limit})
    return [from_row(row) for row in rows]


async def heads(chats: list[UUID]) -> dict[str, int]:
    """The last number of each of these chats."""
    rows = await pool.fetch(
        "SELECT id, head FROM chat_chat WHERE id = ANY(%(ids)s)", {"ids": chats}
    )
    return {str(chat): head for chat, head in rows}
