"""Which part of the promised hours was kept: who was there, moment by moment. Pure.

Promised time is kept while at least `least` agents accept chats and the desk has not closed itself
because of the wait. Where both fail it counts as too few agents: that is why the wait grew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from reports import shares

QUARTER = timedelta(minutes=15)
MILLISECOND = timedelta(milliseconds=1)
Span = tuple[datetime, datetime]


class Here(NamedTuple):
    """From when to when an agent accepted chats, and how many at once."""

    agent: int
    starts_at: datetime
    ends_at: datetime
    capacity: int


class Held(NamedTuple):
    """From when to when an agent had one chat."""

    agent: int
    starts_at: datetime
    ends_at: datetime


class State(Enum):
    KEPT = "kept"
    SHORT = "short"
    CLOSED = "closed"


class Stretch(NamedTuple):
    """A part of promised time in which nothing changed."""

    starts_at: datetime
    ends_at: datetime
    agents: int
    slots: int
    chats: int
    is_closed: bool

    def state(self, least: int) -> State:
        if self.agents < least:
            return State.SHORT
        return State.CLOSED if self.is_closed else State.KEPT


def stretches(
    promised: Iterable[Span],
    here: Iterable[Here],
    held: Iterable[Held],
    closed: Iterable[Span],
) -> Iterator[Stretch]:
    """Promised time, cut wherever something changes; in order. All moments are in one zone.

    `promised` has no two spans that overlap; a chat counts while its agent accepts chats.
    """
    changes: dict[datetime, list[_Change]] = defaultdict(list)
    _note(changes, promised, [_Change(promised=1)])
    _note(changes, closed, [_Change(closed=1)])
    for each in here:
        _note(changes, [each[1:3]], [_Change(each.agent, here=1, capacity=each.capacity)])
    for one in held:
        _note(changes, [one[1:3]], [_Change(one.agent, held=1)])
    now = _Now()
    for at, until in pairwise(sorted(changes)):
        for change in changes[at]:
            now.take(change)
        if now.promised:
            yield Stretch(at, until, now.agents, now.slots, now.chats, now.closed > 0)


class _Change(NamedTuple):
    agent: int = 0
    promised: int = 0
    closed: int = 0
    here: int = 0
    capacity: int = 0
    held: int = 0


def _note(
    changes: dict[datetime, list[_Change]], spans: Iterable[Span], what: Sequence[_Change]
) -> None:
    for start, end in spans:
        if start < end:
            for change in what:
                changes[start].append(change)
                changes[end].append(_Change(change.agent, *(-part for part in change[1:])))


@dataclass(slots=True)
class _Agent:
    here: int = 0
    capacity: int = 0
    held: int = 0


@dataclass(slots=True)
class _Now:
    """What holds at the moment of the walk along the changes."""

    promised: int = 0
    closed: int = 0
    agents: int = 0
    slots: int = 0
    chats: int = 0
    each: dict[int, _Agent] = field(default_factory=lambda: defaultdict(_Agent))

    def take(self, change: _Change) -> None:
        self.promised += change.promised
        self.closed += change.closed
        if not (change.here or change.held):
            return
        agent = self.each[change.agent]
        self._count(agent, -1)
        agent.here += change.here
        agent.capacity += change.capacity
        agent.held += change.held
        self._count(agent, 1)

    def _count(self, agent: _Agent, sign: int) -> None:
        if agent.here > 0:
            self.agents += sign
            self.slots += sign * agent.capacity
            self.chats += sign * agent.held


@dataclass(slots=True)
class Staffed:
    """Sums over promised time, in milliseconds.

    `agent_ms`, `slot_ms` and `chat_ms`: agents who accepted, the chats they would have taken and
    those they had, each times how long.
    """

    promised_ms: int = 0
    short_ms: int = 0
    closed_ms: int = 0
    none_ms: int = 0
    one_ms: int = 0
    two_ms: int = 0
    agent_ms: int = 0
    slot_ms: int = 0
    chat_ms: int = 0

    @property
    def kept_ms(self) -> int:
        return self.promised_ms - self.short_ms - self.closed_ms

    @property
    def more_ms(self) -> int:
        """With three agents or more."""
        return self.promised_ms - self.none_ms - self.one_ms - self.two_ms

    @property
    def agents(self) -> float | None:
        """On average."""
        return self.agent_ms / self.promised_ms if self.promised_ms else None

    @property
    def slot_use(self) -> Decimal | None:
        """Chats that agents had, of those they would have taken, in percent."""
        return shares.percent(self.chat_ms, self.slot_ms)

    def share(self, part_ms: int) -> Decimal | None:
        return shares.percent(part_ms, self.promised_ms)

    def add(self, stretch: Stretch, least: int) -> None:
        length = (stretch.ends_at - stretch.starts_at) // MILLISECOND
        state = stretch.state(least)
        self.promised_ms += length
        self.short_ms += length * (state == State.SHORT)
        self.closed_ms += length * (state == State.CLOSED)
        self.none_ms += length * (stretch.agents == 0)
        self.one_ms += length * (stretch.agents == 1)
        self.two_ms += length * (stretch.agents == 2)
        self.agent_ms += length * stretch.agents
        self.slot_ms += length * stretch.slots
        self.chat_ms += length * stretch.chats


def quarters(
    found: Iterable[Stretch], least: int, zone: tzinfo
) -> dict[tuple[date, datetime], Staffed]:
    """Sums by the zone's day and the beginning of the quarter in UTC; days begin with a quarter."""
    sums: dict[tuple[date, datetime], Staffed] = defaultdict(Staffed)
    for stretch in found:
        for part in _in_quarters(stretch):
            at = quarter_of(part.starts_at)
            sums[at.astimezone(zone).date(), at].add(part, least)
    return dict(sums)


def quarter_of(at: datetime) -> datetime:
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def _in_quarters(stretch: Stretch) -> Iterator[Stretch]:
    at = stretch.starts_at.astimezone(UTC)
    end = stretch.ends_at.astimezone(UTC)
    while at < end:
        until = min(quarter_of(at) + QUARTER, end)
        yield stretch._replace(starts_at=at, ends_at=until)
        at = until


class Gap(NamedTuple):
    """Promised time that was not kept, for one reason."""

    starts_at: datetime
    ends_at: datetime
    state: State
    agents: int

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at


def by_state(found: Iterable[Stretch], least: int) -> Iterator[Gap]:
    """Stretches of one state joined; `agents` is the least number that was there. Kept ones too."""
    current: Gap | None = None
    for stretch in found:
        state = stretch.state(least)
        if current and (current.ends_at, current.state) == (stretch.starts_at, state):
            current = current._replace(
                ends_at=stretch.ends_at, agents=min(current.agents, stretch.agents)
            )
        else:
            if current:
                yield current
            current = Gap(stretch.starts_at, stretch.ends_at, state, stretch.agents)
    if current:
        yield current
