"""What the database knows of how chats go: the only part of the simulation that reads it."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.db.models import F, Sum
from django.utils import timezone

from chat.experience import recent_experience
from chat.models import Chat, Participation
from chat.promises import rules_of
from chat.simulation.habits import USUAL_HOURS, Habits
from chat.simulation.stage import House
from chat.waits import PATIENCE_S, leaving_rate
from helpdesk.people.models import Desk

ENOUGH = 50
LATEST = 2000
LEAST_PATIENCE_S = 60.0


def measured_habits() -> Habits:
    """Service times and hours of the latest real chats; what is not measured stays as stated."""
    zone = Desk.current().zone
    ended = Chat.objects.filter(first_reply_at__isnull=False, ended_at__isnull=False)
    latest = ended.order_by("-first_reply_at").values("pk")[:LATEST]
    parts = Participation.objects.filter(chat__in=latest, ends_at__isnull=False)
    took = parts.values("chat").annotate(took=Sum(F("ends_at") - F("starts_at"))).order_by("chat")
    services = tuple(round(row["took"].total_seconds(), 3) for row in took)
    if len(services) < ENOUGH:
        return Habits()
    opened = Chat.objects.order_by("-opened_at").values_list("opened_at", flat=True)[:LATEST]
    hours = Counter(timezone.localtime(at, zone).hour for at in opened)
    experience = recent_experience(timezone.now())
    patience = 1 / leaving_rate(experience) if experience.left else PATIENCE_S
    known = {hour: float(n) for hour, n in hours.items() if hour in USUAL_HOURS}
    return Habits(services, known or USUAL_HOURS, max(LEAST_PATIENCE_S, patience))


def desk_settings() -> House:
    """The desk's own, and those of a team that nobody has changed."""
    desk, rules = Desk.current(), rules_of(None)
    return House(
        promise_s=rules.promise_seconds,
        offer_s=rules.offer_seconds,
        queue_limit=desk.queue_limit,
        wait_limit_s=desk.wait_limit_seconds,
        ttl_s=settings.CHAT["presence_ttl_s"],
        grace_s=rules.agent_grace_seconds,
    )
