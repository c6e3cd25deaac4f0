"""Lines of one or more shares over time, named at their ends, with a goal if there is one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.looks import PERCENT, Look, Spec
from reports.charts.names import Named, marker, name_layers

DASHED, WHOLE = (5, 4), (1, 0)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """Percent a row, none where nothing was counted; in the colour of the channel `colour`."""

    name: str
    colour: str
    values: tuple[Decimal | None, ...]
    is_dashed: bool = False


def share_chart(
    labels: Sequence[str],
    lines: Sequence[ShareLine],
    look: Look,
    *,
    goal: Decimal | None = None,
    top: int = 100,
) -> Spec:
    """From 0 to 100 %, or to the `top`."""
    scale = {"domain": [0, top]}
    layers = [_line(line, place, list(labels), look, scale) for place, line in enumerate(lines)]
    layers += _names(lines, look, top) if any(map(_is_known, lines)) else [look.nothing()]
    if goal is not None:
        layers += _goal(goal, look, scale)
    return look.spec([], layers)


def _is_known(line: ShareLine) -> bool:
    return any(value is not None for value in line.values)


def _line(line: ShareLine, place: int, labels: list[str], look: Look, scale: Spec) -> Spec:
    values = [
        {"i": i, "share": None if value is None else float(value)}
        for i, value in enumerate(line.values)
    ]
    return {
        "data": {"values": values, "name": f"line{place}"},
        "mark": {
            "type": "line",
            "point": marker(look.scheme.channels[line.colour], place),
            "strokeDash": list(DASHED if line.is_dashed else WHOLE),
            "color": look.scheme.channels[line.colour],
        },
        "encoding": {
            "x": look.x_axis(labels),
            "y": {
                "field": "share",
                "type": "quantitative",
                "scale": scale,
                "axis": {"labelExpr": PERCENT},
            },
        },
    }


def _names(lines: Sequence[ShareLine], look: Look, top: int) -> list[Spec]:
    """Each at the last share of its line."""
    named = [
        Named(
            line.name,
            look.scheme.channels[line.colour],
            float(next((v for v in reversed(line.values) if v is not None), 0)),
            DASHED if line.is_dashed else WHOLE,
            place,
        )
        for place, line in enumerate(lines)
        if _is_known(line)
    ]
    return name_layers(named, look, top=top)


def _goal(goal: Decimal, look: Look, scale: Spec) -> list[Spec]:
    y = {"field": "goal", "type": "quantitative", "scale": scale}
    mark = {"type": "rule", "strokeDash": [2, 3], "color": look.scheme.muted}
    return [{"data": {"values": [{"goal": float(goal)}]}, "mark": mark, "encoding": {"y": y}}]


def tens_above(lines: Sequence[ShareLine]) -> int:
    """The next tens of percent above all of these, for the top of a chart of small shares."""
    most = max((value for line in lines for value in line.values if value), default=Decimal(0))
    return min(100, 10 * (int(most) // 10 + 1))
