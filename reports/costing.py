"""What contacts cost: attention by the rate of its day, and what is paid by the month. Pure.

Attention is shared among the chats that an agent had at once, so that no concurrency is assumed.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from math import sqrt

from reports.intervals import FEWEST_WEEKS, student
from reports.periods import DAY, Period


@dataclass(frozen=True, slots=True)
class Rate:
    """Euros, from a day until the next rate of the channel."""

    channel: str
    from_day: date
    per_hour: Decimal
    per_month: Decimal


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one rate."""

    days: Period
    rate: Rate

    @property
    def fixed(self) -> float:
        """What is paid by the month, by the share of each month that the days are."""
        return float(self.rate.per_month) * months(self.days)


def months(days: Period) -> float:
    """How many months the days are: each day a 28th to 31st of its own."""
    found, day = 0.0, days.first
    while day <= days.last:
        length = calendar.monthrange(day.year, day.month)[1]
        last = min(days.last, day.replace(day=length))
        found += ((last - day).days + 1) / length
        day = last + DAY
    return found


def stretches(rates: Iterable[Rate], channel: str, period: Period) -> list[Stretch]:
    """The days of the period for which the channel has a rate, cut where the rate changes."""
    own = sorted((rate for rate in rates if rate.channel == channel), key=lambda r: r.from_day)
    found = []
    for rate, following in zip_longest(own, own[1:]):
        first = max(rate.from_day, period.first)
        last = min(following.from_day - DAY, period.last) if following else period.last
        if first <= last:
            found.append(Stretch(Period(first, last), rate))
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """Contacts of one stretch: all, those whose attention is known, its seconds, the others.

    `unmeasured` were answered, but nobody knows how long that took.
    """

    n: int
    attended: int
    attention_s: int
    unmeasured: int


@dataclass(frozen=True, slots=True)
class Guess:
    """Minutes of a contact whose attention is not known, and by which share that may be wrong."""

    minutes: float
    within: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Euros. `low` and `high` are ends of `attention`; None where no range can be told."""

    n: int
    attended: int
    unmeasured: int
    hours: float
    attention: float
    fixed: float
    spread: float | None
    """By how much attention may be off, in euros to either side."""

    @property
    def each(self) -> float | None:
        return (self.attention + self.fixed) / self.n if self.n else None

    @property
    def attention_each(self) -> float | None:
        """Without what is paid whether or not anybody comes."""
        return self.attention / self.n if self.n else None

    def ends(self, middle: float | None) -> tuple[float, float] | None:
        """The range of a cost a contact."""
        if middle is None or self.spread is None:
            return None
        half = self.spread / self.n
        return max(0.0, middle - half), middle + half


def cost(
    parts: Sequence[tuple[Stretch, Work]], guess: Guess | None, measured_within: float | None
) -> Cost:
    """Of one channel. Measured attention may be off by `measured_within` of it, where known."""
    known = sum(_euros(work.attention_s / 3600, stretch) for stretch, work in parts)
    hours = sum(work.attention_s for _stretch, work in parts) / 3600
    guessed = 0.0
    if guess:
        minutes = [(stretch, work.unmeasured * guess.minutes) for stretch, work in parts]
        guessed = sum(_euros(each / 60, stretch) for stretch, each in minutes)
        hours += sum(each for _stretch, each in minutes) / 60
    return Cost(
        n=sum(work.n for _stretch, work in parts),
        attended=sum(work.attended for _stretch, work in parts),
        unmeasured=sum(work.unmeasured for _stretch, work in parts),
        hours=hours,
        attention=known + guessed,
        fixed=sum(stretch.fixed for stretch, _work in parts),
        spread=_spread(known, measured_within, guessed, guess),
    )


def _euros(hours: float, stretch: Stretch) -> float:
    return hours * float(stretch.rate.per_hour)


def _spread(
    known: float, measured_within: float | None, guessed: float, guess: Guess | None
) -> float | None:
    if known and measured_within is None:
        return None
    return known * (measured_within or 0.0) + guessed * (guess.within if guess else 0.0)


def within(weeks: Sequence[tuple[int, int]]) -> float | None:
    """By which share the mean of measured attention may be off: 95 %, by how weeks vary.

    Of pairs of seconds and contacts; none with fewer than eight weeks.
    """
    known = [(seconds, n) for seconds, n in weeks if n]
    seconds, n = sum(s for s, _n in known), sum(n for _s, n in known)
    if len(known) < FEWEST_WEEKS or not seconds:
        return None
    mean, count = seconds / n, len(known)
    squares = sum((s - mean * each) ** 2 for s, each in known)
    error = sqrt(squares * count / (count - 1)) / n
    return student(count - 1) * error / mean
