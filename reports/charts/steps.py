"""Side by side, a day each: how many were there by the clock, and how many are wanted. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports import words
from reports.charts import svg
from reports.charts.looks import Look, nothing
from tickets.choices import Channel

PANEL = 100
HEAD = 22
FOOT = 22
SIDE = 30
END = 8
"""Room for half of the last hour's name."""
LEAST_WIDTH = 125
GAP = 10
HOURS = (1, 2, 3, 4, 6, 12)
LEAST_STEP = 34


@dataclass(frozen=True, slots=True)
class Steps:
    """`days`: a name, and the value of each quarter of an hour where something was promised.

    Quarters are counted from midnight.
    """

    days: tuple[tuple[str, dict[int, float]], ...]
    wanted: int
    wanted_name: str

    @property
    def span(self) -> tuple[int, int]:
        """The first quarter, and the one after the last; whole hours."""
        found = [quarter for _name, values in self.days for quarter in values] or [32, 63]
        return 4 * (min(found) // 4), 4 * (max(found) // 4 + 1)

    @property
    def highest(self) -> float:
        return max((v for _name, values in self.days for v in values.values()), default=0.0)

    @property
    def top(self) -> float:
        return max(self.highest, self.wanted) * 1.12


def steps_chart(steps: Steps, look: Look) -> str:
    """As many panels beside each other as there is room for; all on the same scale."""
    if not steps.days:
        return svg.nothing(nothing(), look.size.whole, look.scheme)
    columns = max(1, min(len(steps.days), int((look.size.whole + GAP) // (LEAST_WIDTH + GAP))))
    width = (look.size.whole - GAP * (columns - 1)) / columns
    lines = -(-len(steps.days) // columns)
    panel = HEAD + PANEL + FOOT
    parts = _legend(steps, look)
    for number, (name, values) in enumerate(steps.days):
        x, y = (number % columns) * (width + GAP), HEAD + (number // columns) * panel
        parts += _panel(steps, name, values, x, y, width, look)
    return svg.picture(look.size.whole, HEAD + panel * lines, parts)


def _panel(
    steps: Steps, name: str, values: dict[int, float], x: float, y: float, width: float, look: Look
) -> list[str]:
    scheme = look.scheme
    ground, left, right = y + HEAD + PANEL, x + SIDE, x + width - END
    first, last = steps.span
    a_quarter = (right - left) / (last - first)
    wanted = ground - PANEL * steps.wanted / steps.top
    parts = [
        svg.text(name, left, y + 14, fill=scheme.text, weight=600),
        svg.line(left, ground, right, ground, stroke=scheme.line),
        _path(_runs(values), first, left, a_quarter, ground, steps.top, look),
        f'<path d="M{left:.1f} {wanted:.1f}H{right:.1f}" stroke="{scheme.muted}" fill="none"'
        ' stroke-dasharray="4 4"/>',
        svg.text(str(steps.wanted), left - 6, wanted + 4, fill=scheme.muted, anchor="end"),
        svg.text("0", left - 6, ground + 4, fill=scheme.muted, anchor="end"),
        *_highest(steps, left - 6, ground, look),
    ]
    step = 4 * next((each for each in HOURS if 4 * each * a_quarter >= LEAST_STEP), HOURS[-1])
    for quarter in range(first, last + 1, step):
        at = left + (quarter - first) * a_quarter
        label = f"{quarter // 4:02d}"
        parts.append(svg.text(label, at, ground + 16, fill=scheme.muted, anchor="middle"))
    return parts


def _highest(steps: Steps, x: float, ground: float, look: Look) -> list[str]:
    """The number at the height of the most that were there, away from that of the wanted."""
    height = PANEL * steps.highest / steps.top
    if height < PANEL * steps.wanted / steps.top + svg.LABEL:
        return []
    label = words.decimal(Decimal(str(round(steps.highest, 1))), int(steps.highest % 1 > 0))
    return [svg.text(label, x, ground - height + 4, fill=look.scheme.muted, anchor="end")]


def _runs(values: dict[int, float]) -> list[list[tuple[int, float]]]:
    """Quarters that follow each other."""
    runs: list[list[tuple[int, float]]] = []
    for quarter, value in sorted(values.items()):
        if runs and runs[-1][-1][0] == quarter - 1:
            runs[-1].append((quarter, value))
        else:
            runs.append([(quarter, value)])
    return runs


def _path(
    runs: Sequence[Sequence[tuple[int, float]]],
    first: int,
    left: float,
    a_quarter: float,
    ground: float,
    top: float,
    look: Look,
) -> str:
    """A stair, filled down to the ground; nothing where nothing was promised."""
    drawn = []
    for run in runs:
        start = left + (run[0][0] - first) * a_quarter
        drawn.append(f"M{start:.1f} {ground:.1f}")
        for quarter, value in run:
            height = ground - PANEL * value / top
            drawn.append(f"V{height:.1f}H{left + (quarter + 1 - first) * a_quarter:.1f}")
        drawn.append(f"V{ground:.1f}")
    colour = look.scheme.channels[Channel.CHAT]
    return (
        f'<path d="{"".join(drawn)}" fill="{colour}" fill-opacity="0.25" stroke="{colour}"'
        ' stroke-width="1.5"/>'
    )


def _legend(steps: Steps, look: Look) -> list[str]:
    y = HEAD / 2
    return [
        f'<path d="M4 {y:.1f}H26" stroke="{look.scheme.muted}" fill="none"'
        ' stroke-dasharray="4 4"/>',
        svg.text(
            f"{steps.wanted_name}: {words.count(steps.wanted)}",
            32,
            y + 4,
            fill=look.scheme.text,
        ),
    ]
