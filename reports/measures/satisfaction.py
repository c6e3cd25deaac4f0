"""How well people rated us: the share of ratings of 4 or 5 out of 5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from reports.filters import Filters
from reports.measures.ratios import Ratio
from reports.measures.sums import sums


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of 4 or 5, of all ratings."""

    now: Ratio
    before: Ratio


def satisfaction(filters: Filters, *, zone: tzinfo) -> Satisfaction:
    """Of contacts that began in the period, whenever they were rated."""
    now, before = sums(
        ("satisfied", "rated"), filters.scope, filters.period, filters.before, zone=zone
    )
    return Satisfaction(Ratio(*now), Ratio(*before))
