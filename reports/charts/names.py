"""The names of what a chart shows: beside its right edge, in lines below it where it is narrow.

Before each name stands a sample of what it names: colour is never the only sign. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import svg
from reports.charts.looks import Look, Spec, spread

GAP = 0.08
"""Between names at the right edge, as a part of the height."""
LONG = 22
"""Letters from which on a name at the right edge takes two lines."""
LINE = 18
BELOW = 36
"""From the foot of the picture to the first line of names: room for the labels of the axis."""
OUTSIDE = 34
"""How far to the left of the picture these lines begin: under the labels of the other axis."""
SAMPLE = {"patch": 13, "line": 22}
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross")
"""Of the lines of a chart, in their order."""


@dataclass(frozen=True, slots=True)
class Named:
    """`y` is its place on the scale of the chart; `dash` and `place` are those of its line.

    Without a dash it is named by a patch.
    """

    name: str
    colour: str
    y: float
    dash: tuple[int, int] | None = None
    place: int = 0


def name_layers(named: Sequence[Named], look: Look, *, top: float) -> list[Spec]:
    """Apart from one another, in the order of their places; `top` is the end of the scale."""
    ordered = sorted(named, key=lambda each: each.y)
    if look.is_narrow:
        return _below(list(reversed(ordered)), look)
    places = spread([each.y / top for each in ordered], GAP)
    layers: list[Spec] = []
    for each, place in zip(ordered, places, strict=True):
        y = {"datum": top * place, "type": "quantitative"}
        layers += _one(each, look.size.width + 8, y, in_two_lines(each.name))
    return layers


def _below(named: Sequence[Named], look: Look) -> list[Spec]:
    layers: list[Spec] = []
    x, line = float(-OUTSIDE), 0
    for each in named:
        width = _sample(each) + svg.LETTER * len(each.name) + 14
        if x > -OUTSIDE and x + width > look.size.width + 20:
            x, line = float(-OUTSIDE), line + 1
        layers += _one(each, x, {"value": look.size.height + BELOW + line * LINE}, [each.name])
        x += width
    return layers


def _sample(named: Named) -> int:
    return SAMPLE["line" if named.dash else "patch"]


def _one(named: Named, x: float, y: Spec, lines: list[str]) -> list[Spec]:
    once: Spec = {"values": [{}]}
    text = {"type": "text", "align": "left", "lineHeight": 14, "dy": -7 * (len(lines) - 1)}
    return [
        *({"data": once, **mark} for mark in _marks(named, x, y)),
        {
            "data": once,
            "mark": {**text, "text": lines if len(lines) > 1 else lines[0]},
            "encoding": {"x": {"value": x + _sample(named)}, "y": y},
        },
    ]


def _marks(named: Named, x: float, y: Spec) -> list[Spec]:
    if named.dash is None:
        patch = {"type": "point", "shape": "square", "filled": True, "opacity": 1, "size": 90}
        encoding = {"x": {"value": x + 4}, "y": y}
        return [{"mark": {**patch, "color": named.colour}, "encoding": encoding}]
    line = {"type": "rule", "strokeWidth": 2, "strokeDash": list(named.dash)}
    ends = {"x": {"value": x}, "x2": {"value": x + 17}, "y": y}
    middle = {"x": {"value": x + 8.5}, "y": y}
    return [
        {"mark": {**line, "color": named.colour}, "encoding": ends},
        {"mark": {"type": "point", **marker(named.colour, named.place)}, "encoding": middle},
    ]


def marker(colour: str, place: int) -> Spec:
    """The points of the line at this place: by their shape it is known without its colour too."""
    shape = SHAPES[place % len(SHAPES)]
    return {"size": 42, "filled": True, "opacity": 1, "color": colour, "shape": shape}


def in_two_lines(name: str) -> list[str]:
    """A long name, parted at the space that is nearest to its middle."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) < LONG or not spaces:
        return [name]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]
