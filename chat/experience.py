"""What recent chats teach about waits, read from PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Min, Q
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
    served = tuple(
        Served((ends - starts).total_seconds(), at_once or 1.0)
        for starts, ends, at_once in Participation.objects.filter(
            starts_at__gt=at - RECENTLY, ends_at__isnull=False
        )
        .order_by("-starts_at")
        .values_list("starts_at", "ends_at", "chat__contact__concurrency")[:SAMPLE]
    )
    waited_s, left = _patience(at)
    return Experience(served, _answers(at), waited_s, left)


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
