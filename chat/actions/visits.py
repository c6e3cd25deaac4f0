"""A visitor's window opens again, or falls silent."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from chat import log
from chat.actions.state import each_still, lock
from chat.choices import EventKind, Speaker
from chat.events import tell
from chat.models import Chat


def visitor_returned(chat: UUID) -> None:
    """The visitor's window is there; told to the agent where it had been away."""
    with transaction.atomic():
        found = lock(chat)
        if found.ended_at:
            return
        found.visitor_seen_at = timezone.now()
        if found.visitor_left:
            found.visitor_left = False
            tell(
                log.record(
                    found, kind=EventKind.RETURNED, role=Speaker.VISITOR, name=found.visitor_name
                )
            )
        found.save(update_fields=["visitor_seen_at", "visitor_left"])


def mark_left() -> int:
    """Notes visitors of active chats whose windows fell silent as away, once; returns how many."""
    gone = timezone.now() - timedelta(seconds=settings.CHAT["visitor_ttl_s"])
    away = Chat.objects.active().filter(visitor_left=False, visitor_seen_at__lt=gone)
    return each_still(away, _leave)


def _leave(chat: Chat) -> None:
    chat.visitor_left = True
    chat.save(update_fields=["visitor_left"])
    tell(log.record(chat, kind=EventKind.LEFT, role=Speaker.VISITOR, name=chat.visitor_name))
