"""What is known of the days of a report, beside its figures."""

from __future__ import annotations

from typing import Any

from django import template

from reports.asking import left_out
from reports.filters import Filters
from reports.happenings import happenings_of

register = template.Library()


@register.inclusion_tag("reports/_happenings.html")
def happenings(filters: Filters, has_period: bool = True) -> dict[str, Any]:
    """The annotations of the period and of the one compared with; what is left out, in words.

    A report without a period tells in its pictures what happened; of all that is left out, here.
    """
    periods = (filters.period, filters.before) if has_period else ()
    scope = filters.scope
    return {
        "happenings": happenings_of(*periods),
        "left_out": left_out(scope, *periods) if scope.without else "",
    }
