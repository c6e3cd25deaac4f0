"""One agent of a simulated day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from chat.assignment import Agent, Held
from chat.availability import Load
from chat.simulation.day import AgentPlan, Visitor

MIDNIGHT = datetime(2026, 2, 2, tzinfo=UTC)


def clock(second: float) -> datetime:
    """The moment of the simulated day, as the rules take it."""
    return MIDNIGHT + timedelta(seconds=second)


@dataclass(slots=True)
class Talk:
    """A chat in an agent's hands. `left_s`: how much of its service is still to be done."""

    visitor: Visitor
    since: float
    left_s: float

    def written_at(self, now: float) -> float:
        """When somebody last wrote: now, but for the stretch in which the chat rests."""
        rests = self.visitor.rests
        if rests is None:
            return now
        done = self.visitor.service_s - self.left_s + now - self.since
        return now - (done - rests[0]) if rests[0] <= done < rests[1] else now


@dataclass(slots=True)
class Member:
    """`is_away`: asked for no further chats; `is_silent`: answers nothing any more."""

    plan: AgentPlan
    online_since: float
    held: dict[int, Talk] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    is_away: bool = False
    is_silent: bool = False
    last_ends: list[str] = field(default_factory=list)
    last_new: float | None = None
    last_offered: float | None = None
    glances: bool = False

    @property
    def load(self) -> Load:
        return Load(self.plan.capacity, len(self.held))

    def has_room(self) -> bool:
        return not self.is_away and len(self.held) + len(self.shown) < self.plan.capacity

    def as_agent(self, now: float) -> Agent:
        """As the rules see them; what is shown to them takes a place."""
        at = clock(now)
        held = [Held(None, clock(talk.written_at(now))) for talk in self.held.values()]
        return Agent(
            self.plan.number,
            self.plan.capacity,
            clock(self.online_since),
            (*held, *(Held(None, at) for _ in self.shown)),
            last_new_at=None if self.last_new is None else clock(self.last_new),
            last_offered_at=None if self.last_offered is None else clock(self.last_offered),
        )
