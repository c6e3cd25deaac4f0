"""After the commit: telling windows and consoles what changed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from chat.entries import Entry, notice
from helpdesk import realtime

QUEUE: dict[str, Any] = {"to": "queue"}
"""The queue, or who is here, changed."""


def tell(
    *entries: Entry,
    cards: dict[int, UUID] | None = None,
    gone: dict[int, UUID] | None = None,
    offers: Iterable[int] = (),
    queue: bool = True,
) -> None:
    """Publishes when the running transaction commits.

    `cards`: agents (by user id) for whom this chat is now theirs, or changed; `gone`: for whom it
    is theirs no longer; `offers`: to whom chats are shown, or no longer.
    """
    notices = [notice(entry) for entry in entries]
    notices += [{"to": f"user:{user}", "card": str(chat)} for user, chat in (cards or {}).items()]
    notices += [{"to": f"user:{user}", "gone": str(chat)} for user, chat in (gone or {}).items()]
    notices += [{"to": f"user:{user}", "offers": True} for user in offers]
    if queue:
        notices.append(QUEUE)
    transaction.on_commit(partial(realtime.publish, notices))
