"""When an agent's load is eased: a pure rule, plain values in and out.

Whoever was at work for a whole stretch without a rest, and in it had so much of the places taken as
the desk counts as high load, takes one chat fewer until they have rested. Rest is time in which
nothing was asked of them: a break, lunch, or being gone, for ten minutes at least; a shorter pause
is part of the stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REST = timedelta(minutes=10)
"""So long a pause is a rest."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The desk's: a stretch of at least so long, with at least this percentage of places taken."""

    stretch: timedelta
    load_percent: int

    def looks_from(self, at: datetime) -> datetime:
        """Nothing older decides at this moment."""
        return at - self.stretch - REST


@dataclass(frozen=True, slots=True)
class Worked:
    """From when to when an agent was at work, and how many chats at once they took then."""

    starts_at: datetime
    ends_at: datetime
    capacity: int


@dataclass(frozen=True, slots=True)
class Held:
    """From when to when an agent had one chat."""

    starts_at: datetime
    ends_at: datetime


def last_rest(worked: Iterable[Worked], *, since: datetime, until: datetime) -> datetime | None:
    """When the last rest within this time ended; `until` while one lasts; None without any."""
    found, busy_until = None, since
    for span in sorted(worked, key=lambda one: one.starts_at):
        if min(span.starts_at, until) - busy_until >= REST:
            found = span.starts_at
        busy_until = max(busy_until, span.ends_at)
    return until if until - busy_until >= REST else found


def load_percent(
    worked: Iterable[Worked], held: Iterable[Held], *, since: datetime, until: datetime
) -> int:
    """How much of an agent's places was taken in this time, each weighed by how long it was."""
    places = sum(span.capacity * _seconds(span, since, until) for span in worked)
    taken = sum(_seconds(chat, since, until) for chat in held)
    return round(100 * taken / places) if places else 0


def strained(
    rule: Rule,
    worked: Sequence[Worked],
    held: Sequence[Held],
    *,
    at: datetime,
    rested_at: datetime | None = None,
) -> int | None:
    """The load in percent of whoever is due for relief at this moment; None who is not.

    Of what was worked, all since `rule.looks_from(at)` must be there. `rested_at`: since when the
    load is counted anew, if something else than a rest did so.
    """
    since = at - rule.stretch
    rest = last_rest(worked, since=rule.looks_from(at), until=at)
    if any(moment is not None and moment > since for moment in (rest, rested_at)):
        return None
    load = load_percent(worked, held, since=since, until=at)
    return load if load >= rule.load_percent else None


def is_rested(worked: Iterable[Worked], *, at: datetime) -> bool:
    """Whether a rest lasts at this moment, or ended within the time that one takes."""
    return last_rest(worked, since=at - 2 * REST, until=at) is not None


def _seconds(span: Worked | Held, since: datetime, until: datetime) -> float:
    """How much of it lies within this time."""
    within = min(span.ends_at, until) - max(span.starts_at, since)
    return max(0.0, within.total_seconds())
