"""Sums over contacts in one or more periods, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from reports.choices import Figure
from reports.filters import Scope
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, fitting, total, within


def sums(
    names: Sequence[str],
    scope: Scope,
    *periods: Period | None,
    zone: tzinfo,
    channel: str | None = None,
) -> list[tuple[int, ...]]:
    """A tuple a period with the sums of these counts; zeros for a period that is None."""
    asked = {place: period for place, period in enumerate(periods) if period}
    condition, values = within(scope)
    parameters: dict[str, Any] = {**values, "channel": channel}
    totals = []
    for place, period in asked.items():
        parameters |= {f"since_{place}": period.first, f"until_{place}": period.last}
        inside = f"day BETWEEN %(since_{place})s AND %(until_{place})s"
        totals += [total(name, inside) for name in names]
    of_channel = "channel = %(channel)s" if channel else "TRUE"
    wish = Wish(
        totals,
        where=f"{of_channel} AND {condition}",
        values=parameters,
        months=tuple(asked.values()),
        left_out=scope.left_out,
    )
    rollup = fitting(Figure.CONTACTS, scope)
    (row,) = add_up(rollup, spanning(*asked.values()), wish, zone=zone)
    found = dict(zip(asked, _in_groups(row, len(names)), strict=True))
    return [found.get(place, (0,) * len(names)) for place in range(len(periods))]


def spanning(*periods: Period) -> Period:
    """The days of all of them, and those between."""
    return Period(min(each.first for each in periods), max(each.last for each in periods))


def _in_groups(row: tuple[int, ...], size: int) -> list[tuple[int, ...]]:
    return [row[start : start + size] for start in range(0, len(row), size)]
