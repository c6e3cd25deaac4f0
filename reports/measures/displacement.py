"""What the visitors of chat would have done without it: asked of those drawn, before or after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from enum import Enum

from reports.filters import Filters
from reports.intervals import Interval, difference
from reports.measures.ratios import Ratio
from reports.measures.sums import sums
from tickets.choices import DISPLACED, Alternative, AlternativeAsked, Channel

GOAL_PERCENT = 90
"""At least this share of chats would otherwise have been calls or e-mails."""


class Verdict(Enum):
    """What the interval says of the goal; a sample alone never proves by its share."""

    UNKNOWN = "unknown"
    PROVEN = "proven"
    NOT_PROVEN = "not proven"
    DISPROVEN = "disproven"


@dataclass(frozen=True, slots=True)
class Arm:
    """Chats that were drawn to be asked at the same moment, and what their visitors said."""

    asked: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        return sum(self.answers.values())

    @property
    def response(self) -> Ratio:
        return Ratio(self.answered, self.asked)

    @property
    def displaced(self) -> Ratio:
        """Chats that would have been calls or e-mails, of those answered."""
        return Ratio(sum(self.answers.get(each, 0) for each in DISPLACED), self.answered)

    @property
    def bounds(self) -> Interval | None:
        """The share if all who were silent had said no, and if all of them had said yes."""
        if not self.asked:
            return None
        silent, hits = self.asked - self.answered, self.displaced.hits
        return Interval(hits / self.asked, (hits + silent) / self.asked)

    def of(self, alternative: str) -> Ratio:
        return Ratio(self.answers.get(alternative, 0), self.answered)


@dataclass(frozen=True, slots=True)
class Displacement:
    """The answers of a period. `chats` is how many of its chats are over, asked or not."""

    chats: int
    before: Arm
    after: Arm

    @property
    def all(self) -> Arm:
        """Both arms: whoever was asked."""
        every = {
            each: self.before.answers.get(each, 0) + self.after.answers.get(each, 0)
            for each in Alternative.values
        }
        return Arm(self.before.asked + self.after.asked, every)

    @property
    def verdict(self) -> Verdict:
        return judge(self.all.displaced.interval)

    @property
    def mode(self) -> Interval | None:
        """By how much the share differs when asked before rather than after: Newcombe's, 95 %."""
        before, after = self.before.displaced, self.after.displaced
        return difference(before.hits, before.n, after.hits, after.n)


def judge(interval: Interval | None) -> Verdict:
    """Proven when the whole interval reaches the goal, disproven when none of it does."""
    if interval is None:
        return Verdict.UNKNOWN
    if interval.low >= GOAL_PERCENT / 100:
        return Verdict.PROVEN
    return Verdict.DISPROVEN if interval.high < GOAL_PERCENT / 100 else Verdict.NOT_PROVEN


def displacement(filters: Filters, *, zone: tzinfo) -> Displacement:
    """Of the chats that began in the period and are over."""
    names = [
        *("over", "asked_before", "asked_after"),
        *(f"before_{each}" for each in Alternative.values),
        *(f"without_{each}" for each in Alternative.values),
    ]
    (row,) = sums(names, filters.scope, filters.period, zone=zone, channel=Channel.CHAT)
    found = dict(zip(names, row, strict=True))
    early = {each: found[f"before_{each}"] for each in Alternative.values}
    late = {each: found[f"without_{each}"] - early[each] for each in Alternative.values}
    return Displacement(
        found["over"],
        before=Arm(found[f"asked_{AlternativeAsked.BEFORE}"], early),
        after=Arm(found[f"asked_{AlternativeAsked.AFTER}"], late),
    )
