"""How many agents a chat desk needs: a birth-death model of chats with several at once. Pure.

Chats arrive by chance at a steady rate; each of `agents` answers up to `cap` at once. An agent who
has j chats at once finishes one every `handle_s[j - 1] / j` seconds on average: the time that a
chat takes at each concurrency is measured, not assumed. Chats are spread evenly. Who finds no place
waits, and leaves after an exponential patience. With a cap of 1 this is the Erlang A model; without
impatience and with a cap of 1 it is Erlang C.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

Slope = Callable[[Sequence[float]], list[float]]
NEGLIGIBLE = 1e-9
MOST_STATES = 4000
MOST_AGENTS = 60
STEPS = 60
"""Steps in which a wait is followed (Runge and Kutta's fourth order)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """`arrivals_s` chats a second; `handle_s` a chat at each concurrency from 1 to the cap.

    `patience_s` is the mean time that people would wait; infinite where nobody leaves.
    """

    arrivals_s: float
    agents: int
    handle_s: tuple[float, ...]
    patience_s: float

    def __post_init__(self) -> None:
        if self.agents < 1 or not self.handle_s or min(self.handle_s) <= 0:
            raise ValueError("a desk needs an agent, and chats take time")
        if self.arrivals_s < 0 or self.patience_s <= 0:
            raise ValueError("arrivals and patience cannot be negative")

    @property
    def cap(self) -> int:
        return len(self.handle_s)

    @property
    def places(self) -> int:
        return self.agents * self.cap

    @property
    def leave_rate(self) -> float:
        return 1 / self.patience_s

    def finish_rate(self, chats: int) -> float:
        """Chats finished a second while so many are there, those waiting among them."""
        each, more = divmod(min(chats, self.places), self.agents)
        busier = more * self._rate(each + 1) if more else 0.0
        return (self.agents - more) * self._rate(each) + busier

    def _rate(self, at_once: int) -> float:
        return at_once / self.handle_s[at_once - 1] if at_once else 0.0


@dataclass(frozen=True, slots=True)
class Service:
    """What people get, and how busy the agents are; shares between 0 and 1."""

    within: float
    """Of all who come, those answered within the asked time."""
    lost: float
    """Those who leave before an answer."""
    mean_wait_s: float
    """Over all who come, those who leave included."""
    slot_use: float
    """Of all places, those taken."""


@lru_cache(maxsize=4096)
def service(desk: Desk, within_s: float) -> Service | None:
    """The steady state; None where the queue would grow without end."""
    chances = states(desk)
    if chances is None:
        return None
    if not desk.arrivals_s:
        return Service(1.0, 0.0, 0.0, 0.0)
    places = desk.places
    queue = sum((x - places) * chance for x, chance in enumerate(chances) if x > places)
    taken = sum(min(x, places) * chance for x, chance in enumerate(chances))
    at_once = sum(chances[:places])
    served = _served_within(desk, within_s, len(chances) - places)
    waited = sum(chance * served[i] for i, chance in enumerate(chances[places:]))
    return Service(
        within=at_once + waited,
        lost=desk.leave_rate * queue / desk.arrivals_s,
        mean_wait_s=queue / desk.arrivals_s,
        slot_use=taken / places,
    )


def states(desk: Desk) -> list[float] | None:
    """The chance of each number of chats; None where there is no steady state."""
    weights = [1.0]
    while len(weights) < MOST_STATES:
        x = len(weights)
        rate = desk.finish_rate(x) + desk.leave_rate * max(0, x - desk.places)
        weights.append(weights[-1] * desk.arrivals_s / rate)
        if x > desk.places and weights[-1] < NEGLIGIBLE * max(weights):
            break
    else:
        return None
    whole = sum(weights)
    return [weight / whole for weight in weights]


def _served_within(desk: Desk, within_s: float, positions: int) -> list[float]:
    """The chance to be answered in time, by how many wait ahead (0, 1, ...).

    Behind j others one moves up whenever a chat is finished or one of them leaves, and may leave
    oneself: f_j' = (mu + j theta) (f_(j-1) - f_j) - theta f_j, with f_(-1) = 1.
    """
    mu, theta = desk.finish_rate(desk.places), desk.leave_rate
    step = within_s / STEPS
    served = [0.0] * positions

    def slope(f: Sequence[float]) -> list[float]:
        return [
            (mu + j * theta) * ((f[j - 1] if j else 1.0) - f[j]) - theta * f[j]
            for j in range(positions)
        ]

    # Small enough a step for the fastest rate, or the sums would swing.
    parts = max(1, ceil(step * (mu + (positions + 1) * theta)))
    for _ in range(STEPS * parts):
        served = _runge_kutta(served, slope, step / parts)
    return served


def _runge_kutta(f: list[float], slope: Slope, step: float) -> list[float]:
    k1 = slope(f)
    k2 = slope([a + step / 2 * b for a, b in zip(f, k1, strict=True)])
    k3 = slope([a + step / 2 * b for a, b in zip(f, k2, strict=True)])
    k4 = slope([a + step * b for a, b in zip(f, k3, strict=True)])
    return [
        a + step / 6 * (b + 2 * c + 2 * d + e)
        for a, b, c, d, e in zip(f, k1, k2, k3, k4, strict=True)
    ]


def agents_needed(
    arrivals_s: float,
    handle_s: tuple[float, ...],
    patience_s: float,
    *,
    share: float,
    within_s: float,
    most: int = MOST_AGENTS,
) -> int | None:
    """The fewest agents with whom this share is answered in time; 0 where nobody comes.

    None where even `most` are too few.
    """
    if not arrivals_s:
        return 0
    for agents in range(1, most + 1):
        found = service(Desk(arrivals_s, agents, handle_s, patience_s), within_s)
        if found and found.within >= share:
            return agents
    return None


def growing(alone_s: float, cap: int, growth: float) -> tuple[float, ...]:
    """Handle times where each further chat at once makes every chat longer by this share."""
    return tuple(alone_s * (1 + growth * more) for more in range(cap))
