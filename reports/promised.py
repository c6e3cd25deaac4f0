"""Who promises chat when, by today's settings, and who was there: read from PostgreSQL.

Team 0 is the whole desk: its hours, everybody who is there, and the least that any team wants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from chat.models import PresenceSpan
from helpdesk.people.calendars import read_calendars
from helpdesk.people.hours import Calendar, open_spans
from helpdesk.people.models import Desk, Membership, Team, User
from reports.kept_hours import Held, Here, Span, Stretch, stretches
from reports.periods import DAY, Period

DESK = 0


@dataclass(frozen=True, slots=True)
class Line:
    """For whom newcomers wait: a team, or the whole desk (whose `members` is None: everybody)."""

    team: int
    name: str
    calendar: Calendar
    least: int
    members: frozenset[int] | None
    people: int
    """How many may be there today; whose figures must not be told apart where they are few."""

    def has(self, agent: int) -> bool:
        return self.members is None or agent in self.members


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised by whom, and since when it is on record who was there."""

    zone: tzinfo
    lines: tuple[Line, ...]
    began: datetime | None

    def line(self, team: int) -> Line:
        return next(line for line in self.lines if line.team == team)

    def fingerprint(self, until: date | None) -> str:
        """A name for all that decides what was promised up to the end of a day."""
        parts: list[Any] = [str(self.zone), self.began]
        for line in self.lines:
            week = sorted(line.calendar.week.items())
            days = sorted(line.calendar.exceptions.items())
            past = [entry for entry in days if until and entry[0] <= until]
            members = None if line.members is None else sorted(line.members)
            parts.append((line.team, line.least, members, week, past))
        return sha256(repr(parts).encode()).hexdigest()


def read_promise(desk: Desk) -> Promise:
    """The desk first, then the teams by name. Seven queries."""
    calendars = read_calendars(desk)
    members: dict[int, set[int]] = {}
    active = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    for of, user in Membership.objects.values_list("team_id", "user_id"):
        members.setdefault(of, set()).add(user)
    teams = list(Team.objects.order_by("name", "pk"))
    least = min((team.least_agents for team in teams), default=1)
    lines = [Line(DESK, _("Whole desk"), calendars.of(None), least, None, len(active))]
    for team in teams:
        of_team = frozenset(members.get(team.pk, ()))
        hours = calendars.of(team.pk)
        size = len(of_team & active)
        lines.append(Line(team.pk, team.name, hours, team.least_agents, of_team, size))
    first = PresenceSpan.objects.order_by("starts_at").values_list("starts_at", flat=True).first()
    return Promise(desk.zone, tuple(lines), first.astimezone(UTC) if first else None)


def stretches_of(
    promise: Promise, period: Period, *, team: int | None = None, with_chats: bool = True
) -> Iterator[tuple[Line, list[Stretch]]]:
    """What was promised in these days and has passed: for each line, its stretches in order.

    Of one team, or of all and the desk. Without chats no stretch has any, and there are far fewer.
    """
    start, end = period.instants(promise.zone)
    end = min(end, timezone.now())
    if promise.began is None or end <= max(start, promise.began):
        return
    start = max(start, promise.began)
    here, closed = _here(start, end), _closed(start, end)
    held = _held(start, end) if with_chats else []
    for line in promise.lines if team is None else [promise.line(team)]:
        yield (
            line,
            list(
                stretches(
                    open_spans(line.calendar, start, end),
                    [one for one in here if line.has(one.agent)],
                    [one for one in held if line.has(one.agent)],
                    closed.get(line.team, ()),
                )
            ),
        )


def runs(days: Sequence[date]) -> Iterator[Period]:
    """The fewest periods that make up these days; they ascend."""
    numbered = enumerate(days)
    for _key, group in groupby(numbered, lambda pair: pair[1] - pair[0] * DAY):
        run = [day for _number, day in group]
        yield Period(run[0], run[-1])


PRESENT = """
SELECT user_id, starts_at, coalesce(ends_at, %(end)s), capacity FROM chat_presencespan
 WHERE status = 'online' AND capacity > 0 AND starts_at < %(end)s
   AND (ends_at IS NULL OR starts_at >= %(start)s - interval '31 days' AND ends_at > %(start)s)
"""
"""Nobody is there for a month on end: with that limit the index is used."""
PARTS = """
SELECT agent_id, starts_at, coalesce(ends_at, %(end)s) FROM chat_participation
 WHERE starts_at < %(end)s AND starts_at >= %(start)s - interval '31 days'
   AND (ends_at IS NULL OR ends_at > %(start)s)
"""
CLOSURES = """
SELECT coalesce(team_id, 0), starts_at, coalesce(ends_at, %(end)s) FROM chat_closure
 WHERE starts_at < %(end)s AND (ends_at IS NULL OR ends_at > %(start)s)
"""


def _here(start: datetime, end: datetime) -> list[Here]:
    return [Here(agent, *_utc(times), size) for agent, *times, size in _rows(PRESENT, start, end)]


def _held(start: datetime, end: datetime) -> list[Held]:
    return [Held(agent, *_utc(times)) for agent, *times in _rows(PARTS, start, end)]


def _closed(start: datetime, end: datetime) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for team, *times in _rows(CLOSURES, start, end):
        found.setdefault(team, []).append(_utc(times))
    return found


def _rows(statement: str, start: datetime, end: datetime) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"start": start, "end": end})
        return list(cursor.fetchall())


def _utc(times: Sequence[datetime]) -> tuple[datetime, datetime]:
    start, end = times
    return start.astimezone(UTC), end.astimezone(UTC)
