"""What happened to whom in a simulated day."""

from __future__ import annotations

from dataclasses import dataclass, field

from chat.waits import Estimate


@dataclass(slots=True)
class Fate:
    """One visitor's day; times in seconds of the day. `end`: answered, refused or left."""

    number: int
    came_at: float
    end: str = ""
    why: str = ""
    told: Estimate | None = None
    first_words_at: float | None = None
    left_at: float | None = None
    agents: list[int] = field(default_factory=list)
    transfers: int = 0

    @property
    def wait_s(self) -> float | None:
        return None if self.first_words_at is None else self.first_words_at - self.came_at


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer; `end` as in `OfferEnd`."""

    visitor: int
    agent: int
    at: float
    ended_at: float
    end: str


@dataclass(frozen=True, slots=True)
class Had:
    """One agent's time in one chat."""

    visitor: int
    agent: int
    starts: float
    ends: float


@dataclass(slots=True)
class Log:
    """The whole day. `most`: the most chats that each agent ever had at once."""

    fates: list[Fate] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    had: list[Had] = field(default_factory=list)
    most: dict[int, int] = field(default_factory=dict)
