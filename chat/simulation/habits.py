"""How people come, talk, wait and answer: what a simulated day is made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from random import Random

USUAL_HOURS: Mapping[int, float] = {
    8: 0.8, 9: 1.3, 10: 1.35, 11: 1.1, 12: 1.0, 13: 1.15, 14: 1.0, 15: 0.75
}  # fmt: skip
"""How the chats of a day spread over its hours, where nothing is measured."""
SERVICE_MEDIAN_S, SERVICE_SPREAD = 540.0, 0.55
"""How long an agent is with a chat, where nothing is measured: a log-normal distribution."""
NOTICED_MEDIAN_S, WROTE_MEDIAN_S, REACTION_SPREAD = 2.5, 3.5, 0.45
"""How soon an agent without chats takes an offer, and then writes the first words."""
SLOWER_A_CHAT = 0.12
"""... and how much slower with each chat in hand (Goes and others measured 18 % slower replies)."""
GLANCE_MEAN_S = 8.0
"""How long it takes on the average, with free pick, until an agent without chats sees the queue."""


@dataclass(frozen=True, slots=True)
class Habits:
    """`services` were measured in real chats (seconds), as were `hours`; empty: as stated above."""

    services: tuple[float, ...] = ()
    hours: Mapping[int, float] = field(default_factory=lambda: USUAL_HOURS)
    patience_s: float = 300.0
    handed_over: float = 0.08
    rests: float = 0.25

    def service(self, rng: Random) -> float:
        if self.services:
            return rng.choice(self.services)
        return rng.lognormvariate(log(SERVICE_MEDIAN_S), SERVICE_SPREAD)


def reaction(rng: Random, median_s: float, *, in_hand: int) -> float:
    """Seconds; the more chats in hand, the later."""
    usual = rng.lognormvariate(log(median_s), REACTION_SPREAD)
    return usual * (1 + SLOWER_A_CHAT * in_hand)
