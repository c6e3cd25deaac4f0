"""Answers of chats that were handed over before answers were kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from chat.models import Chat
from chat.reply_gaps import keep_replies

BATCH = 200
"""So many chats a transaction, and never more in memory."""


class Kept(NamedTuple):
    chats: int
    replies: int


def keep_owed_replies(*, dry_run: bool, progress: Callable[[int], object]) -> Kept:
    """Keeps the answers of all ended chats that have none; what was kept before stays as it is.

    Each batch is one transaction: whatever stops it, the next run goes on. Chats may open, end and
    be handed over meanwhile. A dry run does all of it and takes it back. `progress` hears of chats.
    """
    chats = replies = 0
    for batch in _batches():
        with transaction.atomic():
            new = keep_replies(batch)
            transaction.set_rollback(dry_run)
        chats, replies = chats + len(batch), replies + new
        progress(len(batch))
    return Kept(chats, replies)


def _batches() -> Iterator[list[UUID]]:
    owed = Chat.objects.owed_replies().order_by("pk").values_list("pk", flat=True)
    batch = list(owed[:BATCH])
    while batch:
        yield batch
        batch = list(owed.filter(pk__gt=batch[-1])[:BATCH])
