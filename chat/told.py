"""The waits that visitors were told and how long they waited, read from PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from chat.accuracy import Accuracy, Told, accuracy, by_hour
from chat.models import Chat
from helpdesk.people.models import Desk


@dataclass(frozen=True, slots=True)
class Period:
    """`unanswered` were told a wait too and left: how long theirs would have been nobody knows."""

    days: int
    whole: Accuracy
    hours: list[tuple[int, Accuracy]]
    unanswered: int


def told_waits(at: datetime, *, days: int) -> Period:
    """Of the chats that opened in the last so many days, by the hour at the desk. Two queries."""
    zone = Desk.current().zone
    opened = Chat.objects.filter(
        opened_at__gt=at - timedelta(days=days), opened_at__lte=at, told_wait_seconds__isnull=False
    )
    rows = opened.filter(first_reply_at__isnull=False).values_list(
        "told_wait_seconds",
        "told_low_seconds",
        "told_high_seconds",
        F("first_reply_at") - F("opened_at"),
        "opened_at",
    )
    told = [
        Told(expected, low or 0, high, waited.total_seconds(), came.astimezone(zone).hour)
        for expected, low, high, waited, came in rows
    ]
    left = opened.filter(first_reply_at__isnull=True, ended_at__isnull=False).count()
    return Period(days, accuracy(told), list(by_hour(told).items()), left)
