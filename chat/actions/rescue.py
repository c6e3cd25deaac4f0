"""Nobody waits at a window that nobody watches."""

from __future__ import annotations

import math
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Exists
from django.utils import timezone

from chat import log
from chat.actions.close import close_chat
from chat.actions.state import each_still, end_part, move
from chat.choices import EndReason, EventKind, State
from chat.desk import watched_teams
from chat.events import tell
from chat.models import Chat, Presence
from chat.promises import rules_of
from helpdesk.people.models import Desk

SWEEPS = "chat.sweeps"
GAP_S = 30.0
"""Sweeps come every 5 s; after a longer gap something stood still, or a clock was set."""


def could_hear() -> bool:
    """Whether silence means absence: for long enough PostgreSQL was up, sweeps came one after the
    other, and no clock was set.

    Else nobody could give a sign of life, or its time says nothing; whoever is there gives one
    within a beat.
    """
    patience_s = max(settings.CHAT["presence_ttl_s"], settings.CHAT["visitor_ttl_s"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM now())::float,"
            " extract(epoch FROM now() - pg_postmaster_start_time())::float"
        )
        now, up_s = cursor.fetchone()
    return bool(up_s > patience_s and now - _steady_since(now) >= patience_s)


def _steady_since(now: float) -> float:
    """Since when sweeps have come without a gap, in seconds of PostgreSQL's clock."""
    try:
        since, last = cache.get(SWEEPS) or (now, now)
        if not 0 <= now - last <= GAP_S:
            since = now
        cache.set(SWEEPS, (since, now), timeout=None)
    except Exception:  # the cache may be away, by a family of errors of its own: a hint the less
        return -math.inf
    return float(since)


def rescue_waiting() -> int:
    """Waiting chats that no present agent sees go to everybody, or, with nobody there, to a ticket.

    Returns how many were rescued.
    """
    now = timezone.now()
    present = Presence.objects.present(now)
    if not present.exists():
        deserted = Chat.objects.waiting().filter(~Exists(present))
        return each_still(deserted, lambda chat: _end(chat, EndReason.NOBODY))
    unwatched = Chat.objects.waiting().filter(team__isnull=False)
    return each_still(unwatched.exclude(team__in=watched_teams(now)), _show_to_all)


def rescue_deserted() -> int:
    """Active chats whose agent's console is gone return to the queue, or end without anybody."""
    now = timezone.now()
    grace = timedelta(seconds=rules_of(None).agent_grace_seconds)
    deserted = Chat.objects.deserted(now, usual=grace)
    if Presence.objects.present(now).exists():
        return each_still(deserted, _requeue)
    return each_still(deserted, lambda chat: _end(chat, EndReason.NOBODY))


def end_abandoned() -> int:
    """Waiting chats whose visitor's window fell silent end as abandoned."""
    gone = timezone.now() - timedelta(seconds=settings.CHAT["visitor_ttl_s"])
    left = Chat.objects.waiting().filter(visitor_seen_at__lt=gone)
    return each_still(left, lambda chat: _end(chat, EndReason.LEFT))


def end_silent() -> int:
    """Active chats in which nobody wrote for their time end; half of it without visitor."""
    now = timezone.now()
    usual = timedelta(minutes=Desk.current().idle_close_minutes)
    gone = now - timedelta(seconds=settings.CHAT["visitor_ttl_s"])

    def end(chat: Chat) -> None:
        _end(chat, EndReason.LEFT if chat.visitor_seen_at < gone else EndReason.IDLE)

    return each_still(Chat.objects.silent(now, usual=usual, gone=gone), end)


def _end(chat: Chat, reason: EndReason) -> None:
    close_chat(chat.pk, reason=reason)


def _show_to_all(chat: Chat) -> None:
    team = chat.team
    assert team is not None
    chat.team = None
    chat.save(update_fields=["team"])
    data = {"team": team.name, "why": "nobody_of_team"}
    tell(log.record(chat, kind=EventKind.PASSED_ON, data=data, is_internal=True))


def _requeue(chat: Chat) -> None:
    before = chat.agent
    assert before is not None
    move(chat, State.WAITING)
    chat.agent = None
    chat.queued_at = timezone.now()
    end_part(chat, at=chat.queued_at)
    chat.transfers += 1
    chat.save(update_fields=["state", "agent", "queued_at", "transfers"])
    entry = log.record(
        chat,
        kind=EventKind.TRANSFERRED,
        data={"to": "", "note": "", "from_agent": before.public_name},
    )
    tell(entry, gone={before.pk: chat.pk})
