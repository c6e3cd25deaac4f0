"""Whether chat is open, and how long one waits: pure rules.

Chat is open only inside service hours, while an agent with free capacity is present, and while the
queue is not too long: a window that nobody answers is the worst service there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Reason = Literal["hours", "nobody", "full", "queue"]


@dataclass(frozen=True, slots=True)
class Load:
    """One present agent: how many chats at once, and how many now."""

    capacity: int
    active: int

    @property
    def free(self) -> int:
        """Places left; never negative, also where the capacity was lowered below what is active."""
        return max(0, self.capacity - self.active)


def why_closed(
    *, in_hours: bool, agents: Sequence[Load], waiting: int, queue_limit: int
) -> Reason | None:
    """Why a newcomer cannot chat now; None where they can."""
    if not in_hours:
        return "hours"
    if not agents:
        return "nobody"
    if waiting >= queue_limit:
        return "queue"
    if not any(agent.free for agent in agents):
        return "full"
    return None


def expected_wait_s(
    position: int,
    *,
    free: int,
    slots: int,
    recent_waits: Sequence[float],
    recent_durations: Sequence[float],
    promise_s: int,
) -> int:
    """Seconds until the first answer of whoever is at this place of the queue (first is 1).

    Whoever finds a free place waits as people did lately (median; the promise where nothing is
    known). Behind them, one place frees up every `median duration / slots` seconds.
    """
    usual = median(recent_waits) if recent_waits else float(promise_s)
    behind = max(0, position - free)
    if not behind:
        return round(usual)
    duration = median(recent_durations) if recent_durations else 480.0
    return round(usual + behind * duration / max(1, slots))
