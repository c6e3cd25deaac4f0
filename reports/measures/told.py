"""How true the told waits were, by row, hour and length: sums over chats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chat.accuracy import Accuracy
from reports.measures.by_row import ByRow, Sums, assemble
from reports.report import Asked
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import TOLD_WAITS

SUMS = ("n", "answered", "inside", "told_ms", "waited_ms", "off_ms")


@dataclass(frozen=True, slots=True)
class Told:
    """Times over those answered, in milliseconds."""

    n: int
    answered: int
    inside: int
    told_ms: int
    waited_ms: int
    off_ms: int

    @property
    def accuracy(self) -> Accuracy:
        if not self.answered:
            return Accuracy(0, 0, None, None)
        bias = (self.told_ms - self.waited_ms) / 1000 / self.answered
        return Accuracy(self.answered, self.inside, bias, self.off_ms / 1000 / self.answered)

    @property
    def told_s(self) -> float | None:
        return self.told_ms / 1000 / self.answered if self.answered else None

    @property
    def waited_s(self) -> float | None:
        return self.waited_ms / 1000 / self.answered if self.answered else None


def told_by_row(asked: Asked) -> ByRow:
    wish = _wish(asked, "date_trunc(%(grain)s, day)::date")
    return assemble(asked, _read(asked, wish.of_rows(asked.filters)), len(SUMS))


def told_by(asked: Asked, key: str) -> Mapping[int, Told]:
    """By `hour` or `upto`, in their order; the edge 0, beyond all others, comes last."""
    found = _read(asked, _wish(asked, key).of_whole(asked.filters))
    last_of_all = key == "upto"
    return {
        place: Told(*found[place])
        for place in sorted(found, key=lambda one: (last_of_all and one == 0, one))
    }


def _wish(asked: Asked, by: str) -> Wish:
    team = asked.filters.scope.team
    kept, days = on_kept_days(asked.filters.scope)
    grain = asked.filters.grain.value
    return Wish(
        [total(name) for name in SUMS],
        by=(by,),
        where=f"{kept} AND (%(team)s::bigint IS NULL OR team = %(team)s)",
        values={**days, "team": team.pk if team else None, "grain": grain},
    )


def _read(asked: Asked, wish: Wish) -> dict[Any, Sums]:
    rows: Iterable[tuple[Any, ...]] = add_up(
        TOLD_WAITS, asked.filters.period, wish, zone=asked.zone
    )
    return {place: tuple(sums) for place, *sums in rows}
