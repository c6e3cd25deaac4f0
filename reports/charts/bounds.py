"""Shares as dots, each with the interval in which it surely lies and the bounds beyond. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports import words
from reports.charts import svg
from reports.charts.looks import Look
from reports.intervals import Interval
from tickets.choices import Channel

ROW = 44
SECOND = 16
"""Taller by this where a name takes all of its line and the number goes below it."""
FOOT = 22
EDGE = 20
"""Room for half a number at either end of the scale."""


@dataclass(frozen=True, slots=True)
class Bounded:
    """Percent; none where nobody answered. `bounds` are wider than the interval, drawn thinner."""

    label: str
    share: Decimal | None
    interval: Interval | None = None
    bounds: Interval | None = None
    colour: str = Channel.CHAT


def bounds_chart(dots: Sequence[Bounded], look: Look, *, goal: int | None = None) -> str:
    """From what there is up to 100 %, with a goal as a dashed line where there is one."""
    scale = _Scale(_least(dots, goal), look.size.whole)
    is_tight = any(_letters(dot) * svg.LETTER > look.size.whole for dot in dots)
    row = ROW + SECOND * is_tight
    height = row * len(dots)
    parts = [_tick(percent, scale, height, look) for percent in scale.ticks]
    if goal is not None:
        parts += _goal(goal, scale, height, look)
    for place, dot in enumerate(dots):
        parts += _dot(dot, place * row, row - 13, scale, look)
    return svg.picture(look.size.whole, height + FOOT, parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    least: int
    width: int

    def __call__(self, percent: float) -> float:
        return EDGE + (percent - self.least) / (100 - self.least) * (self.width - 2 * EDGE)

    @property
    def ticks(self) -> range:
        step = 25 if self.width < 400 else 10
        return range(-(-self.least // step) * step, 101, step)


def _least(dots: Sequence[Bounded], goal: int | None) -> int:
    """A quarter at or below all that is shown, so that the scale has whole ticks."""
    known = [float(dot.share) for dot in dots if dot.share is not None]
    known += [100 * each.low for dot in dots for each in (dot.interval, dot.bounds) if each]
    known += [] if goal is None else [float(goal)]
    return min(50, int(min(known, default=0.0) // 25) * 25)


def _tick(percent: int, scale: _Scale, height: float, look: Look) -> str:
    x, scheme = scale(percent), look.scheme
    number = f"{percent}{words.HARD_SPACE}%"
    return svg.line(x, 0, x, height, stroke=scheme.line) + svg.text(
        number, x, height + 16, fill=scheme.muted, anchor="middle"
    )


def _goal(goal: int, scale: _Scale, height: float, look: Look) -> list[str]:
    x, dash = scale(goal), 6
    told = _("Goal %(percent)s") % {"percent": words.percent(Decimal(goal), 0)}
    return [
        svg.box(x - 0.75, y, 1.5, dash, fill=look.scheme.text, title=told)
        for y in range(0, int(height), 2 * dash)
    ]


def _letters(dot: Bounded) -> int:
    return len(dot.label) + 1 + len(words.percent(dot.share))


def _dot(dot: Bounded, top: float, below: float, scale: _Scale, look: Look) -> list[str]:
    """The number stands right above the dot, which stands so far `below` the top of the row."""
    scheme, y = look.scheme, top + below
    fill, number = scheme.channels[dot.colour], words.percent(dot.share)
    told = f"{dot.label}: {number}"
    if dot.interval:
        told += f" ({words.interval(dot.interval)})"
    parts = [
        *svg.haloed(dot.label, 0, top + 15, look.scheme),
        *svg.haloed(number, look.size.whole, y - 16, scheme, anchor="end", weight=600),
    ]
    for span, thickness, opacity in ((dot.bounds, 2, 0.7), (dot.interval, 6, 0.45)):
        if span:
            left, right = scale(100 * span.low), scale(100 * span.high)
            size = (max(right - left, 1), thickness)
            parts.append(svg.box(left, y - thickness / 2, *size, fill=fill, opacity=opacity))
    if dot.share is not None:
        parts.append(svg.dot(scale(float(dot.share)), y, 5.5, fill=fill, title=told))
    return parts
