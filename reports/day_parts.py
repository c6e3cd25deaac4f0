"""Parts of the desk's day in which people come: in which of them who answers is compared. Pure."""

from __future__ import annotations

STARTS = (0, 10, 12, 14)
"""The hours at which the parts begin, by the clock on the desk's wall."""


def part_of(hour: int) -> int:
    """The number of the part that this hour, 0 to 23, belongs to."""
    return sum(hour >= start for start in STARTS[1:])


def part_sql(hour: str) -> str:
    """The same over an expression of SQL."""
    return "(" + " + ".join(f"({hour} >= {start})::int" for start in STARTS[1:]) + ")::smallint"


def hours_of(part: int) -> tuple[int, int]:
    """The first hour of a part, and the one after its last."""
    return STARTS[part], (*STARTS, 24)[part + 1]


def part_name(part: int) -> str:
    """10–12, as a heading of hours needs it."""
    first, last = hours_of(part)
    return f"{first:02d}–{last:02d}"
