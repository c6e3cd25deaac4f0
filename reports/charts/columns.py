"""Columns from zero, one a row of the table, in the colour of a channel. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports import words
from reports.charts import svg
from reports.charts.looks import Look

FOOT = 24
HEAD = 18
SIDE = 8
ROOM = 34


@dataclass(frozen=True, slots=True)
class Columns:
    labels: tuple[str, ...]
    values: tuple[int, ...]
    channel: str


def column_chart(columns: Columns, look: Look) -> str:
    """Numbers stand above the columns where there is room for them."""
    size = look.size
    ground = size.height - FOOT
    parts = [svg.line(SIDE, ground, size.whole - SIDE, ground, stroke=look.scheme.line)]
    for place in range(len(columns.values)):
        parts += _column(columns, place, look)
    return svg.picture(size.whole, size.height, parts)


def _column(columns: Columns, place: int, look: Look) -> list[str]:
    size, scheme = look.size, look.scheme
    label, value = columns.labels[place], columns.values[place]
    width = (size.whole - 2 * SIDE) / len(columns.values)
    left, ground = SIDE + place * width, size.height - FOOT
    height = (ground - HEAD) * value / (max(columns.values) or 1)
    middle, number = left + width / 2, words.count(value)
    fill = scheme.channels[columns.channel]
    title = f"{label}: {number}"
    parts = [
        svg.box(left + 0.1 * width, ground - height, 0.8 * width, height, fill=fill, title=title)
    ]
    if width >= ROOM:
        above = ground - height - 5
        parts.append(svg.text(number, middle, above, fill=scheme.text, anchor="middle"))
    if place % max(1, -(-len(columns.labels) // size.ticks)) == 0:
        half = svg.LETTER * len(label) / 2
        x = min(max(middle, half), size.whole - half)
        parts.append(svg.text(label, x, size.height - 6, fill=scheme.muted, anchor="middle"))
    return parts
