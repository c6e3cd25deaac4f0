"""Marks on the axis of time: what happened in a week, by number or in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.looks import Look, Spec

LINE = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """At the `i`th place of the axis; several lines of text make it a turn of the story."""

    i: int
    text: tuple[str, ...]

    @property
    def is_turn(self) -> bool:
        return len(self.text) > 1


def mark_layers(marks: Sequence[Mark], look: Look) -> list[Spec]:
    """A rule each: a turn's text above the picture, a number at the foot of its own rule."""
    small = [{"i": mark.i, "text": mark.text[0]} for mark in marks if not mark.is_turn]
    layers = _rules(small, {"color": look.scheme.muted, "strokeDash": [1, 3]})
    if small:
        layers += look.halo(
            {"align": "center", "baseline": "bottom", "color": look.scheme.muted},
            small,
            {"x": _X, "y": {"value": look.size.height - 2}, "text": {"field": "text"}},
        )
    for mark in marks:
        if mark.is_turn:
            layers += _turn(mark, look)
    return layers


_X: Spec = {"field": "i", "type": "ordinal"}


def _rules(data: list[Spec], style: Spec) -> list[Spec]:
    if not data:
        return []
    return [
        {"data": {"values": data}, "mark": {"type": "rule", **style}, "encoding": {"x": _X}},
    ]


def _turn(mark: Mark, look: Look) -> list[Spec]:
    data: list[Spec] = [{"i": mark.i, "text": list(mark.text)}]
    above = -LINE * len(mark.text) - 6
    return [
        *_rules(data, {"color": look.scheme.text}),
        {
            "data": {"values": data},
            "mark": {
                "type": "text",
                "align": "center",
                "lineHeight": LINE,
                "baseline": "top",
                "fontWeight": 600,
            },
            "encoding": {"x": _X, "y": {"value": above}, "text": {"field": "text"}},
        },
    ]
