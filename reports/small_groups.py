"""Figures about agents' work are told of five agents at least: the one rule of all reports.

Whoever knows the desk would know whose figures smaller groups' are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.definitions import Definition
from reports.filters import Scope

FEWEST_AGENTS = 5
SMALL_TEAMS = Definition(
    "small_teams",
    1,
    gettext_lazy("Small teams"),
    gettext_lazy(
        "Ratings and transfers are figures about agents' work: a team has a line of its own where"
        " at least five agents stand behind it, by the answers that they wrote in its chats of"
        " these days, whatever the topic. All other teams are one line, with the next larger team"
        " where fewer than five agents stand behind that, so that nobody's figures are what is"
        " left of the whole. Topics and channels tell of what people ask, not of agents: they are"
        " shown of all."
    ),
)
Sums = tuple[int, ...]
Behind = Mapping[int, frozenset[int]]
"""The agents behind the figures of each team; 0 is none."""


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team, or the smaller ones together: they have no id."""

    name: str
    team: int | None
    sums: Sums


def are_enough(agents: Collection[int]) -> bool:
    return is_enough(len(agents))


def is_enough(agents: int) -> bool:
    return agents >= FEWEST_AGENTS


def not_enough() -> str:
    """What is said instead of figures where they would be about too few people."""
    return _("Not enough agents to tell: figures are shown of five agents at least.")


def asks_of_few(scope: Scope, behind: Behind) -> bool:
    """Whether it names a team that too few agents stand behind."""
    return scope.team is not None and not are_enough(behind.get(scope.team.pk, frozenset()))


def told_apart(teams: Iterable[int], behind: Behind) -> tuple[list[int], list[int]]:
    """The teams with a line of their own, and those in one together; pure.

    None of either, where no line but that of the whole desk would stand for enough agents.
    """
    agents = {team: behind.get(team, frozenset()) for team in teams}
    apart = [team for team in agents if are_enough(agents[team])]
    together = [team for team in agents if team not in apart]
    while together and not are_enough(_all_of(agents, together)):
        if not apart:
            return [], []
        next_larger = min(apart, key=lambda team: (len(agents[team]), team))
        apart.remove(next_larger)
        together.append(next_larger)
    return apart, together


def _all_of(agents: Behind, teams: Iterable[int]) -> frozenset[int]:
    return frozenset[int]().union(*(agents[team] for team in teams))


def team_lines(
    found: Mapping[int, Sums], names: Mapping[int, str], behind: Behind
) -> list[TeamLine]:
    """Most first by the first of their sums; the smaller teams' line last."""
    apart, together = told_apart(found, behind)
    called = {team: names.get(team, str(team)) for team in found}
    lines = [TeamLine(called[team], team, found[team]) for team in apart]
    lines.sort(key=lambda line: (-line.sums[0], line.name))
    if not together:
        return lines
    name = _("Smaller teams together: %(teams)s") % {
        "teams": ", ".join(sorted(called[team] for team in together))
    }
    columns = zip(*(found[team] for team in together), strict=True)
    return [*lines, TeamLine(name, None, tuple(sum(column) for column in columns))]
