"""Phone and chat week by week, how sure each is, and where the phone's share may go. Pure.

Each point is the share of four whole weeks up to that one. The month in which chat passed phone
and what happened are marked; the path to the goal is dashed, the goal dotted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports import words
from reports.charts.fan import area, dotted_goal, line, points
from reports.charts.looks import Look, Spec
from reports.charts.marks import Mark, mark_layers
from reports.charts.names import Named, name_layers
from reports.forecast import TRAILING, Band
from reports.intervals import Interval
from reports.measures.ratios import Ratio
from reports.measures.weeks import WEEK, Week
from tickets.choices import Channel

Point = tuple[float, Interval] | None
"""A share of 0 to 1 with its interval; none where nothing was counted."""


@dataclass(frozen=True, slots=True)
class Shift:
    """`starts` are the Mondays of past weeks; a point for each in every line."""

    starts: tuple[date, ...]
    lines: Mapping[str, tuple[Point, ...]]
    bands: tuple[Band, ...] = ()
    path: tuple[float | None, ...] = ()
    """The share of 0 to 1 that the target allows, past weeks and weeks to come; none before it."""
    goal: float | None = None
    crossing: Mark | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def days(self) -> list[date]:
        ahead = [self.starts[-1] + n * WEEK for n in range(1, 1 + len(self.bands))]
        return [*self.starts, *ahead]


def trailing(weeks: Sequence[Week]) -> tuple[Point, ...]:
    """Of each week with the three before it: all of their contacts together."""
    return tuple(
        _point(weeks[max(0, place + 1 - TRAILING) : place + 1]) for place in range(len(weeks))
    )


def _point(weeks: Sequence[Week]) -> Point:
    ratio = Ratio(sum(week.part for week in weeks), sum(week.whole for week in weeks))
    interval = ratio.interval
    return (ratio.hits / ratio.n, interval) if interval else None


def shift_chart(shift: Shift, look: Look) -> Spec:
    x = look.x_axis([words.short_month(day) for day in shift.days])
    layers = _fan(shift, x, look)
    for channel, found in shift.lines.items():
        layers += _line(found, x, look.scheme.channels[channel])
    if shift.path:
        dashes = {"color": look.scheme.muted, "strokeDash": [7, 4]}
        layers.append(line(points(shift.path, 0), x, dashes))
    if shift.goal is not None:
        layers.append(dotted_goal(shift.goal, look))
    marks = [*shift.marks, *([shift.crossing] if shift.crossing else [])]
    return look.spec([], [*layers, *mark_layers(marks, look), *_names(shift, look)])


def _fan(shift: Shift, x: Spec, look: Look) -> list[Spec]:
    colour, start = look.scheme.channels[Channel.PHONE], len(shift.starts)
    middle = points([band.middle for band in shift.bands], start)
    return [
        area(shift.bands, start, ("low95", "high95"), x, colour, 0.15),
        area(shift.bands, start, ("low80", "high80"), x, colour, 0.3),
        line(middle, x, {"color": colour, "strokeDash": [2, 3]}),
    ]


def _line(found: Sequence[Point], x: Spec, colour: str) -> list[Spec]:
    sure = {i: point[1] for i, point in enumerate(found) if point}
    low_high = [
        {"i": i, "low": round(100 * each.low, 3), "high": round(100 * each.high, 3)}
        for i, each in sure.items()
    ]
    shares = points([point[0] if point else None for point in found], 0)
    return [
        {
            "data": {"values": low_high},
            "mark": {"type": "area", "color": colour, "opacity": 0.2},
            "encoding": {
                "x": x,
                "y": {"field": "low", "type": "quantitative"},
                "y2": {"field": "high"},
            },
        },
        line(shares, x, {"color": colour, "strokeWidth": 2.5}),
    ]


def _names(shift: Shift, look: Look) -> list[Spec]:
    """Each at the height of its last share."""
    last = {channel: found[-1] for channel, found in shift.lines.items() if found}
    named = [
        Named(_name(channel, point[0]), look.scheme.channels[channel], 100 * point[0])
        for channel, point in last.items()
        if point
    ]
    return name_layers(named, look, top=100 * top_of(shift))


def _name(channel: str, share: float) -> str:
    return f"{Channel(channel).label} {words.percent(Decimal(100 * share))}"


def top_of(shift: Shift) -> float:
    """The highest share that is drawn."""
    highs = [point[1].high for found in shift.lines.values() for point in found if point]
    highs += [band.high95 for band in shift.bands]
    allowed = [share for share in shift.path if share is not None]
    return max([*highs, *allowed, shift.goal or 0.0], default=1.0)
