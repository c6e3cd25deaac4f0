"""A heat map with its numbers in the cells: darker is more, and the number says how much. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports import words
from reports.charts import svg
from reports.charts.looks import Look
from tickets.choices import Channel

HEAD = 24
SIDE, NARROW_SIDE = 110, 38
ROW = 30
CELL = 30
"""From this width on a cell has room for its number."""


@dataclass(frozen=True, slots=True)
class Heat:
    """`values` has a tuple a row; none is an empty cell. The rows are named after weekdays."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[Decimal | None, ...], ...]

    @property
    def top(self) -> Decimal:
        return max((v for row in self.values for v in row if v), default=Decimal(1))

    @property
    def decimals(self) -> int:
        """None where all are counts."""
        return int(any(v % 1 for row in self.values for v in row if v))

    @property
    def turned(self) -> Heat:
        """The hours one under the other, beside them the weekdays by their short names."""
        short = tuple(words.short_weekday(name) for name in self.rows)
        return Heat(short, self.columns, tuple(zip(*self.values, strict=True)))


def heat_map(heat: Heat, look: Look) -> str:
    """As wide as the look; turned where hours beside each other had no room for their numbers."""
    whole = look.size.whole
    if (whole - SIDE) / max(1, len(heat.columns)) >= CELL:
        return _drawn(heat, look, SIDE)
    return _drawn(heat.turned, look, NARROW_SIDE)


def _drawn(heat: Heat, look: Look, side: int) -> str:
    cell = (look.size.whole - side) / max(1, len(heat.columns))
    muted = look.scheme.muted
    parts = [
        svg.text(name, side + cell * (i + 0.5), HEAD - 8, fill=muted, anchor="middle")
        for i, name in enumerate(heat.columns)
    ]
    for place, name in enumerate(heat.rows):
        y = HEAD + place * ROW
        parts.append(svg.text(name, side - 8, y + ROW / 2 + 4, fill=muted, anchor="end"))
        for i, value in enumerate(heat.values[place]):
            parts += _cell(heat, value, side + i * cell, y, cell, look)
    return svg.picture(look.size.whole, HEAD + ROW * len(heat.rows), parts)


def _cell(
    heat: Heat, value: Decimal | None, x: float, y: float, width: float, look: Look
) -> list[str]:
    if value is None:
        return []
    strength, scheme = float(value / heat.top), look.scheme
    fill, number = scheme.channels[Channel.CHAT], words.decimal(value, heat.decimals)
    colour = svg.written_on(svg.mixed(fill, scheme.raised, strength))
    return [
        svg.box(x + 1, y + 1, width - 2, ROW - 2, fill=fill, opacity=strength, title=number),
        svg.text(number, x + width / 2, y + 19, fill=colour, anchor="middle"),
    ]
