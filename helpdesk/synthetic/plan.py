"""How many contacts came on which day over which channel. Pure; the same wish, the same plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import cos, exp, pi
from random import Random
from typing import NamedTuple

from tickets.choices import Channel

WEEKDAYS = (1.25, 1.1, 1.0, 1.0, 0.85, 0.02, 0.02)
"""How busy the days of a week are, Monday first."""
HOLIDAY = 0.02


@dataclass(frozen=True)
class Wish:
    """So many contacts in the years that end with the day before `today`."""

    contacts: int
    years: int
    today: date
    seed: int = 1

    @property
    def first(self) -> date:
        return self.today - timedelta(days=round(365.25 * self.years))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.today - self.first).days)]


class Cell(NamedTuple):
    day: date
    channel: str
    contacts: int


def plan(wish: Wish, holidays: Iterable[date]) -> list[Cell]:
    """Day by day, all contacts of the wish; cells without any are left out."""
    rng, closed, days = Random(wish.seed), frozenset(holidays), wish.days
    cells: list[tuple[date, str]] = []
    weights: list[float] = []
    for place, day in enumerate(days):
        weight = _weight(day, closed) * rng.lognormvariate(0, 0.15)
        for channel, share in _shares(place / len(days), rng).items():
            cells.append((day, channel))
            weights.append(weight * share)
    counts = apportion(weights, wish.contacts)
    return [Cell(*cell, n) for cell, n in zip(cells, counts, strict=True) if n]


def slices(cells: Sequence[Cell], most: int) -> Iterator[list[Cell]]:
    """Cells in order, cut between two of them into parts of about `most` contacts."""
    part: list[Cell] = []
    size = 0
    for cell in cells:
        if part and size + cell.contacts > most:
            yield part
            part, size = [], 0
        part.append(cell)
        size += cell.contacts
    if part:
        yield part


def apportion(weights: Sequence[float], whole: int) -> list[int]:
    """Shares of a whole number by weight, that add up to it."""
    total, passed, given = sum(weights), 0.0, 0
    found = []
    for weight in weights:
        passed += weight
        upto = round(whole * passed / total)
        found.append(upto - given)
        given = upto
    return found


def _weight(day: date, closed: frozenset[date]) -> float:
    """Autumn is busy, July is not; holidays are like Sundays."""
    season = 1 + 0.45 * cos(2 * pi * (day.timetuple().tm_yday - 270) / 365)
    return HOLIDAY if day in closed else season * WEEKDAYS[day.weekday()]


def _shares(passed: float, rng: Random) -> dict[str, float]:
    """From phone to chat while the years pass (0 to 1), with each day's own luck."""
    moved = 1 / (1 + exp(-9 * (passed - 0.45)))
    shares = {
        Channel.PHONE: 0.5 - 0.36 * moved,
        Channel.CHAT: 0.08 + 0.4 * moved,
        Channel.EMAIL: 0.27 - 0.06 * moved,
        Channel.WEB: 0.1 + 0.03 * moved,
        Channel.WALK_IN: 0.05 - 0.01 * moved,
    }
    return {str(name): share * rng.lognormvariate(0, 0.08) for name, share in shares.items()}
