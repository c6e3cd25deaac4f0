"""Files that were uploaded and that no message ever said."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from chat.choices import ENDED_STATES
from chat.models import Chat, File

KEPT = timedelta(days=1)
"""So long a half-written message may wait in a window of an open chat."""


def drop_unsaid_files(at: datetime | None = None) -> int:
    """Removes those of chats that ended, and those that were forgotten; returns how many."""
    unsaid, ended = File.objects.unsaid(), Chat.objects.filter(state__in=ENDED_STATES)
    forgotten, _kinds = unsaid.filter(created_at__lt=(at or timezone.now()) - KEPT).delete()
    late, _kinds = unsaid.filter(chat__in=ended).delete()
    return forgotten + late
