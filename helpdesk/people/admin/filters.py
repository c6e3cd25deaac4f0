"""Filters of the admin's lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateFilter
from unfold.contrib.filters.admin import RelatedDropdownFilter as RelatedFilter
from unfold.utils import parse_date_str

__all__ = ["ChoicesDropdownFilter", "DayRangeFilter", "RelatedFilter"]


class DayRangeFilter(RangeDateFilter):
    """Whole days in the desk's zone, the last one included (unfold's own leaves it out)."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        first = parse_date_str(self.used_parameters.get(f"{self.parameter_name}_from", ""))
        last = parse_date_str(self.used_parameters.get(f"{self.parameter_name}_to", ""))
        if first:
            queryset = queryset.filter(**{f"{self.parameter_name}__date__gte": first})
        if last:
            queryset = queryset.filter(**{f"{self.parameter_name}__date__lte": last})
        return queryset
