"""Shares side by side, each a dot with the interval in which it surely lies. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports import words
from reports.charts import svg
from reports.charts.looks import Look
from reports.intervals import Interval
from tickets.choices import Channel

ROW, FOOT, EDGE = 46, 26, 14
NAME_Y, LINE_Y = 16, 32
RADIUS = 6
STEPS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Dot:
    """A share in percent; none is no dot. The interval is drawn thick, the wider bounds thin."""

    name: str
    share: Decimal | None
    interval: Interval | None = None
    bounds: Interval | None = None
    colour: str = Channel.CHAT


def dot_chart(dots: Sequence[Dot], look: Look, *, goal: Decimal | int | None = None) -> str:
    """From 0 to 100 %, from the top down; each name above its line, so that it may be long."""
    height = ROW * len(dots)
    parts = [part for step in STEPS for part in _step(step, height, look)]
    if goal is not None:
        x = _x(float(goal), look)
        parts.append(
            f'<path d="M{x:.1f} 0V{height}" stroke="{look.scheme.muted}" stroke-dasharray="3 4"/>'
        )
    for place, dot in enumerate(dots):
        parts += _dot(dot, place * ROW, look)
    return svg.picture(look.size.whole, height + FOOT, parts)


def _x(percent: float, look: Look) -> float:
    return EDGE + (look.size.whole - 2 * EDGE) * percent / 100


def _step(step: int, height: float, look: Look) -> list[str]:
    x, anchor = _x(step, look), {0: "start", 100: "end"}.get(step, "middle")
    shift = {0: -EDGE, 100: EDGE}.get(step, 0)
    label = words.percent(Decimal(step), 0)
    return [
        svg.line(x, 0, x, height, stroke=look.scheme.line),
        svg.text(label, x + shift, height + 18, fill=look.scheme.muted, anchor=anchor),
    ]


def _dot(dot: Dot, top: float, look: Look) -> list[str]:
    scheme, fill = look.scheme, look.scheme.channels[dot.colour]
    written = words.percent(dot.share)
    has_room = not look.is_narrow
    sure = f" ({words.interval(dot.interval)})" if dot.interval and has_room else ""
    parts = [svg.text(f"{dot.name}: {written}{sure}", EDGE, top + NAME_Y, fill=scheme.text)]
    y = top + LINE_Y
    for ends, width in ((dot.bounds, 1.5), (dot.interval, 5)):
        if ends:
            low, high = _x(100 * ends.low, look), _x(100 * ends.high, look)
            parts.append(
                f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="{fill}" stroke-width="{width}"'
                f' stroke-opacity="0.55"/>'
            )
    if dot.share is not None:
        title = f"{dot.name}: {written}"
        parts.append(svg.dot(_x(float(dot.share), look), y, RADIUS, fill=fill, title=title))
    return parts
