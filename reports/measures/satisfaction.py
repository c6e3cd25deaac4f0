"""How well people rated us: the share of ratings of 4 or 5 out of 5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from reports.filters import Filters
from reports.measures.behind import are_ratings_told
from reports.measures.ratios import Ratio
from reports.measures.sums import sums

NOTHING = Ratio(0, 0)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of 4 or 5, of all ratings; nothing where not `is_told`: too few agents' they are."""

    now: Ratio
    before: Ratio
    is_told: bool = True


def satisfaction(filters: Filters, *, zone: tzinfo) -> Satisfaction:
    """Of contacts that began in the period, whenever they were rated."""
    scope, periods = filters.scope, (filters.period, filters.before)
    counts = sums(("satisfied", "rated"), scope, *periods, zone=zone)
    told = [period and are_ratings_told(scope, period, zone=zone) for period in periods]
    now, before = (
        Ratio(*found) if is_told else NOTHING for found, is_told in zip(counts, told, strict=True)
    )
    return Satisfaction(now, before, is_told=bool(told[0]))
