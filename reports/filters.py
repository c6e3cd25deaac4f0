"""What a report is asked: the figure, the days, the rows, the team, the topic. Plain values.

The address of a page holds all of it (`Filters.query`), so that a report can be sent as a link.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo
from urllib.parse import urlencode

from django.db.models import Q

from helpdesk.people.models import Team
from reports.choices import Comparison, Figure, Grain, Preset, Without
from reports.periods import Period, compared_period
from reports.semesters import Semester, same_weeks_before
from tickets.models import Topic


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work is counted: one team's or all, one topic's with the topics under it or all.

    And of which days: where a reader leaves out those that are marked, `left_out` holds them.
    """

    team: Team | None = None
    topic: Topic | None = None
    topic_ids: frozenset[int] = frozenset()
    without: Without = Without.NOTHING
    left_out: tuple[Period, ...] = ()

    @property
    def condition(self) -> Q:
        """For contacts and tickets alike: both have a team and a topic."""
        condition = Q(team=self.team) if self.team else Q()
        return condition & Q(topic__in=self.topic_ids) if self.topic else condition

    @property
    def of_all_days(self) -> Scope:
        """The same work, no day left out."""
        return replace(self, without=Without.NOTHING, left_out=())

    def of_days(self, at: str, zone: tzinfo) -> Q:
        """The condition that what the field `at` dates did not happen on a day left out."""
        condition = Q()
        for period in self.left_out:
            start, end = period.instants(zone)
            condition &= ~Q(**{f"{at}__gte": start, f"{at}__lt": end})
        return condition


@dataclass(frozen=True, slots=True)
class Filters:
    """`preset` names a period that moves with time; without one the period is fixed.

    `grain_chosen` tells whether a person chose the grain or the length of the period did.
    `semesters` are those on record, where weeks of teaching are compared.
    """

    figure: Figure
    period: Period
    grain: Grain
    preset: Preset | None = None
    grain_chosen: bool = False
    comparison: Comparison = Comparison.PREVIOUS
    scope: Scope = Scope()
    semesters: tuple[Semester, ...] = ()

    @property
    def before(self) -> Period | None:
        """The period to compare with."""
        if self.comparison == Comparison.SEMESTER:
            return same_weeks_before(self.period, self.semesters)
        return compared_period(self.period, self.comparison)

    @property
    def query(self) -> str:
        """The canonical query string: these filters, defaults left out, always in this order."""
        pairs: list[tuple[str, str]] = []
        if self.figure != Figure.CONTACTS:
            pairs.append(("of", self.figure))
        if self.preset is None:
            pairs += [("since", str(self.period.first)), ("until", str(self.period.last))]
        elif self.preset != Preset.MONTHS_12:
            pairs.append(("period", self.preset))
        if self.grain_chosen:
            pairs.append(("grain", self.grain))
        if self.comparison != Comparison.PREVIOUS:
            pairs.append(("compare", self.comparison))
        if self.scope.team:
            pairs.append(("team", self.scope.team.slug))
        if self.scope.topic:
            pairs.append(("topic", self.scope.topic.slug))
        if self.scope.without:
            pairs.append(("without", self.scope.without))
        return urlencode(pairs)

    def counting(self, figure: Figure) -> Filters:
        return replace(self, figure=figure)


def with_descendants(topics: Iterable[Topic], topic: Topic) -> frozenset[int]:
    """The topic's id and those of all topics under it, however deep; circles do no harm."""
    children: dict[int | None, list[int]] = {}
    for each in topics:
        children.setdefault(each.parent_id, []).append(each.pk)
    found: set[int] = set()
    waiting = [topic.pk]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting += children.get(pk, [])
    return frozenset(found)


def as_tree(topics: Iterable[Topic]) -> list[tuple[Topic, int]]:
    """The topics in the order of their tree, each with its depth; roots first.

    What hangs under nothing known (a circle) comes last, so that nothing is lost.
    """
    every = list(topics)
    known = {each.pk for each in every}
    children: dict[int | None, list[Topic]] = {}
    for each in every:
        children.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    tree: list[tuple[Topic, int]] = []
    seen: set[int] = set()
    waiting = [(each, 0) for each in reversed(children.get(None, []))]
    while waiting:
        topic, depth = waiting.pop()
        seen.add(topic.pk)
        tree.append((topic, depth))
        waiting += [(each, depth + 1) for each in reversed(children.get(topic.pk, []))]
    return tree + [(each, 0) for each in every if each.pk not in seen]
