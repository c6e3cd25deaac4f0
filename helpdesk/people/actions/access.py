"""Means of access that are over are not kept."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone
from knox.models import AuthToken


def clear_ended() -> int:
    """Deletes sessions and API tokens whose time is over; returns how many."""
    now = timezone.now()
    sessions, _kinds = Session.objects.filter(expire_date__lt=now).delete()
    tokens, _kinds = AuthToken.objects.filter(expiry__lt=now).delete()
    return sessions + int(tokens)
