"""Whether chat is open to newcomers: pure rules.

Chat is open only inside service hours, while an agent with free capacity is present, while the
queue is not too long, and while nobody would wait too long: a window that nobody answers is the
worst service there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Reason = Literal["hours", "nobody", "full", "queue", "wait"]
REASONS: tuple[Reason, ...] = ("hours", "nobody", "full", "queue", "wait")
OPENS_AGAIN_BELOW = 0.8
"""Closed because of the wait, the desk opens again below this part of the limit."""


@dataclass(frozen=True, slots=True)
class Load:
    """One present agent: how many chats at once, and how many now."""

    capacity: int
    active: int

    @property
    def free(self) -> int:
        """Places left; never negative, also where the capacity was lowered below what is active."""
        return max(0, self.capacity - self.active)


def is_wait_too_long(wait_s: float, *, limit_s: int, is_closed: bool) -> bool:
    """Whether newcomers would wait too long. A limit of 0 closes nothing.

    Once closed, the wait must fall well below the limit, so that the desk does not flap.
    """
    if not limit_s:
        return False
    return wait_s >= limit_s * OPENS_AGAIN_BELOW if is_closed else wait_s > limit_s


def why_closed(
    *,
    in_hours: bool,
    agents: Sequence[Load],
    waiting: int,
    queue_limit: int,
    is_slow: bool = False,
) -> Reason | None:
    """Why a newcomer cannot chat now; None where they can."""
    if not in_hours:
        return "hours"
    if not agents:
        return "nobody"
    if waiting >= queue_limit:
        return "queue"
    if is_slow:
        return "wait"
    if not any(agent.free for agent in agents):
        return "full"
    return None
