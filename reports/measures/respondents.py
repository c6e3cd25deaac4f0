"""Who answers: those who did held against all, by team, outcome, and part of the day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from reports.intervals import difference
from reports.report import Asked
from reports.rollup.reading import Row as Counted
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import SURVEYS

ENOUGH = 10
"""Groups with fewer answers are weighed together."""
NOTABLE = 0.05
"""Parts asked that differ surely by more than this are told apart."""


class Cell(NamedTuple):
    """Ended contacts of one channel that came about alike, and how many of them answered."""

    channel: str
    team: int
    outcome: str
    part: int
    n: int
    asked: int
    answered: int
    displaced: int
    rated: int
    satisfied: int


SUMS = ("n", "asked", "answered", "displaced", "rated", "satisfied")
Key = Callable[[Cell], int | str]


def cells(asked: Asked, *, channel: str | None = None) -> list[Cell]:
    """Of the period and team; the topic does not count here."""
    return [Cell(*row) for row in _read(asked, channel, ("channel", "team", "outcome", "part"))]


def months(asked: Asked, *, channel: str | None = None) -> list[Cell]:
    """The same, one a month in their order."""
    rows = _read(asked, channel, ("date_trunc('month', day)::date",))
    return [Cell("", 0, "", 0, *sums) for _month, *sums in rows]


def _read(asked: Asked, channel: str | None, by: tuple[str, ...]) -> list[Counted]:
    where, values = within(replace(asked.filters.scope, topic=None))
    wish = Wish(
        by=by,
        sums=[total(name) for name in SUMS],
        where=f"{'channel = %(channel)s' if channel else 'TRUE'} AND {where}",
        values={**values, "channel": channel},
    ).of_whole(asked.filters)
    return add_up(SURVEYS, asked.filters.period, wish, zone=asked.zone)


def grouped(found: Iterable[Cell], key: Key) -> dict[int | str, Cell]:
    """One cell a group, with the sums of its cells."""
    groups: dict[int | str, list[Cell]] = {}
    for cell in found:
        groups.setdefault(key(cell), []).append(cell)
    return {name: together(members) for name, members in groups.items()}


def together(members: Iterable[Cell]) -> Cell:
    every = list(members)
    sums = (sum(getattr(cell, name) for cell in every) for name in SUMS)
    return Cell("", 0, "", 0, *sums)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share of all contacts, 0 to 1, had each kind of them answered as often as it came.

    `covered` is the share of contacts whose kind has any answers: of the others nothing is known.
    """

    share: float
    covered: float


def weighed(found: Iterable[Cell]) -> Weighed | None:
    """What all would have answered, by outcome and part of the day; none without answers."""
    return evened(grouped(found, lambda cell: f"{cell.outcome} {cell.part}").values())


def evened(kinds: Collection[Cell]) -> Weighed | None:
    """What all would have answered, had each of these kinds answered as often as it came.

    Kinds with fewer than ten answers are weighed as one.
    """
    large = [kind for kind in kinds if kind.answered >= ENOUGH]
    rest = together(kind for kind in kinds if kind.answered < ENOUGH)
    known = [kind for kind in (*large, rest) if kind.answered]
    weight, whole = sum(kind.n for kind in known), sum(kind.n for kind in kinds)
    if not weight:
        return None
    share = sum(kind.n * kind.displaced / kind.answered for kind in known) / weight
    return Weighed(share, weight / whole)


def is_uneven(found: Collection[Cell]) -> bool:
    """Whether surely not the same part of the contacts was asked in each of these groups.

    How many are asked is a setting that may change; what it was then can be told by who was asked.
    """
    some = [cell for cell in found if cell.n]
    if not some:
        return False
    least, most = (pick(some, key=lambda cell: cell.asked / cell.n) for pick in (min, max))
    sure = difference(most.asked, most.n, least.asked, least.n)
    return sure is not None and sure.low > NOTABLE
