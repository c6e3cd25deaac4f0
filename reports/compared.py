"""What reports about agents' work share: the smallest groups, comparisons along an axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import exp

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import shares, words
from reports.adjusting import Bands, Estimate, Means, adjusted, banded, raw
from reports.definitions import Definition
from reports.measures.replies import Axis, Group, Replies, gap_cells, rating_cells
from reports.report import Answer
from reports.small_groups import are_enough, is_enough, not_enough
from reports.strata import Dealt, deal

SHOWN_FROM = 10
"""With fewer values a row is left empty ..."""
JUDGED_FROM = 30
"""... and with fewer than these it is shown paler."""
RATINGS_TO_TELL = 199
"""In each of two groups, to tell 80 % satisfied from 90 % (power 80 %, level 5 %)."""

GAP = Definition(
    "reply_gap",
    2,
    gettext_lazy("Reply gap"),
    gettext_lazy(
        "From the visitor's last word, or from when the chat became the agent's where that was"
        " later, to the agent's next one. Further words of the agent and internal notes are no"
        " answers. Answers of chats that are over count, on the day on which their chat began. A"
        " typical gap is the geometric mean, gaps below a second taken as one; medians are read"
        " from counts by length, each step about a quarter longer than the one before."
    ),
)
ADJUSTED = Definition(
    "same_agent_same_load",
    1,
    gettext_lazy("Same agent, same load"),
    gettext_lazy(
        "What remains when each answer is compared only with answers of the same agent with as many"
        " chats (or at the same hour on shift): who works when, and how busy it is then, is taken"
        " out. What cannot be compared so is a dash. Bands are 95 %, by leaving out a twentieth of"
        " the agents' days in turn."
    ),
)
SMALL_GROUPS = Definition(
    "small_groups",
    2,
    gettext_lazy("Small groups"),
    gettext_lazy(
        "Agents are never named. Rows that fewer than five agents stand behind, or fewer than 10"
        " answers or ratings, are left empty; with fewer than 30 they are paler."
    ),
)


@dataclass(frozen=True)
class Along:
    """Answers along one axis, and what its places are called."""

    axis: Axis
    replies: Replies
    label: Callable[[int], str]

    @cached_property
    def places(self) -> dict[int, list[Group]]:
        return self.replies.along(self.axis)

    def gaps(self) -> tuple[Bands, Bands]:
        """Raw and adjusted, in seconds."""
        return _seconds(banded(self._gaps, raw)), _seconds(banded(self._gaps, adjusted))

    def ratings(self) -> Bands:
        """Adjusted shares of satisfied, 0 to 1."""
        return banded(deal(rating_cells(self.replies.groups, self.axis)), adjusted)

    def change(self, late: Callable[[int], bool]) -> Estimate | None:
        """How many times as long gaps are in the late part of the axis as in the early: adjusted.

        None where one part is empty, or too few agents or days stand behind them.
        """
        parts: dict[bool, list[Group]] = {True: [], False: []}
        for place, groups in self.places.items():
            parts[late(place)] += groups
        if not all(is_shown(groups, sum(g.n for g in groups)) for groups in parts.values()):
            return None
        halves = self._gaps.placed(lambda place: int(late(place)))
        of = banded(halves, lambda table: _difference(adjusted(table))).get(0)
        if of is None or of.low is None or of.high is None:
            return None
        return Estimate(exp(of.value), exp(of.low), exp(of.high))

    @cached_property
    def _gaps(self) -> Dealt:
        return deal(gap_cells(self.replies.groups, self.axis))


def too_few(replies: Replies) -> Answer | None:
    """What is said instead of figures where they would be about too few people."""
    if not replies.groups:
        return Answer((_("No chat was answered in these days."),), ())
    if not is_enough(replies.agents):
        return Answer((not_enough(),), ())
    return None


def is_shown(groups: list[Group], n: int) -> bool:
    return n >= SHOWN_FROM and are_enough({group.agent for group in groups})


def notes(replies: Replies) -> tuple[str, ...]:
    """Which days were read; and how many ratings lack until a difference could be seen in them."""
    read = _("Answers of %(days)s.") % {"days": words.span(replies.period)}
    rated, needed = sum(group.rated for group in replies.groups), 2 * RATINGS_TO_TELL
    if rated >= needed:
        return (read,)
    few = _(
        "Not enough ratings to tell: there are %(n)s; to see 80 %% apart from 90 %% takes about"
        " %(more)s more."
    ) % {"n": words.count(rated), "more": words.count(needed - rated)}
    return (few, read)


def in_percent(ratio: float) -> Decimal:
    """By how much: +10.0 for 1.1 times."""
    return shares.rounded(100 * (ratio - 1))


def _seconds(bands: Bands) -> Bands:
    """From logarithms back to seconds."""
    return {
        at: Estimate(exp(one.value), _exp(one.low), _exp(one.high)) for at, one in bands.items()
    }


def _exp(value: float | None) -> float | None:
    return None if value is None else exp(value)


def _difference(means: Means) -> Means:
    return {0: means[1] - means[0]} if len(means) == 2 else {}
