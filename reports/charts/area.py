"""Counts row by row: what there is, as areas, or what happens, as lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.looks import Look, Spec, spread

NAMES_GAP = 0.07


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
    mark: Spec = {"type": "area", "opacity": 0.25, "line": {"strokeWidth": 2.5}}
    if not is_filled:
        mark = {"type": "line", "strokeWidth": 2}
    layers = [_layer(curve, {**mark, **_own(curve, look, is_filled)}, x, top) for curve in curves]
    return look.spec([], [*layers, _names(curves, top, look)])


def _own(curve: Curve, look: Look, is_filled: bool) -> Spec:
    colour = look.scheme.channels[curve.colour]
    own: Spec = {"color": colour}
    if not is_filled:
        own["point"] = {"size": 30, "filled": True, "color": colour}
    return {**own, "strokeDash": [5, 3]} if curve.is_dashed else own


def _layer(curve: Curve, mark: Spec, x: Spec, top: float) -> Spec:
    y = {"field": "n", "type": "quantitative", "scale": {"domain": [0, top]}}
    values = [{"i": i, "n": value} for i, value in enumerate(curve.values)]
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, "y": y}}


def _names(curves: Sequence[Curve], top: float, look: Look) -> Spec:
    """At the last point of each curve, apart from one another."""
    ends = sorted((_last(curve) / top, curve.name) for curve in curves)
    places = spread([end for end, _name in ends], NAMES_GAP)
    named = [{"name": name, "y": top * y} for (_end, name), y in zip(ends, places, strict=True)]
    return {
        "data": {"values": named},
        "mark": {"type": "text", "align": "left"},
        "encoding": {
            "x": {"value": look.size.width + 8},
            "y": {"field": "y", "type": "quantitative"},
            "text": {"field": "name"},
        },
    }


def _last(curve: Curve) -> int:
    return next((value for value in reversed(curve.values) if value is not None), 0)
