"""What the visitors of chat would have done without it: the survey after each chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum

from reports.filters import Filters
from reports.intervals import Interval
from reports.measures.ratios import Ratio
from reports.measures.sums import sums
from tickets.choices import Alternative, Channel

GOAL_PERCENT = 90
"""At least this share of chats would otherwise have been calls or e-mails."""
DISPLACED = (Alternative.PHONE, Alternative.EMAIL)


class Verdict(Enum):
    """What the interval says of the goal; a sample alone never proves by its share."""

    UNKNOWN = "unknown"
    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    DISPROVEN = "disproven"


@dataclass(frozen=True, slots=True)
class Displacement:
    """The answers of a period. `chats` is how many ended in it, answered or not."""

    chats: int
    answers: Mapping[str, int]

    @property
    def answered(self) -> int:
        return sum(self.answers.values())

    @property
    def response(self) -> Ratio:
        return Ratio(self.answered, self.chats)

    @property
    def displaced(self) -> Ratio:
        """Chats that would have been calls or e-mails, of those answered."""
        return Ratio(sum(self.answers.get(each, 0) for each in DISPLACED), self.answered)

    def of(self, alternative: str) -> Ratio:
        return Ratio(self.answers.get(alternative, 0), self.answered)

    @property
    def verdict(self) -> Verdict:
        return judge(self.displaced.interval)


def judge(interval: Interval | None) -> Verdict:
    """Proven when the whole interval reaches the goal, disproven when none of it does."""
    if interval is None:
        return Verdict.UNKNOWN
    if interval.low >= GOAL_PERCENT / 100:
        return Verdict.PROVEN
    return Verdict.DISPROVEN if interval.high < GOAL_PERCENT / 100 else Verdict.NOT_PROVEN


def displacement(filters: Filters, *, zone: tzinfo) -> Displacement:
    """Of the chats that began in the period and are over."""
    names = [f"without_{each}" for each in Alternative.values]
    ((chats, *answers),) = sums(
        ["over", *names], filters.scope, filters.period, zone=zone, channel=Channel.CHAT
    )
    return Displacement(chats, dict(zip(Alternative.values, answers, strict=True)))
