"""What recent chats teach about waits, read from PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Min, Q, Sum
from django.db.models.functions import Coalesce

from chat.models import Chat, Participation
from chat.waits import Answers, Experience, Served, answers

LATELY = timedelta(hours=1)
"""How soon chats are answered depends on who is there now ..."""
LATEST = 20
RECENTLY = timedelta(days=28)
"""... how long they take, and how patient people are, does not change from hour to hour."""
SAMPLE = 200


def recent_experience(at: datetime) -> Experience:
    """Three queries, each of a few hundred rows at most."""
    waited_s, left = _patience(at)
    return Experience(_served(at), _answers(at), waited_s, left)


def _served(at: datetime) -> tuple[Served, ...]:
    """All agents' time in each chat: a transfer frees one place and takes another."""
    latest = Chat.objects.filter(first_reply_at__gt=at - RECENTLY, ended_at__isnull=False)
    parts = Participation.objects.filter(
        chat__in=latest.order_by("-first_reply_at").values("pk")[:SAMPLE], ends_at__isnull=False
    )
    rows = (
        parts.values("chat")
        .annotate(took=Sum(F("ends_at") - F("starts_at")))
        .values_list("took", "chat__contact__concurrency")
    )
    return tuple(Served(took.total_seconds(), at_once or 1.0) for took, at_once in rows)


def _answers(at: datetime) -> Answers | None:
    """From the first offer, which tells that a place was free; without one, from opening."""
    rows = (
        Chat.objects.filter(first_reply_at__gt=at - LATELY)
        .order_by("-first_reply_at")
        .annotate(free_at=Coalesce(Min("offers__offered_at"), F("opened_at")))
        .values_list("free_at", "first_reply_at")[:LATEST]
    )
    return answers([max(0.0, (replied - free).total_seconds()) for free, replied in rows])


def _patience(at: datetime) -> tuple[float, int]:
    """All seconds that people waited, and how many gave up."""
    decided = Q(first_reply_at__isnull=False) | Q(ended_at__isnull=False)
    rows = (
        Chat.objects.filter(decided, opened_at__gt=at - RECENTLY)
        .order_by("-opened_at")
        .annotate(until=Coalesce("first_reply_at", "ended_at"))
        .values_list("opened_at", "until", "first_reply_at")[:SAMPLE]
    )
    waits = [
        ((until - opened).total_seconds(), replied is None)
        for opened, until, replied in rows
        if until
    ]
    return sum(seconds for seconds, _ in waits), sum(left for _, left in waits)
