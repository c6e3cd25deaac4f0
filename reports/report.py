"""What a report is: one declaration, from which page, table, files, API, mail and print come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.functional import Promise

from reports.definitions import Definition
from reports.filters import Filters
from reports.grids import Grid
from reports.parameters import Parameter
from reports.periods import Bucket
from reports.subsets import Subset

if TYPE_CHECKING:
    from helpdesk.people.models import Desk
    from reports.charts.looks import Look, Spec


@dataclass(frozen=True)
class Asked:
    """What a report is asked: filters, its parameters, and the desk whose days count."""

    filters: Filters
    desk: Desk
    today: date
    parameters: Mapping[str, Decimal] = field(default_factory=dict)
    reads_contacts: bool = False
    """Whether who asks may read what people wrote; mails and frozen copies may not."""

    @property
    def zone(self) -> tzinfo:
        return self.desk.zone

    @property
    def subset(self) -> Subset:
        """All that the filters let in: where drill-downs start."""
        return Subset(self.filters)

    def is_whole(self, bucket: Bucket) -> bool:
        """Whether a row is a whole day, week or month, and all of it is over."""
        return bucket.is_whole and bucket.period.last < self.today

    def query(self, parameters: Sequence[Parameter]) -> str:
        """The canonical address of the answer: filters and changed parameters."""
        changed = [
            (each.name, str(self.parameters[each.name]))
            for each in parameters
            if self.parameters.get(each.name, each.default) != each.default
        ]
        return "&".join(part for part in (self.filters.query, urlencode(changed)) if part)


@dataclass(frozen=True)
class Picture:
    """A chart beside the table. Vega-Lite by `spec`, or by `svg` a small one of our own.

    `alt` says in one sentence what it shows; the table has all of its numbers.
    """

    key: str
    alt: str
    spec: Callable[[Look], Spec] | None = None
    svg: Callable[[Look], str] | None = None
    caption: str = ""


@dataclass(frozen=True)
class Answer:
    """The first sentence is the answer in one line; `warnings` stand before everything else.

    `headline` is the share that the report's `headline` names, in percent; none where n is 0.
    """

    sentences: tuple[str, ...]
    grids: tuple[Grid, ...]
    pictures: tuple[Picture, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    headline: Decimal | None = None


@dataclass(frozen=True)
class Report:
    """`uses` names the filters that mean something here: of, grain, compare, team, topic.

    Without a period it is about all that is on record, or about now. `headline` names the one
    share that a scheduled mail can hold against a band; reports that have none leave it out.
    """

    number: int
    slug: str
    title: Promise
    question: Promise
    definitions: tuple[Definition, ...]
    answer: Callable[[Asked], Answer]
    uses: frozenset[str] = frozenset({"grain", "compare", "team", "topic"})
    parameters: tuple[Parameter, ...] = ()
    has_period: bool = True
    headline: Promise | None = None
