"""The figures of a simulated day. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any

from chat.accuracy import Accuracy, Told, accuracy
from chat.choices import OfferEnd
from chat.facts import Stint, attention
from chat.simulation.crew import clock
from chat.simulation.day import Day
from chat.simulation.records import Log


@dataclass(frozen=True, slots=True)
class Loaded:
    """One agent's day: chats, minutes with at least one, chats at once (mean and most)."""

    name: str
    capacity: int
    chats: int
    busy_min: float
    at_once: float
    most: int
    passed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`waited` are those who were let in; shares are of them. Waits end with the first words."""

    policy: str
    arrived: int
    refused: dict[str, int]
    waited: int
    answered: int
    left: int
    in_10_s: float
    in_60_s: float
    median_wait_s: float
    p95_wait_s: float
    longest_wait_s: float
    offers: int
    reoffers: int
    transfers: int
    estimate: Accuracy
    agents: tuple[Loaded, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def summed_up(day: Day, log: Log, *, policy: str) -> Outcome:
    answered = [wait for fate in log.fates if (wait := fate.wait_s) is not None]
    gave_up = [fate.left_at - fate.came_at for fate in log.fates if fate.left_at is not None]
    waited = len(answered) + len(gave_up)
    again = sum(shown.end in (OfferEnd.EXPIRED, OfferEnd.DECLINED) for shown in log.shown)
    return Outcome(
        policy=policy,
        arrived=len(log.fates),
        refused=dict(sorted(Counter(fate.why for fate in log.fates if fate.why).items())),
        waited=waited,
        answered=len(answered),
        left=len(gave_up),
        in_10_s=_share(answered, 10, waited),
        in_60_s=_share(answered, 60, waited),
        median_wait_s=round(median(answered or [0.0]), 1),
        p95_wait_s=round(quantiles(answered, n=20)[-1] if len(answered) > 1 else 0.0, 1),
        longest_wait_s=round(max([*answered, *gave_up], default=0.0), 1),
        offers=len(log.shown),
        reoffers=again,
        transfers=sum(fate.transfers for fate in log.fates),
        estimate=accuracy(_told(log)),
        agents=tuple(_loads(day, log)),
    )


def _share(waits: list[float], within_s: float, of: int) -> float:
    return round(sum(wait <= within_s for wait in waits) / of, 4) if of else 0.0


def _told(log: Log) -> list[Told]:
    """Of those who were answered; how long the others would have waited nobody knows."""
    return [
        Told(round(fate.told.expected_s), *fate.told.told, fate.wait_s)
        for fate in log.fates
        if fate.told and fate.wait_s is not None
    ]


def _loads(day: Day, log: Log) -> list[Loaded]:
    loads = []
    for plan in day.agents:
        had = [one for one in log.had if one.agent == plan.number]
        stints = [Stint(n, plan.number, clock(h.starts), clock(h.ends)) for n, h in enumerate(had)]
        taken = attention(stints).values()
        busy = sum(one.seconds for one in taken)
        whole = sum(one.present_s for one in taken)
        missed = [s for s in log.shown if s.agent == plan.number and s.end == OfferEnd.EXPIRED]
        loads.append(
            Loaded(
                plan.name,
                plan.capacity,
                len(had),
                round(busy / 60, 1),
                round(whole / busy, 2) if busy else 0.0,
                log.most.get(plan.number, 0),
                len(missed),
            )
        )
    return loads
