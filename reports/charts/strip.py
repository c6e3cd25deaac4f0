"""A strip a day along the hours of the clock: kept is solid, what was not is hatched. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.looks import Look, nothing
from tickets.choices import Channel

HOURS_ROOM = 26
LEGEND_ROW = 20
ROW = 20
BAR = 13
SIDE = 84
HOURS = (1, 2, 3, 4, 6, 12)
LEAST_STEP = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a day, in minutes of its clock. `state`: kept, short or closed."""

    start: float
    end: float
    state: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """`names` are what kept, short and closed are called."""

    rows: tuple[tuple[str, tuple[Mark, ...]], ...]
    names: tuple[str, str, str]

    @property
    def span(self) -> tuple[int, int]:
        """From which hour to which something was promised; office hours where nothing was."""
        marks = [mark for _label, of_day in self.rows for mark in of_day]
        if not marks:
            return 8, 16
        first = int(min(mark.start for mark in marks) // 60)
        return first, max(first + 1, int(-(-max(mark.end for mark in marks) // 60)))


def strip_chart(strip: Strip, look: Look) -> str:
    """As wide as the look; the hours stand above, the meaning of the patterns over them."""
    if not strip.rows:
        return svg.nothing(nothing(), look.size.whole, look.scheme)
    first, last = strip.span
    a_minute = (look.size.whole - SIDE - 12) / (60 * (last - first))
    legend, head = _legend(strip.names, look)
    head += HOURS_ROOM
    bottom = head + ROW * len(strip.rows)
    parts = [_patterns(look), *legend]
    step = next((hours for hours in HOURS if hours * 60 * a_minute >= LEAST_STEP), HOURS[-1])
    for hour in range(first, last + 1):
        if (hour - first) % step == 0:
            x = SIDE + (hour - first) * 60 * a_minute
            parts.append(svg.line(x, head - 4, x, bottom, stroke=look.scheme.line))
            label = f"{hour:02d}"
            parts.append(svg.text(label, x, head - 9, fill=look.scheme.muted, anchor="middle"))
    for number, (label, marks) in enumerate(strip.rows):
        y = head + number * ROW
        parts.append(svg.text(label, SIDE - 8, y + 12, fill=look.scheme.muted, anchor="end"))
        for mark in marks:
            x = SIDE + (mark.start - 60 * first) * a_minute
            width = max(1.0, (mark.end - mark.start) * a_minute)
            parts.append(_bar(mark.state, x, y + (ROW - BAR) / 2, width, mark.title, look))
    return svg.picture(look.size.whole, bottom + 4, parts)


def _bar(state: str, x: float, y: float, width: float, title: str, look: Look) -> str:
    kept = look.scheme.channels[Channel.CHAT]
    fill = kept if state == "kept" else f"url(#{state})"
    bar = svg.box(x, y, width, BAR, fill=fill, title=title)
    if state == "kept":
        return bar
    edge = look.scheme.channels[Channel.PHONE if state == "short" else Channel.WEB]
    outline = f"M{x:.1f} {y:.1f}h{width:.1f}v{BAR}h{-width:.1f}z"
    return bar + f'<path d="{outline}" fill="none" stroke="{edge}"/>'


def _patterns(look: Look) -> str:
    """Stripes for too few agents, stripes the other way for closed; told apart without colour."""
    short, closed = (look.scheme.channels[each] for each in (Channel.PHONE, Channel.WEB))
    return (
        "<defs>"
        f'<pattern id="short" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="{short}" stroke-width="1.6"/></pattern>'
        f'<pattern id="closed" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<path d="M0 2.5H5M2.5 0V5" stroke="{closed}" stroke-width="1.2"/></pattern>'
        "</defs>"
    )


def _legend(names: Sequence[str], look: Look) -> tuple[list[str], int]:
    """In as many lines as it takes; and how high they are."""
    parts, x, y = list[str](), 4.0, 2
    for state, name in zip(("kept", "short", "closed"), names, strict=True):
        width = 40 + 6.6 * len(name)
        if x > 4 and x + width > look.size.whole:
            x, y = 4.0, y + LEGEND_ROW
        parts.append(_bar(state, x, y, 18, name, look))
        parts.append(svg.text(name, x + 24, y + 11, fill=look.scheme.text))
        x += width
    return parts, y + LEGEND_ROW
