"""The past as a line, what may come as a fan, the path and the goal as dashes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.looks import PERCENT, Look, Spec
from reports.charts.marks import Mark, mark_layers
from reports.forecast import Band
from tickets.choices import Channel


@dataclass(frozen=True, slots=True)
class Fan:
    """Shares between 0 and 1. `past` weeks come first, then those of `bands`; a label for each."""

    labels: tuple[str, ...]
    past: tuple[float | None, ...]
    bands: tuple[Band, ...]
    path: tuple[float | None, ...] = ()
    """The share that the target allows in each week, past and to come; none before it begins."""
    goal: float | None = None
    marks: tuple[Mark, ...] = ()


def fan_chart(fan: Fan, look: Look) -> Spec:
    colour = look.scheme.channels[Channel.PHONE]
    x = look.x_axis(list(fan.labels))
    layers = [
        area(fan.bands, len(fan.past), ("low95", "high95"), x, colour, 0.15),
        area(fan.bands, len(fan.past), ("low80", "high80"), x, colour, 0.3),
        line(points(fan.past, 0), x, {"color": colour}),
        line(
            points([band.middle for band in fan.bands], len(fan.past)),
            x,
            {"color": colour, "strokeDash": [2, 3]},
        ),
    ]
    if fan.path:
        dashes = {"color": look.scheme.muted, "strokeDash": [7, 4]}
        layers.append(line(points(fan.path, 0), x, dashes))
    if fan.goal is not None:
        layers.append(dotted_goal(fan.goal, look))
    return look.spec([], [*layers, *mark_layers(fan.marks, look)])


def points(values: Sequence[float | None], start: int) -> list[Spec]:
    return [
        {"i": start + place, "share": None if value is None else round(100 * value, 3)}
        for place, value in enumerate(values)
    ]


def percent_axis(field: str) -> Spec:
    axis = {"labelExpr": PERCENT}
    return {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": axis}


def line(points: list[Spec], x: Spec, mark: Spec) -> Spec:
    return {
        "data": {"values": points},
        "mark": {"type": "line", "strokeWidth": 2, **mark},
        "encoding": {"x": x, "y": percent_axis("share")},
    }


def area(
    bands: Sequence[Band], start: int, ends: tuple[str, str], x: Spec, colour: str, opacity: float
) -> Spec:
    low, high = ends
    points = [
        {
            "i": start + place,
            "low": round(100 * getattr(band, low), 3),
            "high": round(100 * getattr(band, high), 3),
        }
        for place, band in enumerate(bands)
    ]
    return {
        "data": {"values": points},
        "mark": {"type": "area", "color": colour, "opacity": opacity},
        "encoding": {"x": x, "y": percent_axis("low"), "y2": {"field": "high"}},
    }


def dotted_goal(goal: float, look: Look) -> Spec:
    return {
        "data": {"values": [{"goal": 100 * goal}]},
        "mark": {"type": "rule", "strokeDash": [2, 3], "color": look.scheme.muted},
        "encoding": {"y": {"field": "goal", "type": "quantitative"}},
    }
