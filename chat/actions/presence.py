"""An agent comes, pauses, goes; and is noticed to be gone.

Whatever changes a presence writes its stretch in the same transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils import timezone

from chat.actions.accept import lock_presence
from chat.actions.rescue import rescue_waiting
from chat.assignment import MISSED_IN_A_ROW, takes_no_notice
from chat.attention import is_forgotten
from chat.choices import AwayReason, OfferEnd, PresenceStatus
from chat.events import tell
from chat.models import Chat, Offer, Participation, Presence, PresenceSpan
from helpdesk.people.models import User


def set_presence(
    user: User,
    *,
    status: PresenceStatus,
    capacity: int | None = None,
    reason: AwayReason | None = None,
) -> Presence:
    """Stores what the agent says; when the last one leaves, whoever waits is told at once.

    `reason` says why somebody is away, and nothing else.
    """
    now = timezone.now()
    with transaction.atomic():
        presence = lock_presence(user)
        if presence.status != status:
            presence.since = now
        presence.status = status
        presence.reason = reason or "" if status == PresenceStatus.AWAY else ""
        presence.capacity = capacity or presence.capacity
        presence.seen_at = presence.active_at = now
        presence.save()
        _write_span(presence, now)
        tell()
    if status != PresenceStatus.ONLINE:
        rescue_waiting()
    return presence


def keep_alive(user: User) -> Presence:
    """Goes on with the agent's stored presence: a console that opens again is there again.

    Until it tells of work, it is judged by its connection alone.
    """
    now = timezone.now()
    with transaction.atomic():
        presence = lock_presence(user)
        gone_at = presence.seen_at + timedelta(seconds=settings.CHAT["presence_ttl_s"])
        if gone_at <= now:
            presence.since = now
            PresenceSpan.objects.running().filter(user=user).update(
                ends_at=Greatest("starts_at", Value(gone_at))
            )
        presence.seen_at = presence.active_at = now
        presence.tells_activity = False
        presence.save(update_fields=["since", "seen_at", "active_at", "tells_activity"])
        _write_span(presence, now)
    return presence


def note_missed(user: User) -> None:
    """Whoever let offers pass without a word, and neither took a chat since, is set away."""
    presence = Presence.objects.filter(user=user, status=PresenceStatus.ONLINE).first()
    if presence is None or not presence.tells_activity:
        return
    answered = Offer.objects.filter(agent=user, offered_at__gte=presence.since)
    ended = answered.exclude(ended_at=None).exclude(end=OfferEnd.WITHDRAWN)
    last = list(ended.order_by("-ended_at", "-pk")[:MISSED_IN_A_ROW])
    if not takes_no_notice([offer.end for offer in last]):
        return
    if Participation.objects.filter(agent=user, starts_at__gte=last[-1].offered_at).exists():
        return
    set_presence(user, status=PresenceStatus.AWAY, reason=AwayReason.MISSED)


def set_forgotten_away() -> int:
    """Consoles that stand open and nobody touches count as away; returns how many."""
    now = timezone.now()
    busy = set(Chat.objects.active().values_list("agent_id", flat=True))
    online = Presence.objects.present(now).filter(tells_activity=True).select_related("user")
    forgotten = [
        presence.user
        for presence in online
        if is_forgotten(now - presence.active_at, has_chats=presence.user_id in busy)
    ]
    for user in forgotten:
        set_presence(user, status=PresenceStatus.AWAY, reason=AwayReason.FORGOTTEN)
    return len(forgotten)


def mend_spans() -> None:
    """Ends the stretches of consoles that fell silent, and begins those of who came back."""
    now = timezone.now()
    ttl = timedelta(seconds=settings.CHAT["presence_ttl_s"])
    silent = PresenceSpan.objects.running().filter(user__presence__seen_at__lte=now - ttl)
    for span in silent.select_related("user__presence"):
        ended = max(span.starts_at, span.user.presence.seen_at + ttl)
        PresenceSpan.objects.running().filter(pk=span.pk).update(ends_at=ended)
    back = Presence.objects.exclude(status=PresenceStatus.OFFLINE).filter(seen_at__gt=now - ttl)
    running = PresenceSpan.objects.running().values("user")
    for user in back.exclude(user__in=running).values_list("user", flat=True):
        with transaction.atomic():
            _write_span(Presence.objects.select_for_update().get(user=user), now)


def _write_span(presence: Presence, at: datetime) -> None:
    """Whoever is offline has no stretch; a stretch goes on while nothing about it changes."""
    said = {
        "status": presence.status,
        "reason": presence.reason,
        "capacity": presence.capacity,
    }
    running = PresenceSpan.objects.running().filter(user=presence.user)
    if running.filter(**said).exists():
        return
    running.update(ends_at=at)
    if presence.status != PresenceStatus.OFFLINE:
        PresenceSpan.objects.create(user=presence.user, starts_at=at, **said)
