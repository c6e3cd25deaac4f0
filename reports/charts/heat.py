"""A heat map with its numbers in the cells: darker is more, and the number says how much. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports import words
from reports.charts import svg
from reports.charts.looks import Look
from tickets.choices import Channel

HEAD = 24
SIDE = 110
ROW = 30
DARK = 0.55
"""From this share of the greatest value on, numbers are written in the colour of the surface."""


@dataclass(frozen=True, slots=True)
class Heat:
    """`values` has a tuple a row; none is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    values: tuple[tuple[Decimal | None, ...], ...]

    @property
    def top(self) -> Decimal:
        return max((v for row in self.values for v in row if v), default=Decimal(1))


def heat_map(heat: Heat, look: Look) -> str:
    """As wide as the look; numbers are left out where a cell is too narrow for them."""
    cell = (look.size.width - SIDE) / max(1, len(heat.columns))
    muted = look.scheme.muted
    parts = [
        svg.text(name, SIDE + cell * (i + 0.5), HEAD - 8, fill=muted, anchor="middle")
        for i, name in enumerate(heat.columns)
        if cell >= 20 or i % 2 == 0
    ]
    for place, name in enumerate(heat.rows):
        y = HEAD + place * ROW
        parts.append(svg.text(name, SIDE - 8, y + ROW / 2 + 4, fill=muted, anchor="end"))
        for i, value in enumerate(heat.values[place]):
            parts += _cell(heat, value, SIDE + i * cell, y, cell, look)
    return svg.picture(look.size.width, HEAD + ROW * len(heat.rows), parts)


def _cell(
    heat: Heat, value: Decimal | None, x: float, y: float, width: float, look: Look
) -> list[str]:
    if value is None:
        return []
    strength = float(value / heat.top)
    fill = look.scheme.channels[Channel.CHAT]
    number = words.decimal(value)
    parts = [svg.box(x + 1, y + 1, width - 2, ROW - 2, fill=fill, opacity=strength, title=number)]
    if width >= 30:
        colour = look.scheme.raised if strength >= DARK else look.scheme.text
        parts.append(svg.text(number, x + width / 2, y + 19, fill=colour, anchor="middle"))
    return parts
