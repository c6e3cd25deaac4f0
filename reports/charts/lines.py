"""Phone and chat, month by month, as shares of contacts: the shift in one look.

The month in which chat passed phone is marked, and the goal for the phone is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from reports import words
from reports.charts.looks import PERCENT, Look, Spec
from reports.charts.mix import goal_label
from reports.charts.names import Named, name_layers
from reports.measures.crossing import Crossing, Standing
from reports.measures.history import Month
from tickets.choices import Channel

SHOWN: list[str] = [Channel.PHONE.value, Channel.CHAT.value]
MOST_MONTHS = 36


def lines_chart(
    months: Sequence[Month], *, crossing: Crossing, goal_percent: Decimal, look: Look
) -> Spec:
    """Of the last three years at most. Whole months only: a month that runs says little."""
    months = months[-MOST_MONTHS:]
    data = lines_data(months)
    top = max([float(goal_percent), *(point["share"] for point in data if point["share"])]) * 1.08
    layers = [_lines(months, top, look), *_goal(goal_percent, look)]
    return look.spec(data, [*layers, *_crossing(months, crossing, look), *_names(data, top, look)])


def lines_data(months: Sequence[Month]) -> list[Spec]:
    """One entry a month and channel; no share where the month had no contacts."""
    return [
        {
            "i": i,
            "channel": channel,
            "count": month.of(channel),
            "share": None if month.share(channel) is None else float(month.share(channel) or 0),
        }
        for i, month in enumerate(months)
        for channel in SHOWN
    ]


def _lines(months: Sequence[Month], top: float, look: Look) -> Spec:
    x = look.x_axis([words.short_month(month.start) for month in months])
    x["scale"] = {"type": "point", "padding": 0.5}
    return {
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 28, "filled": True}},
        "encoding": {
            "x": x,
            "y": {
                "field": "share",
                "type": "quantitative",
                "scale": {"domain": [0, top]},
                "axis": {"tickCount": 6, "labelExpr": PERCENT},
            },
            "color": {"field": "channel", "scale": look.colours(SHOWN), "legend": None},
        },
    }


def _goal(goal_percent: Decimal, look: Look) -> list[Spec]:
    data = [{"y": float(goal_percent), "text": goal_label(goal_percent)}]
    y = {"field": "y", "type": "quantitative"}
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rule", "strokeDash": [6, 4], "color": look.scheme.muted},
            "encoding": {"y": y},
        },
        *look.halo(
            {"dx": 6, "dy": -9}, data, {"y": y, "x": {"value": 0}, "text": {"field": "text"}}
        ),
    ]


def _crossing(months: Sequence[Month], crossing: Crossing, look: Look) -> list[Spec]:
    month = crossing.month
    if crossing.standing != Standing.PASSED or month is None or month not in months:
        return []
    i = months.index(month)
    lines = [_("Chat passes phone"), words.month(month.start)]
    data = [{"i": i, "text": lines}]
    x = {"field": "i", "type": "ordinal"}
    late = i > len(months) / 2
    return [
        {
            "data": {"values": data},
            "mark": {"type": "rule", "color": look.scheme.text},
            "encoding": {"x": x},
        },
        {
            "data": {"values": data},
            "mark": {
                "type": "text",
                "align": "right" if late else "left",
                "dx": 6 if late else -6,
                "lineHeight": 16,
                "baseline": "top",
                "fontWeight": 600,
            },
            "encoding": {"x": x, "y": {"value": -38}, "text": {"field": "text"}},
        },
    ]


def _names(data: list[Spec], top: float, look: Look) -> list[Spec]:
    last = [point for point in data[-len(SHOWN) :] if point["share"] is not None]
    named = [
        Named(_name(point), look.scheme.channels[point["channel"]], point["share"])
        for point in last
    ]
    return name_layers(named, look, top=top)


def _name(point: Spec) -> str:
    label = Channel(point["channel"]).label
    return f"{label} {words.percent(Decimal(str(point['share'])))}"
