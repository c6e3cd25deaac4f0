"""What was told against what came: on the diagonal both are the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reports.charts.looks import Look, Spec
from tickets.choices import Channel

LEAST = 1.0
LEAST_SPAN = 20
STEPS = (1, 3, 10, 30, 60, 180, 600, 1800, 3600)


class Calibrated(NamedTuple):
    """Mean seconds told and waited, and of how many."""

    told_s: float
    waited_s: float
    n: int


def calibration_chart(points: Sequence[Calibrated], look: Look, *, x: str, y: str) -> Spec:
    """Both axes are logarithmic and alike, named `x` and `y`; larger dots are more chats."""
    ends = [max(LEAST, value) for point in points for value in point[:2]] or [LEAST, 60.0]
    domain = [min(ends) / 2, max(2 * max(ends), LEAST_SPAN * min(ends))]
    scale = {"type": "log", "domain": domain}
    values = [
        {"told": max(LEAST, each.told_s), "waited": max(LEAST, each.waited_s), "n": each.n}
        for each in points
    ]
    axes = {"x": _axis("told", x, scale, look), "y": _axis("waited", y, scale, look)}
    colour = look.scheme.channels[Channel.CHAT]
    size = {"field": "n", "type": "quantitative", "scale": {"range": [40, 500]}, "legend": None}
    dots = {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "opacity": 0.85, "color": colour},
        "encoding": {**axes, "size": size},
    }
    ends_of_line = [{"told": end, "waited": end} for end in domain]
    line = {
        "data": {"values": ends_of_line},
        "mark": {"type": "line", "strokeDash": [4, 4], "color": look.scheme.muted},
        "encoding": axes,
    }
    return look.spec([], [line, dots] if points else [line, look.nothing()])


def _axis(field: str, title: str, scale: Spec, look: Look) -> Spec:
    axis = {
        "title": title,
        "values": list(STEPS),
        "labelExpr": "datum.value + '\\u00a0s'",
        "titleFontSize": 12,
        "titleColor": look.scheme.text,
        "titleFontWeight": "normal",
    }
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}
