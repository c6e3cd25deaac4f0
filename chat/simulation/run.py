"""One day under each way of routing."""

from __future__ import annotations

from chat.simulation.day import Day
from chat.simulation.desk import SimulatedDesk
from chat.simulation.outcome import Outcome, summed_up
from chat.simulation.policies import POLICIES
from chat.simulation.stage import House


def compare(day: Day, house: House) -> list[Outcome]:
    """The same day three times."""
    return [
        summed_up(day, SimulatedDesk(day, policy, house).play(), policy=policy.title)
        for policy in POLICIES
    ]
