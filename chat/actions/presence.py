"""An agent comes, pauses, goes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from chat.actions.rescue import rescue_waiting
from chat.choices import PresenceStatus
from chat.events import tell
from chat.models import Presence
from helpdesk.people.models import User


def set_presence(user: User, *, status: PresenceStatus, capacity: int | None = None) -> Presence:
    """Stores what the agent says; when the last one leaves, whoever waits is told at once."""
    now = timezone.now()
    with transaction.atomic():
        presence: Presence
        presence, _ = Presence.objects.select_for_update().get_or_create(
            user=user, defaults={"capacity": user.capacity}
        )
        if presence.status != status:
            presence.since = now
        presence.status = status
        presence.capacity = capacity or presence.capacity
        presence.seen_at = now
        presence.save()
        tell()
    if status != PresenceStatus.ONLINE:
        rescue_waiting()
    return presence


def keep_alive(user: User) -> Presence:
    """Goes on with the agent's stored presence: a console that opens again is there again."""
    presence: Presence
    presence, made = Presence.objects.get_or_create(user=user, defaults={"capacity": user.capacity})
    if not made:
        Presence.objects.filter(pk=presence.pk).update(seen_at=timezone.now())
    return presence
