"""A control chart: weekly shares, what is usual of them, and where they possibly changed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.fan import line, percent_axis, points
from reports.charts.looks import Look, Spec
from reports.charts.marks import Mark, mark_layers
from reports.control import Watched


@dataclass(frozen=True, slots=True)
class Chart:
    """`changes` are the places of weeks in which a share possibly changed."""

    labels: tuple[str, ...]
    weeks: tuple[Watched, ...]
    colour: str
    changes: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()


def control_chart(chart: Chart, look: Look) -> Spec:
    """Weeks outside of the limits are diamonds; possible changes are upright lines."""
    x, colour = look.x_axis(list(chart.labels)), look.scheme.channels[chart.colour]
    usual = points([week.usual.share for week in chart.weeks], 0)
    layers = [
        _band(chart, x, look),
        line(usual, x, {"color": look.scheme.muted, "strokeDash": [7, 4], "strokeWidth": 1}),
        line(points([share_of(week) for week in chart.weeks], 0), x, {"color": colour}),
        *_outside(chart, x, look),
    ]
    if chart.changes:
        layers.append(
            {
                "data": {"values": [{"i": place} for place in chart.changes]},
                "mark": {"type": "rule", "color": look.scheme.text, "strokeWidth": 2},
                "encoding": {"x": x},
            }
        )
    return look.spec([], [*layers, *mark_layers(chart.marks, look)])


def share_of(week: Watched) -> float | None:
    part, whole = week.count
    return part / whole if whole else None


def _band(chart: Chart, x: Spec, look: Look) -> Spec:
    limits = [
        {"i": i, "low": round(100 * low, 3), "high": round(100 * high, 3)}
        for i, week in enumerate(chart.weeks)
        if week.count[1]
        for low, high in [week.usual.limits(week.count[1])]
    ]
    return {
        "data": {"values": limits},
        "mark": {"type": "area", "color": look.scheme.muted, "opacity": 0.15},
        "encoding": {"x": x, "y": percent_axis("low"), "y2": {"field": "high"}},
    }


def _outside(chart: Chart, x: Spec, look: Look) -> list[Spec]:
    shares = points([share_of(week) for week in chart.weeks], 0)
    out = [point for point, week in zip(shares, chart.weeks, strict=True) if week.is_outside]
    if not out:
        return []
    mark = {"type": "point", "shape": "diamond", "filled": True, "size": 110, "opacity": 1}
    return [
        {
            "data": {"values": out},
            "mark": {**mark, "color": look.scheme.text},
            "encoding": {"x": x, "y": percent_axis("share")},
        }
    ]
