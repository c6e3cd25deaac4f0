"""Bars to the left and right of zero, each with its name and its number. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reports import words
from reports.charts import svg
from reports.charts.looks import Look

ROW = 36
SIDE = 150
NUMBER = 70
"""Room beside the longest bar for its number."""


@dataclass(frozen=True, slots=True)
class Bars:
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    unit: str
    colour: str
    """The channel that lends its colour."""
    is_signed: bool = True
    """Changes with one decimal and their sign; else counts."""


def bar_chart(bars: Bars, look: Look) -> str:
    """Zero is where the longest bar to the left ends; at the left edge where none goes there."""
    side = min(SIDE, look.size.width / 3)
    left = float(max((-value for value in bars.values), default=Decimal(0)))
    right = float(max(bars.values, default=Decimal(0)))
    left, right = max(left, 0.0), max(right, 0.0)
    room = look.size.width - side - (NUMBER if right else 0) - (NUMBER if left else 0)
    scale = room / ((left + right) or 1)
    zero = side + (NUMBER if left else 0) + left * scale
    height = ROW * len(bars.labels)
    parts = [svg.line(zero, 0, zero, height, stroke=look.scheme.line)]
    for place in range(len(bars.labels)):
        parts += _bar(bars, place, zero, scale, look)
    return svg.picture(look.size.width, height, parts)


def _bar(bars: Bars, place: int, zero: float, scale: float, look: Look) -> list[str]:
    label, value = bars.labels[place], bars.values[place]
    y, width = place * ROW, abs(float(value)) * scale
    number = words.signed(value) if bars.is_signed else words.count(round(value))
    written = f"{number}{words.HARD_SPACE}{bars.unit}".strip()
    x = zero - width if value < 0 else zero
    fill = look.scheme.channels[bars.colour]
    to_the_left = value < 0
    return [
        svg.text(label, 0, y + ROW / 2 + 4, fill=look.scheme.muted),
        svg.box(x, y + 7, width, ROW - 14, fill=fill, title=f"{label}: {written}"),
        svg.text(
            written,
            x - 6 if to_the_left else x + width + 6,
            y + ROW / 2 + 4,
            fill=look.scheme.text,
            anchor="end" if to_the_left else "start",
            weight=600,
        ),
    ]
