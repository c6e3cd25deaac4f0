"""Ratings from 1 to 5 as bars to both sides of the middle: bad left, good right. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports import shares, words
from reports.charts import svg
from reports.charts.looks import Look
from tickets.choices import Channel

ROW = 44
FOOT = 22
FILLS = (
    (Channel.PHONE, 1.0),
    (Channel.PHONE, 0.55),
    (Channel.WALK_IN, 0.45),
    (Channel.CHAT, 0.55),
    (Channel.CHAT, 1.0),
)
"""Colour and strength of 1 to 5. The numbers stand in the bars: colour is never the only sign."""


@dataclass(frozen=True, slots=True)
class Rated:
    """How many gave 1, 2, 3, 4 and 5, and how many surely are satisfied."""

    label: str
    stars: tuple[int, int, int, int, int]
    told: str


def diverging_chart(rows: Sequence[Rated], look: Look) -> str:
    """In percent of the ratings of each row; half of those in the middle stand on either side."""
    known = [row for row in rows if sum(row.stars)]
    left = max((_bad(row) for row in known), default=0.5)
    right = max((1 - _bad(row) for row in known), default=0.5)
    scale = look.size.whole / ((left + right) or 1)
    zero, height = left * scale, ROW * len(rows)
    parts: list[str] = []
    for place, row in enumerate(rows):
        parts += _row(row, place * ROW, zero, scale, look)
    muted = look.scheme.muted
    parts += [
        svg.text(_("1–2 bad"), 0, height + 15, fill=muted),
        svg.text(_("4–5 good"), look.size.whole, height + 15, fill=muted, anchor="end"),
    ]
    return svg.picture(look.size.whole, height + FOOT, parts)


def _bad(row: Rated) -> float:
    """How much of the row stands left of the middle, 0 to 1."""
    one, two, three, _four, _five = row.stars
    return (one + two + three / 2) / (sum(row.stars) or 1)


def _row(row: Rated, top: float, zero: float, scale: float, look: Look) -> list[str]:
    n, scheme, size = sum(row.stars), look.scheme, look.size
    told = row.told if look.is_narrow else f"{row.told} (n = {words.count(n)})"
    label = svg.fitting(row.label, size.whole - svg.LETTER * len(told))
    parts = [
        svg.text(label, 0, top + 14, fill=scheme.text),
        svg.text(told, size.whole, top + 14, fill=scheme.muted, anchor="end"),
        svg.line(zero, top + 17, zero, top + 20, stroke=scheme.text),
        svg.line(zero, top + 38, zero, top + 41, stroke=scheme.text),
    ]
    x = zero - _bad(row) * scale
    for star, (count, (channel, strength)) in enumerate(zip(row.stars, FILLS, strict=True), 1):
        width = count / (n or 1) * scale
        if count:
            title = f"{star}: {words.count(count)} ({words.percent(shares.percent(count, n))})"
            fill = scheme.channels[channel]
            parts.append(svg.box(x, top + 20, width, 18, fill=fill, opacity=strength, title=title))
            parts += _number(star, x + width / 2, top + 33, width, look)
        x += width
    return parts


def _number(star: int, x: float, y: float, width: float, look: Look) -> list[str]:
    """Which rating a bar is, where it has room for it, readable on strong and pale ones."""
    if width < 14:
        return []
    channel, strength = FILLS[star - 1]
    scheme = look.scheme
    fill = svg.written_on(svg.mixed(scheme.channels[channel], scheme.raised, strength))
    return [svg.text(str(star), x, y, fill=fill, anchor="middle", weight=600)]
