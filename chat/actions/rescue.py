"""Nobody waits at a window that nobody watches."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chat import log
from chat.actions.close import close_chat
from chat.actions.state import lock, move
from chat.choices import EndReason, EventKind, State
from chat.desk import watched_teams
from chat.errors import ChatClosed
from chat.events import tell
from chat.models import Chat, Presence
from helpdesk.people.models import Desk

AGENT_GRACE = timedelta(seconds=60)
"""How long beyond the presence's time to live an agent's chats wait for their console to return."""


def rescue_waiting() -> int:
    """Waiting chats that no present agent sees go to everybody, or, with nobody there, to a ticket.

    Returns how many were rescued.
    """
    now = timezone.now()
    if not Presence.objects.present(now).exists():
        return sum(
            _end(chat, EndReason.NOBODY)
            for chat in Chat.objects.waiting().values_list("pk", flat=True)
        )
    unwatched = (
        Chat.objects.waiting().exclude(team__isnull=True).exclude(team__in=watched_teams(now))
    )
    moved = unwatched.order_by().update(team=None)
    if moved:
        tell()
    return moved


def rescue_deserted() -> int:
    """Active chats whose agent's console is gone return to the queue, or end without anybody."""
    now = timezone.now()
    oldest = now - timedelta(seconds=settings.CHAT["presence_ttl_s"]) - AGENT_GRACE
    deserted = Chat.objects.active().filter(
        Q(agent__presence__isnull=True) | Q(agent__presence__seen_at__lt=oldest)
    )
    somebody = Presence.objects.present(now).exists()
    chats = list(deserted.values_list("pk", flat=True))
    return sum(_requeue(chat) if somebody else _end(chat, EndReason.NOBODY) for chat in chats)


def end_abandoned() -> int:
    """Waiting chats whose visitor's window fell silent end as abandoned."""
    now = timezone.now()
    gone = now - timedelta(seconds=settings.CHAT["visitor_ttl_s"])
    left = Chat.objects.waiting().filter(visitor_seen_at__lt=gone).values_list("pk", flat=True)
    return sum(_end(chat, EndReason.LEFT) for chat in list(left))


def end_silent() -> int:
    """Active chats in which nobody wrote for the desk's time end; half of it without visitor."""
    now = timezone.now()
    silence = timedelta(minutes=Desk.current().idle_close_minutes)
    gone = now - timedelta(seconds=settings.CHAT["visitor_ttl_s"])
    active = Chat.objects.active().filter(assigned_at__lt=now - silence / 2)
    idle = Q(last_message_at__lt=now - silence)
    left = Q(last_message_at__lt=now - silence / 2, visitor_seen_at__lt=gone)
    ended = 0
    for chat, seen in list(active.filter(idle | left).values_list("pk", "visitor_seen_at")):
        ended += _end(chat, EndReason.LEFT if seen < gone else EndReason.IDLE)
    return ended


def _end(chat: UUID, reason: EndReason) -> int:
    try:
        close_chat(chat, reason=reason)
    except ChatClosed:
        return 0
    return 1


def _requeue(chat: UUID) -> int:
    with transaction.atomic():
        found = lock(chat)
        if found.state != State.ACTIVE or found.agent is None:
            return 0
        before = found.agent
        move(found, State.WAITING)
        found.agent = None
        found.queued_at = timezone.now()
        found.transfers += 1
        found.save(update_fields=["state", "agent", "queued_at", "transfers"])
        entry = log.record(
            found,
            kind=EventKind.TRANSFERRED,
            data={"to": "", "note": "", "from_agent": before.public_name},
        )
        tell(entry, gone={before.pk: found.pk})
    return 1
