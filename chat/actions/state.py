"""The one door of `Chat.state`, and the locks before it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from chat.choices import MOVES, OPEN_STATES, State
from chat.errors import ChatClosed, UnknownChat
from chat.models import Chat

logger = logging.getLogger(__name__)


def lock(chat: UUID) -> Chat:
    """The chat under its row lock. Raises `UnknownChat`."""
    found: Chat | None = (
        Chat.objects.select_for_update(no_key=True, of=("self",)).filter(pk=chat).first()
    )
    if found is None:
        raise UnknownChat
    return found


def move(chat: Chat, to: State) -> None:
    """Sets the state of a locked chat; the caller saves. Raises `ChatClosed` after its end."""
    if chat.state not in OPEN_STATES or to not in MOVES[chat.state]:
        raise ChatClosed
    chat.state = to


def each_still(chats: QuerySet[Chat], change: Callable[[Chat], None]) -> int:
    """Changes these chats one by one; returns how many.

    Each is looked at again under its lock: who came back or was answered meanwhile is left alone.
    One that is locked or cannot be changed keeps no other waiting; its turn comes again.
    """
    changed = 0
    for identity in list(chats.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                still = chats.select_for_update(no_key=True, of=("self",), skip_locked=True)
                chat = still.filter(pk=identity).first()
                if chat:
                    change(chat)
                    changed += 1
        except Exception:
            logger.exception("chat %s could not be changed", identity)
    return changed
