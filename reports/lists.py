"""Pages of the list behind a figure."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from reports.measures.lengths import length_of
from reports.subsets import Subset

A_PAGE = 50


class Pages(Paginator[Any]):
    """Newest first. How many there are is read from the counts where these know it."""

    def __init__(self, subset: Subset, zone: tzinfo) -> None:
        rows = subset.rows(zone).select_related("requester", "team", "topic")
        super().__init__(rows, A_PAGE)
        self.subset, self.zone = subset, zone

    @cached_property
    def count(self) -> int:
        length = length_of(self.subset, self.zone)
        return super().count if length is None else length
