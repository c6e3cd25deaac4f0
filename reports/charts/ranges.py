"""Bars from zero, each with its number and the range in which it surely lies. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.looks import Look

ROW = 46
EDGE = 4


@dataclass(frozen=True, slots=True)
class RangeBar:
    """`written` is the value as the table has it; `low` and `high` are none where it is exact."""

    label: str
    value: float
    written: str
    colour: str
    low: float | None = None
    high: float | None = None


def range_chart(bars: Sequence[RangeBar], look: Look) -> str:
    """To the left and right of zero; each name above its bar, so that it may be long."""
    ends = [
        0.0,
        *(end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None),
    ]
    least, most = min(ends), max(ends)
    scale = (look.size.whole - 2 * EDGE) / ((most - least) or 1)
    zero, height = EDGE - least * scale, ROW * len(bars)
    parts: list[str] = []
    for place, bar in enumerate(bars):
        parts += _bar(bar, place * ROW, zero, scale, look)
    return svg.picture(look.size.whole, height, parts)


def _bar(bar: RangeBar, top: float, zero: float, scale: float, look: Look) -> list[str]:
    scheme, width = look.scheme, abs(bar.value) * scale
    left = zero - width if bar.value < 0 else zero
    fill, title = scheme.channels[bar.colour], f"{bar.label}: {bar.written}"
    label = svg.fitting(bar.label, look.size.whole - svg.LETTER * len(bar.written))
    return [
        *svg.haloed(label, 0, top + 15, scheme),
        *svg.haloed(bar.written, look.size.whole, top + 15, scheme, anchor="end", weight=600),
        svg.box(left, top + 22, max(width, 1), 16, fill=fill, opacity=0.75, title=title),
        svg.line(zero, top + 20, zero, top + 40, stroke=scheme.muted),
        *_whisker(bar, top + 30, zero, scale, look),
    ]


def _whisker(bar: RangeBar, y: float, zero: float, scale: float, look: Look) -> list[str]:
    if bar.low is None or bar.high is None:
        return []
    left, right, stroke = zero + bar.low * scale, zero + bar.high * scale, look.scheme.text
    return [
        svg.line(left, y, right, y, stroke=stroke),
        svg.line(left, y - 5, left, y + 5, stroke=stroke),
        svg.line(right, y - 5, right, y + 5, stroke=stroke),
    ]
