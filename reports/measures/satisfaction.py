"""How well people rated us: the share of ratings of 4 or 5 out of 5."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.db.models import Count, Q

from reports.filters import Filters
from reports.measures.channel_mix import during
from reports.measures.ratios import Ratio
from tickets.models import Contact

GOOD = 4


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Ratings of 4 or 5, of all ratings."""

    now: Ratio
    before: Ratio


def satisfaction(filters: Filters, *, zone: tzinfo) -> Satisfaction:
    """Of contacts that began in the period, whenever they were rated."""
    now = during(filters.period, "started_at", zone)
    before = during(filters.before, "started_at", zone) if filters.before else None
    good = Q(satisfaction__gte=GOOD)
    columns = {"now": Count("pk", filter=now), "now_good": Count("pk", filter=now & good)}
    if before:
        columns["before"] = Count("pk", filter=before)
        columns["before_good"] = Count("pk", filter=before & good)
    counted = Contact.objects.filter(
        filters.scope.condition, now | before if before else now, satisfaction__isnull=False
    ).aggregate(**columns)
    return Satisfaction(
        Ratio(counted["now_good"], counted["now"]),
        Ratio(counted.get("before_good", 0), counted.get("before", 0)),
    )
