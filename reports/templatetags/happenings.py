"""What is known of the days of a report, beside its figures."""

from __future__ import annotations

from typing import Any

from django import template

from reports.asking import left_out
from reports.filters import Filters
from reports.happenings import happenings_of

register = template.Library()


@register.inclusion_tag("reports/_happenings.html")
def happenings(filters: Filters) -> dict[str, Any]:
    """The annotations of the period and of the one compared with; what is left out, in words."""
    before = filters.before
    return {
        "happenings": happenings_of(filters.period, before),
        "left_out": left_out(filters.scope, filters.period, before)
        if filters.scope.without
        else "",
    }
