"""Bars to the left and right of zero, each with its name and its number. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reports import words
from reports.charts import svg
from reports.charts.looks import Look

ROW = 36
TALL = 50
"""The height of a row where the names stand above the bars."""
SIDE = 150
MOST_SIDE = 0.35
"""Names beside the bars take at most this part of the width."""
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


class _Frame(NamedTuple):
    """`side` is the room for names beside the bars; none where they stand above them."""

    side: float
    zero: float
    scale: float

    @property
    def row(self) -> int:
        return ROW if self.side else TALL


def bar_chart(bars: Bars, look: Look) -> str:
    """Zero is where the longest bar to the left ends; at the left edge where none goes there."""
    frame = _frame(bars, look)
    height = frame.row * len(bars.labels)
    parts: list[str] = []
    for place in range(len(bars.labels)):
        parts += _bar(bars, place, frame, look)
    return svg.picture(look.size.whole, height, parts)


def _frame(bars: Bars, look: Look) -> _Frame:
    side = 0.0 if look.is_narrow else _side(bars.labels, look.size.whole)
    left = max(0.0, *(-float(value) for value in bars.values), 0.0)
    right = max(0.0, *(float(value) for value in bars.values), 0.0)
    room = look.size.whole - side - (NUMBER if right else 0) - (NUMBER if left else 0)
    scale = room / ((left + right) or 1)
    return _Frame(side, side + (NUMBER if left else 0) + left * scale, scale)


def _side(labels: Sequence[str], whole: float) -> float:
    longest = max((len(label) for label in labels), default=0)
    return min(max(SIDE, svg.LETTER * longest + 12), MOST_SIDE * whole)


def _bar(bars: Bars, place: int, frame: _Frame, look: Look) -> list[str]:
    label, value = bars.labels[place], bars.values[place]
    number = words.signed(value) if bars.is_signed else words.count(round(value))
    written = f"{number}{words.HARD_SPACE}{bars.unit}".strip()
    width, goes_left = abs(float(value)) * frame.scale, value < 0
    x = frame.zero - width if goes_left else frame.zero
    bottom, scheme = (place + 1) * frame.row, look.scheme
    name = svg.fitting(label, frame.side or look.size.whole)
    fill, title = scheme.channels[bars.colour], f"{label}: {written}"
    return [
        svg.text(name, 0, bottom - (14 if frame.side else 35), fill=scheme.muted),
        svg.line(frame.zero, bottom - 32, frame.zero, bottom - 4, stroke=scheme.line),
        svg.box(x, bottom - 29, width, 22, fill=fill, title=title),
        svg.text(
            written,
            x - 6 if goes_left else x + width + 6,
            bottom - 14,
            fill=scheme.text,
            anchor="end" if goes_left else "start",
            weight=600,
        ),
    ]
