"""Counts row by row: what there is, as areas, or what happens, as lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.looks import Look, Spec
from reports.charts.names import Named, marker, name_layers

FEW = 8
"""Below this every whole number has its line, for there are no halves of what is counted."""
DASHED, WHOLE = (5, 3), (1, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """A count a row, none where nothing is known; in the colour of the channel `colour`."""

    name: str
    colour: str
    values: tuple[int | None, ...]
    is_dashed: bool = False


def area_chart(
    labels: Sequence[str], curves: Sequence[Curve], look: Look, *, is_filled: bool = True
) -> Spec:
    """From zero up. Curves that are not filled have points."""
    top = 1.08 * max([1, *(value for curve in curves for value in curve.values if value)])
    x = look.x_axis(list(labels))
    layers = [
        _layer(curve, _area(curve, look) if is_filled else _line(curve, place, look), x, top)
        for place, curve in enumerate(curves)
    ]
    return look.spec([], [*layers, *_names(curves, top, look, is_filled)])


def _area(curve: Curve, look: Look) -> Spec:
    colour = look.scheme.channels[curve.colour]
    line = {"strokeWidth": 2.5, "color": colour}
    return {"type": "area", "opacity": 0.25, "color": colour, "line": line}


def _line(curve: Curve, place: int, look: Look) -> Spec:
    colour = look.scheme.channels[curve.colour]
    dash = list(DASHED if curve.is_dashed else WHOLE)
    mark = {"type": "line", "strokeWidth": 2, "strokeDash": dash, "color": colour}
    return {**mark, "point": marker(colour, place)}


def _layer(curve: Curve, mark: Spec, x: Spec, top: float) -> Spec:
    axis: Spec = {"labelExpr": "format(datum.value, ',~f')"}
    if top < FEW:
        axis["values"] = list(range(int(top) + 1))
    y = {"field": "n", "type": "quantitative", "scale": {"domain": [0, top]}, "axis": axis}
    values = [{"i": i, "n": value} for i, value in enumerate(curve.values)]
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}}


def _names(curves: Sequence[Curve], top: float, look: Look, is_filled: bool) -> list[Spec]:
    """Each at the last point of its curve."""
    named = [
        Named(
            curve.name,
            look.scheme.channels[curve.colour],
            _last(curve),
            None if is_filled else DASHED if curve.is_dashed else WHOLE,
            place,
        )
        for place, curve in enumerate(curves)
    ]
    return name_layers(named, look, top=top)


def _last(curve: Curve) -> int:
    return next((value for value in reversed(curve.values) if value is not None), 0)
