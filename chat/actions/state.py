"""The one door of `Chat.state`, and the locks before it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from chat.choices import MOVES, OPEN_STATES, Joined, OfferEnd, State
from chat.errors import ChatClosed, UnknownChat
from chat.events import tell
from chat.models import Chat, Offer, Participation
from helpdesk.people.models import User

logger = logging.getLogger(__name__)


def lock(chat: UUID) -> Chat:
    """The chat under its row lock. Raises `UnknownChat`, also for one that was erased."""
    held = Chat.objects.with_words().select_for_update(no_key=True, of=("self",))
    found: Chat | None = held.filter(pk=chat).first()
    if found is None:
        raise UnknownChat
    return found


def move(chat: Chat, to: State) -> None:
    """Sets the state of a locked chat; the caller saves. Raises `ChatClosed` after its end."""
    if chat.state not in OPEN_STATES or to not in MOVES[chat.state]:
        raise ChatClosed
    chat.state = to


def begin_part(chat: Chat, agent: User, *, via: Joined, at: datetime) -> None:
    """The agent is in the locked chat from now on, and nobody else."""
    end_part(chat, at=at)
    Participation.objects.create(chat=chat, agent=agent, via=via, starts_at=at)


def end_part(chat: Chat, *, at: datetime) -> None:
    """Whoever was in the locked chat is no longer."""
    Participation.objects.running().filter(chat=chat).update(ends_at=at)


def end_offer(chat: Chat, end: OfferEnd, *, at: datetime, taken_by: User | None = None) -> bool:
    """Ends the offer of the locked chat that runs, if one does; whoever had it is told.

    Says whether it ran and was answered by whom it was shown to; `taken_by` makes it accepted for
    that agent.
    """
    running = Offer.objects.running().filter(chat=chat).first()
    if running is None:
        return False
    is_theirs = taken_by is not None and running.agent_id == taken_by.pk
    running.end = OfferEnd.ACCEPTED if is_theirs else end
    running.ended_at = at
    running.save(update_fields=["end", "ended_at"])
    tell(offers=[running.agent_id], queue=False)
    return is_theirs


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
