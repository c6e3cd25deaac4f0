"""How long the list behind a figure is: the counts know without reading a million rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import Any

from reports.choices import Figure
from reports.measures.hops import HOPPED
from reports.rollup.reading import Wish, add_up, on_kept_days, total, within
from reports.rollup.shapes import Rollup
from reports.rollup.tables import COUNTS, HELD_DAYS, HOURS, MIX
from reports.subsets import Subset

SUM_OF: Mapping[tuple[str, str], str] = {
    **{("outcome", name): name for name in ("solved", "abandoned", "missed")},
    **{("what", name): name for name in ("answered", "decided", "over", "transferred", "bounced")},
    **{("what", name): name for name in ("answerable", "rated", "satisfied", "attended")},
    **{("what", f"within-{seconds}"): f"within_{seconds}" for seconds in (10, 60)},
    **{("what", f"held-{days}"): f"held_{days}" for days in HELD_DAYS},
    ("what", "unmeasured"): "unmeasured",
    ("what", "unanswered"): "n - answered",
    ("what", "hopped"): HOPPED,
}
"""The sum that counts what a condition of a list lets in."""
KEY_OF = {"channel": "channel", "of-team": "team", "of-topic": "topic"}
HOURLY = {"weekday": "weekday", "hour": "hour"}
CLOCKWISE = {**HOURLY, "channel": "channel", "of-team": "team"}


@dataclass
class Asked:
    """What the conditions of a list ask of the counts."""

    where: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    sum: str = "n"


def length_of(subset: Subset, zone: tzinfo) -> int | None:
    """None where the conditions are not counted: then the rows themselves must be."""
    names = [name for name, _value in subset.conditions]
    if len(set(names)) < len(names):
        return None
    if HOURLY.keys() & set(names):
        return _by_hour(subset, zone)
    asked = _asked(subset, KEY_OF)
    if asked is None or (asked.sum != "n" and subset.filters.figure == Figure.REQUESTS):
        return None
    where, values = within(subset.filters.scope)
    return _length(subset, _fitting(subset, names), asked, (where, values), zone)


def _by_hour(subset: Subset, zone: tzinfo) -> int | None:
    asked = _asked(subset, CLOCKWISE)
    scope = subset.filters.scope
    is_counted = asked and asked.sum == "n" and not scope.topic
    if not asked or not is_counted or subset.filters.figure != Figure.CONTACTS:
        return None
    where, values = on_kept_days(scope)
    if scope.team:
        where, values = f"{where} AND team = %(team)s", {**values, "team": scope.team.pk}
    return _length(subset, HOURS, asked, (where, values), zone)


def _asked(subset: Subset, keys: Mapping[str, str]) -> Asked | None:
    """None where a condition is no key and no sum, or two are sums."""
    found = Asked()
    for name, value in subset.conditions:
        if name in keys:
            found.where.append(f"{keys[name]} = %(own_{len(found.where)})s")
            found.values[f"own_{len(found.where) - 1}"] = value if name == "channel" else int(value)
        elif (name, value) in SUM_OF and found.sum == "n":
            found.sum = SUM_OF[name, value]
        else:
            return None
    return found


def _fitting(subset: Subset, names: list[str]) -> Rollup:
    figure, scope = subset.filters.figure, subset.filters.scope
    by_group = scope.team or scope.topic or {"of-team", "of-topic"} & set(names)
    return COUNTS[figure] if by_group else MIX[figure]


def _length(
    subset: Subset, rollup: Rollup, asked: Asked, scoped: tuple[str, dict[str, Any]], zone: tzinfo
) -> int:
    where, values = scoped
    period = subset.filters.period
    wish = Wish(
        (total(asked.sum),),
        where=" AND ".join([where, *asked.where]),
        values={**values, **asked.values},
    ).of_whole(subset.filters)
    ((length,),) = add_up(rollup, period, wish, zone=zone)
    return int(length)
