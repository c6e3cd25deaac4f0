"""The story of the demo's two years, in numbers: contacts a month by channel. Pure.

Chat opens as a trial in the second month. The desk decides to keep it, and tells people about it in
two campaigns. The second one, in the fifteenth month of chat, brings more chats than calls, and it
stays so. From the first twelve months to the next twelve, calls fall by almost 40 %.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

PILOT = 1
DECISION = 6
FIRST_CAMPAIGN = 9
SECOND_CAMPAIGN = 15
FULL_MONTHS = 24
CONTACTS_A_MONTH = 1_800

CHANNELS = ("phone", "chat", "email", "web", "walk_in")

# Month of the story -> per cent of its contacts, in the order of CHANNELS; between, straight lines.
SHARES: Mapping[int, tuple[float, float, float, float, float]] = {
    0: (40.0, 0.0, 40.5, 10.5, 9.0),
    PILOT: (39.0, 2.5, 39.5, 10.5, 8.5),
    DECISION - 1: (36.0, 6.5, 38.6, 10.8, 8.1),
    DECISION: (35.0, 9.0, 37.7, 10.7, 7.6),
    FIRST_CAMPAIGN - 1: (33.4, 11.5, 36.8, 10.8, 7.5),
    FIRST_CAMPAIGN: (31.6, 15.5, 35.5, 10.5, 6.9),
    11: (30.2, 17.5, 35.0, 10.6, 6.7),
    12: (26.6, 18.8, 36.8, 11.2, 6.6),
    SECOND_CAMPAIGN - 1: (23.8, 20.8, 37.7, 11.5, 6.2),
    SECOND_CAMPAIGN: (22.4, 25.8, 35.0, 11.0, 5.8),
    17: (21.6, 28.0, 34.1, 10.9, 5.4),
    19: (20.6, 29.5, 34.0, 10.9, 5.0),
    FULL_MONTHS: (19.4, 31.5, 33.6, 10.8, 4.7),
}

# A university's year, January to December: the mean of the twelve is 1.
SEASON = (1.16, 1.00, 1.02, 0.98, 0.90, 0.62, 0.36, 1.10, 1.55, 1.28, 1.18, 0.85)


@dataclass(frozen=True)
class MonthPlan:
    """What one whole calendar month brings, by channel."""

    first_day: date
    contacts: Mapping[str, int]


def months(today: date) -> list[date]:
    """The first days of the story's months: 24 whole ones, then the one that `today` is in."""
    start = today.year * 12 + today.month - 1 - FULL_MONTHS
    return [date(n // 12, n % 12 + 1, 1) for n in range(start, start + FULL_MONTHS + 1)]


def shares(month: int) -> tuple[float, ...]:
    """Per cent of that month's contacts, in the order of `CHANNELS`; they add up to 100."""
    before = max(n for n in SHARES if n <= month)
    after = min(n for n in SHARES if n >= month)
    along = (month - before) / (after - before) if after > before else 0.0
    ends = zip(SHARES[before], SHARES[after], strict=True)
    return tuple(start + (end - start) * along for start, end in ends)


def plan(
    today: date, rng: Random, *, contacts_a_month: int = CONTACTS_A_MONTH
) -> Iterator[MonthPlan]:
    """The months of the story, each with its own luck: small enough never to undo the story."""
    for number, first_day in enumerate(months(today)):
        total = contacts_a_month * SEASON[first_day.month - 1] * _luck(rng, 0.01)
        yield MonthPlan(
            first_day,
            {
                channel: round(total * share / 100 * _luck(rng, 0.015))
                for channel, share in zip(CHANNELS, shares(number), strict=True)
            },
        )


def _luck(rng: Random, spread: float) -> float:
    return 1 + min(2 * spread, max(-2 * spread, rng.gauss(0, spread)))
