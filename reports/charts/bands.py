"""Lengths of time along an axis, each line with the band in which it surely lies. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.looks import Look, Spec
from reports.charts.names import Named, marker, name_layers

DASHED, WHOLE = (5, 4), (1, 0)
Point = tuple[float, float | None, float | None]
"""Seconds: the value, and the ends of its band where it has one."""


@dataclass(frozen=True, slots=True)
class BandLine:
    """A point a label, none where nothing is shown; in the colour of the channel `colour`."""

    name: str
    colour: str
    points: tuple[Point | None, ...]
    is_dashed: bool = False


def band_chart(labels: Sequence[str], lines: Sequence[BandLine], look: Look) -> Spec:
    """From zero up."""
    tops = [high or value for line in lines for value, _low, high in _known(line)]
    top = 1.08 * max(tops, default=1.0)
    x, layers = look.x_axis(list(labels)), []
    for place, line in enumerate(lines):
        layers += [_area(line, x, top, look), _line(line, place, x, top, look)]
    named = _names(lines, top, look) or [look.nothing()]
    return look.spec([], [*layers, *named])


def _known(line: BandLine) -> list[Point]:
    return [point for point in line.points if point is not None]


def _y(field: str, top: float) -> Spec:
    axis = {"labelExpr": "format(datum.value, ',~f') + '\\u00a0s'"}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, top]}, "axis": axis}


def _area(line: BandLine, x: Spec, top: float, look: Look) -> Spec:
    values = [
        {"i": i, "low": round(max(0.0, point[1]), 3), "high": round(point[2], 3)}
        for i, point in enumerate(line.points)
        if point is not None and point[1] is not None and point[2] is not None
    ]
    colour = look.scheme.channels[line.colour]
    return {
        "data": {"values": values},
        "mark": {"type": "area", "color": colour, "opacity": 0.18},
        "encoding": {"x": x, "y": _y("low", top), "y2": {"field": "high"}},
    }


def _line(line: BandLine, place: int, x: Spec, top: float, look: Look) -> Spec:
    values = [
        {"i": i, "seconds": None if point is None else round(point[0], 3)}
        for i, point in enumerate(line.points)
    ]
    return {
        "data": {"values": values},
        "mark": {
            "type": "line",
            "point": marker(look.scheme.channels[line.colour], place),
            "strokeDash": list(DASHED if line.is_dashed else WHOLE),
            "color": look.scheme.channels[line.colour],
        },
        "encoding": {"x": x, "y": _y("seconds", top)},
    }


def _names(lines: Sequence[BandLine], top: float, look: Look) -> list[Spec]:
    """Each at the last point of its line."""
    named = [
        Named(
            line.name,
            look.scheme.channels[line.colour],
            _known(line)[-1][0],
            DASHED if line.is_dashed else WHOLE,
            place,
        )
        for place, line in enumerate(lines)
        if _known(line)
    ]
    return name_layers(named, look, top=top)
