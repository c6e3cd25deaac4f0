"""The desk at this moment: who is there, who waits, whether newcomers may chat.

Everything is read once (`look`); what holds for a newcomer depends on whom they would wait for, the
team of their topic or everybody (`Moment.line`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from chat.assignment import capacity_of
from chat.availability import Load, Reason, is_wait_too_long, why_closed
from chat.experience import recent_experience
from chat.models import Chat, Closure, Presence
from chat.waits import Estimate, Experience, estimate
from helpdesk.people import hours
from helpdesk.people.calendars import Calendars, read_calendars
from helpdesk.people.models import Desk, Membership

USUAL_PROMISE_S = 10


class Queued(NamedTuple):
    """A waiting chat."""

    chat: UUID
    team: int | None
    queued_at: datetime


class Place(NamedTuple):
    """Where a chat stands in the queue, and how long it will wait; `high_s` None: no end."""

    position: int
    expected_s: int
    low_s: int
    high_s: int | None


@dataclass(frozen=True)
class Situation:
    """What decides about a newcomer. `next_open_at` is None in hours, or where none is known.

    `waiting` counts those before them, `slowest_s` is how long the first of these has waited.
    """

    reason: Reason | None
    next_open_at: datetime | None
    calendar: hours.Calendar
    loads: dict[int, Load]
    waiting: int
    slowest_s: float = 0.0
    experience: Experience = field(default_factory=Experience)

    @property
    def is_open(self) -> bool:
        return self.reason is None

    @property
    def free(self) -> int:
        return sum(load.free for load in self.loads.values())

    def estimate(self, position: int, *, promise_s: float = USUAL_PROMISE_S) -> Estimate:
        """The wait of whoever stands at this place."""
        return estimate(
            position,
            free=self.free,
            places=[load.capacity for load in self.loads.values()],
            experience=self.experience,
            promise_s=promise_s,
        )

    def place(self, position: int) -> Place:
        found = self.estimate(position)
        return Place(position, round(found.expected_s), *found.told)

    @cached_property
    def newcomer(self) -> Place:
        """Where somebody who opens a chat now would stand."""
        return self.place(self.waiting + 1)

    @property
    def wait_s(self) -> float:
        """The measured wait: what a newcomer may expect, or what somebody waits already."""
        return max(self.newcomer.expected_s, self.slowest_s)


@dataclass(frozen=True)
class Moment:
    """All that is known of the desk at one moment. `slow`: the lines closed because of the wait."""

    at: datetime
    desk: Desk
    calendars: Calendars
    loads: dict[int, Load]
    members: Mapping[int, set[int]]
    queue: list[Queued]
    slow: set[int | None]
    experience: Experience

    @property
    def watched(self) -> set[int]:
        """Teams of which at least one member is present: chats may wait for them."""
        return {team for team, users in self.members.items() if users & self.loads.keys()}

    def line(self, team: int | None = None) -> Situation:
        """What holds for newcomers to this team; None, or a team that nobody watches: to all."""
        agents = self._agents(team)
        before = self._before(team)
        calendar = self.calendars.of(team)
        in_hours = hours.is_open(calendar, self.at)
        found = Situation(
            None,
            None if in_hours else hours.next_opening(calendar, self.at),
            calendar,
            agents,
            len(before),
            max(((self.at - one.queued_at).total_seconds() for one in before), default=0.0),
            self.experience,
        )
        reason = why_closed(
            in_hours=in_hours,
            agents=list(agents.values()),
            waiting=len(self.queue),
            queue_limit=self.desk.queue_limit,
            is_slow=self.is_slow(team, found),
        )
        return replace(found, reason=reason)

    def is_slow(self, team: int | None, line: Situation) -> bool:
        return bool(line.loads) and is_wait_too_long(
            line.wait_s,
            limit_s=self.desk.wait_limit_seconds,
            is_closed=self.waited_for(team) in self.slow,
        )

    def waited_for(self, team: int | None) -> int | None:
        """For whom newcomers to this team wait: for everybody, where nobody watches it."""
        return team if team in self.watched else None

    def places(self) -> dict[UUID, Place]:
        """Where everybody who waits stands."""
        lines = {team: self.line(team) for team in {one.team for one in self.queue}}
        return {one.chat: lines[one.team].place(self._position(one)) for one in self.queue}

    def _position(self, one: Queued) -> int:
        return 1 + sum(other.queued_at < one.queued_at for other in self._before(one.team))

    def _agents(self, team: int | None) -> dict[int, Load]:
        team = self.waited_for(team)
        if team is None:
            return self.loads
        return {user: load for user, load in self.loads.items() if user in self.members[team]}

    def _before(self, team: int | None) -> list[Queued]:
        """Those who wait for the same agents: a chat without team may take any of them."""
        team = self.waited_for(team)
        return [one for one in self.queue if team is None or one.team in (team, None)]


def look(at: datetime | None = None) -> Moment:
    """The desk now (or at `at`, for hours)."""
    at = at or timezone.now()
    desk = Desk.current()
    queue = Chat.objects.waiting().values_list("pk", "team_id", "queued_at")
    return Moment(
        at=at,
        desk=desk,
        calendars=read_calendars(desk),
        loads=loads(at),
        members=_members(),
        queue=[Queued(*row) for row in queue],
        slow=set(Closure.objects.filter(ends_at=None).values_list("team_id", flat=True)),
        experience=recent_experience(at),
    )


def loads(at: datetime) -> dict[int, Load]:
    """The present agents' capacities and active chats, by user id."""
    active = Counter(Chat.objects.active().values_list("agent_id", flat=True))
    present = Presence.objects.present(at).values_list("user_id", "capacity", "relieved")
    return {
        user: Load(capacity_of(capacity, relieved=relieved), active[user])
        for user, capacity, relieved in present
    }


def situation(at: datetime | None = None, *, team: int | None = None) -> Situation:
    """What decides about a newcomer to this team, or to the whole desk, now."""
    return look(at).line(team)


def watched_teams(at: datetime) -> set[int]:
    """Teams of which at least one member is present: chats may wait for them."""
    present = Presence.objects.present(at).values("user_id")
    return set(
        Membership.objects.filter(user_id__in=present).values_list("team_id", flat=True).distinct()
    )


def wait_for(position: int, now: Situation) -> int:
    """Seconds that whoever stands at this place of the queue may expect to wait."""
    return now.place(position).expected_s


def _members() -> dict[int, set[int]]:
    members: dict[int, set[int]] = {}
    for team, user in Membership.objects.values_list("team_id", "user_id"):
        members.setdefault(team, set()).add(user)
    return members
