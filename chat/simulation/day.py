"""The people of one simulated day: the same for every way of routing. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from chat.simulation.habits import Habits

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Visitor:
    """`at` in seconds of the day; the rest in seconds. `handed_at`: the part after which another
    agent goes on with it; `rests`: when, within the service, nobody writes."""

    number: int
    at: float
    service_s: float
    patience_s: float
    handed_at: float | None = None
    rests: Span | None = None


@dataclass(frozen=True, slots=True)
class AgentPlan:
    """`silent_from`: stops answering; ten minutes later the console is gone as well."""

    number: int
    name: str
    capacity: int
    lunch: Span | None = None
    silent_from: float | None = None


@dataclass(frozen=True, slots=True)
class Day:
    seed: int
    opens: float
    closes: float
    visitors: tuple[Visitor, ...]
    agents: tuple[AgentPlan, ...]


OPENS, CLOSES = 8 * 3600.0, 16 * 3600.0
LUNCH: Span = (11.5 * 3600, 12 * 3600)
SILENT_FROM = 13 * 3600.0
CAPACITIES = (6, 4, 5, 4, 4, 3)
EATS, FALLS_SILENT = 2, 4
"""Which of the six has a lunch break, and which stops answering."""


def make_day(*, seed: int, chats: int, habits: Habits) -> Day:
    """So many chats on the average, spread over the hours; the same seed gives the same day."""
    rng = Random(f"{seed} visitors")
    hours = {hour: part for hour, part in habits.hours.items() if OPENS <= hour * 3600 < CLOSES}
    whole = sum(hours.values())
    moments = sorted(
        hour * 3600 + rng.random() * 3600
        for hour, part in hours.items()
        for _ in range(_poisson(rng, chats * part / whole))
    )
    visitors = tuple(_visitor(number, at, rng, habits) for number, at in enumerate(moments))
    return Day(seed, OPENS, CLOSES, visitors, _agents())


def _agents() -> tuple[AgentPlan, ...]:
    return tuple(
        AgentPlan(
            number,
            f"agent {number}",
            capacity,
            lunch=LUNCH if number == EATS else None,
            silent_from=SILENT_FROM if number == FALLS_SILENT else None,
        )
        for number, capacity in enumerate(CAPACITIES, start=1)
    )


def _visitor(number: int, at: float, rng: Random, habits: Habits) -> Visitor:
    service = max(20.0, habits.service(rng))
    patience = rng.expovariate(1 / habits.patience_s)
    handed, rest, begins = rng.random(), rng.random(), rng.uniform(0.2, 0.5)
    return Visitor(
        number,
        at,
        service,
        patience,
        handed_at=0.3 if handed < habits.handed_over else None,
        rests=(begins * service, (begins + 0.4) * service) if rest < habits.rests else None,
    )


def _poisson(rng: Random, mean: float) -> int:
    """How many come in an hour in which so many come on the average."""
    count, passed = -1, 0.0
    while passed < mean:
        passed += rng.expovariate(1)
        count += 1
    return count
