"""What a chat took of its agents: pure sums over who was in which chat, and when.

An agent's time is shared among the chats they have at that moment: with c chats each gets 1/c of
it, so the attention of all chats adds up to the time that the agents were busy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Stint(NamedTuple, Generic[Key]):
    """One agent's time in one chat, from and to."""

    chat: Key
    agent: int
    starts_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class Attention:
    """Of one chat: the agents' shared time, and how many chats they had at once meanwhile."""

    seconds: float = 0.0
    present_s: float = 0.0
    chat_seconds: float = 0.0
    most_at_once: int = 0

    @property
    def at_once(self) -> float | None:
        """Chats of its agents at once, weighted by time; none for a chat nobody was in."""
        return self.chat_seconds / self.present_s if self.present_s else None


def attention(stints: Iterable[Stint[Key]]) -> dict[Key, Attention]:
    """By chat. All stints that touch those of interest must be given."""
    by_agent = defaultdict[int, list[Stint[Key]]](list)
    for stint in stints:
        by_agent[stint.agent].append(stint)
    found = defaultdict[Key, Attention](Attention)
    for theirs in by_agent.values():
        _share(theirs, found)
    return dict(found)


def _share(stints: Sequence[Stint[Key]], found: defaultdict[Key, Attention]) -> None:
    """Adds one agent's time to their chats, moment by moment between two changes."""
    changes = sorted({at for stint in stints for at in (stint.starts_at, stint.ends_at)})
    waiting = sorted(stints, key=lambda stint: stint.starts_at, reverse=True)
    running: list[Stint[Key]] = []
    for at, until in pairwise(changes):
        running = [stint for stint in running if stint.ends_at > at]
        while waiting and waiting[-1].starts_at <= at:
            stint = waiting.pop()
            running += [stint] if stint.ends_at > at else []
        seconds, count = (until - at).total_seconds(), len(running)
        for stint in running:
            chat = found[stint.chat]
            chat.seconds += seconds / count
            chat.present_s += seconds
            chat.chat_seconds += seconds * count
            chat.most_at_once = max(chat.most_at_once, count)


def bounces(agents: Sequence[int]) -> int:
    """Handovers beyond the first, or back to one who had it before; agents in their order."""
    return sum(
        number > 1 or agent in agents[:number]
        for number, agent in enumerate(agents)
        if number and agents[number - 1] != agent
    )
