"""The desk at this moment: who is there, who waits, whether newcomers may chat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from chat.availability import Load, Reason, expected_wait_s, why_closed
from chat.models import Chat, Presence
from helpdesk.people import hours
from helpdesk.people.calendars import desk_calendar
from helpdesk.people.models import Desk, Membership

RECENT = timedelta(hours=1)
SAMPLE = 20


@dataclass(frozen=True)
class Situation:
    """What decides about a newcomer. `next_open_at` is None in hours, or where none is known."""

    reason: Reason | None
    next_open_at: datetime | None
    calendar: hours.Calendar
    loads: dict[int, Load]
    waiting: int

    @property
    def is_open(self) -> bool:
        return self.reason is None

    @property
    def free(self) -> int:
        return sum(load.free for load in self.loads.values())


def loads(at: datetime) -> dict[int, Load]:
    """The present agents' capacities and active chats, by user id."""
    active = Counter(Chat.objects.active().values_list("agent_id", flat=True))
    present = Presence.objects.present(at).values_list("user_id", "capacity")
    return {user: Load(capacity, active[user]) for user, capacity in present}


def situation(at: datetime | None = None) -> Situation:
    """The desk now (or at `at`, for hours)."""
    at = at or timezone.now()
    calendar = desk_calendar()
    agents = loads(at)
    waiting = Chat.objects.waiting().count()
    in_hours = hours.is_open(calendar, at)
    reason = why_closed(
        in_hours=in_hours,
        agents=list(agents.values()),
        waiting=waiting,
        queue_limit=Desk.current().queue_limit,
    )
    next_open_at = None if in_hours else hours.next_opening(calendar, at)
    return Situation(reason, next_open_at, calendar, agents, waiting)


def wait_for(position: int, now: Situation, *, promise_s: int = 10) -> int:
    """Seconds that whoever stands at this place of the queue may expect to wait."""
    since = timezone.now() - RECENT
    recent = list(
        Chat.objects.filter(opened_at__gt=since, first_reply_at__isnull=False)
        .order_by("-first_reply_at")
        .values_list("opened_at", "first_reply_at", "ended_at")[:SAMPLE]
    )
    return expected_wait_s(
        position,
        free=now.free,
        slots=sum(load.capacity for load in now.loads.values()),
        recent_waits=[(first - opened).total_seconds() for opened, first, _ in recent if first],
        recent_durations=[(ended - opened).total_seconds() for opened, _, ended in recent if ended],
        promise_s=promise_s,
    )


def watched_teams(at: datetime) -> set[int]:
    """Teams of which at least one member is present: chats may wait for them."""
    present = Presence.objects.present(at).values("user_id")
    return set(
        Membership.objects.filter(user_id__in=present).values_list("team_id", flat=True).distinct()
    )
