"""The table of any report, once: page, CSV, XLSX, API, mail and print write these same cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from reports.intervals import Interval
from reports.subsets import Subset

Value = str | date | int | float | Decimal | Interval | None
"""What stands in a cell; None is shown as a dash, in every form of the table."""


class Kind(Enum):
    """What the values of a column are, which decides how each form of the table writes them."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    SHARE = "share"
    """Percent, 0 to 100."""
    POINTS = "points"
    """A difference of two shares, in percentage points."""
    INTERVAL = "interval"
    """Shares between 0 and 1."""
    SECONDS = "seconds"
    """A length of time; words where all that is known is that it is longer."""
    NUMBER = "number"
    """Anything else, with one decimal."""
    CHANGE = "change"
    """A difference of two counts, with its sign."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    title: str
    kind: Kind = Kind.COUNT
    channel: str = ""
    """Gives its cells the colour of this channel, beside the word."""


@dataclass(frozen=True, slots=True)
class Row:
    """Values in the order of the columns; `drills` lead from a column's key to what it counts.

    `links` lead from cells that are no numbers to what they are about.
    """

    values: tuple[Value, ...]
    drills: Mapping[str, Subset] = field(default_factory=dict)
    is_total: bool = False
    is_provisional: bool = False
    """Not all of it has happened, or too little to judge: shown paler, and said so."""
    is_too_few: bool = False
    """Which of the two it is."""
    links: Mapping[str, Subset] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """`key` names it in files and the API, `title` is its caption and says what is counted."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def cells(self, row: Row) -> list[tuple[Column, Value, Subset | None]]:
        return [
            (column, value, row.drills.get(column.key))
            for column, value in zip(self.columns, row.values, strict=True)
        ]

    def column(self, key: str) -> list[Value]:
        """The values of one column, totals left out."""
        place = next(i for i, column in enumerate(self.columns) if column.key == key)
        return [row.values[place] for row in self.rows if not row.is_total]


def plain(value: Value) -> Any:
    """The value as JSON: days as ISO 8601, an interval as its two ends."""
    match value:
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case Interval():
            return [value.low, value.high]
        case _:
            return value
