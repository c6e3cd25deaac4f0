"""Laps of conversation, each with what it cost the servers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.driver import Remote
from tests.bench.figures import Goal, Row, median_ratio, percentile, spread
from tests.bench.load import Lap
from tests.bench.stand import Spent, Stand, Web

WARM_S = 1.0
CALM_PER_S = 100.0
"""200 chats with one message each 2 s."""
SHARES = (0.5, 0.95, 0.99)
AT_LEAST_USUAL = Goal(4, "×", "more")
AT_LEAST_NAIVE = Goal(12, "×", "more")
CALM = Goal(50, " ms", "less")


@dataclass(frozen=True)
class Ran:
    """A lap and the processor seconds that the servers spent meanwhile."""

    lap: Lap
    spent: Spent

    @property
    def per_s(self) -> float:
        return self.lap.shown / self.lap.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor milliseconds of all servers a message."""
        return sum(self.spent) / max(1, self.lap.shown) * 1000

    def late_ms(self, share: float) -> float:
        return percentile(self.lap.latencies_ms, share)


def run(stand: Stand, driver: Remote, web: Web, command: str, *arguments: object) -> Ran:
    """One lap, as the driver is told; the servers' time is read at its beginning and end."""
    driver.begin(command, *arguments)
    assert driver.hear() == "counting"
    before = stand.spent(web)
    assert driver.hear() == "counted"
    spent = stand.spent(web).since(before)
    lap: Lap = driver.hear()
    # What a yardstick loses is not counted as delivered; ours may lose nothing.
    assert lap.refused == 0, f"{lap.refused} messages refused for good"
    assert arguments[0] != "ours" or lap.lost == 0, f"{lap.lost} messages not shown"
    return Ran(lap, spent)


def saturated_rows(ours: Sequence[Ran], usual: Sequence[Ran], naive: Sequence[Ran]) -> list[Row]:
    """Messages a second and what they cost, beside the yardsticks."""

    def of(ran: Sequence[Ran], figure: Callable[[Ran], float]) -> list[float]:
        return [figure(one) for one in ran]

    mine = spread(of(ours, lambda one: one.per_s))
    rows = []
    for name, others, goal in (("usual", usual, AT_LEAST_USUAL), ("naive", naive, AT_LEAST_NAIVE)):
        ratio = median_ratio(of(ours, lambda one: one.per_s), of(others, lambda one: one.per_s))
        beside = f"{name}: {spread(of(others, lambda one: one.per_s))}; {ratio:.1f}×"
        rows.append(Row("messages delivered a second", mine, beside, goal, ratio))
    costs = [of(ran, lambda one: one.cpu_ms) for ran in (ours, usual, naive)]
    dearer = [f"{spread(one, 2)}; {median_ratio(one, costs[0]):.1f}×" for one in costs[1:]]
    beside = f"usual: {dearer[0]}; naive: {dearer[1]}"
    rows.append(Row("processor time a message (ms)", spread(costs[0], 2), beside))
    rows.append(Row("processors in use", _shares(ours), f"usual: {_shares(usual)}"))
    return rows


def _shares(ran: Sequence[Ran]) -> str:
    """How the processors were shared, in medians."""

    def share(figure: Callable[[Ran], float]) -> str:
        return f"{median(figure(one) / one.lap.seconds for one in ran):.2f}"

    parts = (
        ("web", share(lambda one: one.spent.web)),
        ("PostgreSQL", share(lambda one: one.spent.postgres)),
        ("Valkey", share(lambda one: one.spent.valkey)),
        ("driver", share(lambda one: one.lap.driver_cpu_s)),
    )
    return ", ".join(f"{name} {part}" for name, part in parts)


def late_row(what: str, ours: Sequence[Ran], *, beside: str = "–", goal: Goal | None = None) -> Row:
    """How long after they were due messages were shown on the other side: p50, p95, p99."""
    p99 = [one.late_ms(0.99) for one in ours]
    figures = " / ".join(
        f"{median(one.late_ms(share) for one in ours):.1f}" for share in SHARES[:2]
    )
    return Row(what, f"{figures} / {spread(p99, 1)}", beside, goal, median(p99))
