"""How sure the month is in which chat passed phone. Pure, and the same for the same months.

The first month ahead is early by chance as often as late. The log ratio of chats to calls is taken
apart into a trend (the mean of five months) and what is left; blocks of what is left are put on the
trend again and again (a block bootstrap), and each time the crossing is sought anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log
from random import Random
from statistics import fmean

from reports.measures.history import Month
from tickets.choices import Channel

LEAST_MONTHS = 12
HALF_WINDOW = 2
BLOCK = 2
TIMES = 400
OUTSIDE = 0.1
"""So much is left out on either side: the range holds 80 % of the crossings found."""


def crossing_range(months: Sequence[Month]) -> tuple[date, date] | None:
    """The first and the last month of an 80 % range; None where too little is on record.

    None, too, where a resampled record often has no crossing at all: then no month is likely.
    """
    known = [month for month in months if month.of(Channel.CHAT)]
    if len(known) < LEAST_MONTHS:
        return None
    ratios = [_ratio(month) for month in known]
    trend = [
        fmean(ratios[max(0, i - HALF_WINDOW) : i + HALF_WINDOW + 1]) for i in range(len(known))
    ]
    left = [ratio - middle for ratio, middle in zip(ratios, trend, strict=True)]
    rng = Random(len(known))
    found = sorted(
        place for _ in range(TIMES) if (place := _crossing(_again(trend, left, rng))) is not None
    )
    if len(found) < (1 - OUTSIDE) * TIMES:
        return None
    low, high = (found[int(share * (len(found) - 1))] for share in (OUTSIDE, 1 - OUTSIDE))
    return known[low].start, known[high].start


def _ratio(month: Month) -> float:
    return log((month.of(Channel.CHAT) + 0.5) / (month.of(Channel.PHONE) + 0.5))


def _middle(ratios: Sequence[float], place: int) -> float:
    return fmean(ratios[max(0, place - HALF_WINDOW) : place + HALF_WINDOW + 1])


def _again(trend: Sequence[float], left: Sequence[float], rng: Random) -> list[float]:
    drawn: list[float] = []
    while len(drawn) < len(trend):
        start = rng.randrange(len(left))
        drawn += left[start : start + BLOCK]
    return [middle + rest for middle, rest in zip(trend, drawn, strict=False)]


def _crossing(ratios: Sequence[float]) -> int | None:
    """The first place from which on chat is ahead to the end; None where it is not at the end."""
    place = len(ratios)
    while place and ratios[place - 1] > 0:
        place -= 1
    return place if place < len(ratios) else None
