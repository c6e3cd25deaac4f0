"""The channels' shares as bars that fill up to 100 %, phone at the bottom, with the goal line.

Rows that the ends of the period cut are paler. The goal is about the phone: its line is only right
because phone is the bottom layer.
"""

from __future__ import annotations

from decimal import Decimal

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from reports import words
from reports.charts.looks import Look, Spec
from reports.charts.names import Named, name_layers
from reports.choices import Grain
from reports.measures.channel_mix import Counts, Mix
from reports.periods import Bucket
from tickets.choices import Channel

STACK: list[str] = [channel.value for channel in Channel]
"""From the bottom up. The first must be phone."""


def mix_chart(mix: Mix, *, goal_percent: Decimal, look: Look) -> Spec:
    labels = [axis_label(row.bucket) for row in mix.rows if row.bucket]
    return look.spec(
        mix_data(mix),
        [_bars(labels, look), *_goal(goal_percent, look), *_names(mix, look)],
    )


def mix_data(mix: Mix) -> list[Spec]:
    """One entry a row and channel: the numbers of the table."""
    return [
        {
            "i": i,
            "channel": channel,
            "rank": rank,
            "count": row.of(channel),
            "whole": row.bucket is None or row.bucket.is_whole,
            "share": None if row.share(channel) is None else float(row.share(channel) or 0),
        }
        for i, row in enumerate(mix.rows)
        for rank, channel in enumerate(STACK)
    ]


def axis_label(bucket: Bucket) -> str:
    if bucket.grain == Grain.MONTH:
        return words.short_month(bucket.start)
    if bucket.grain == Grain.DAY:
        return str(format_skeleton("dMMM", bucket.start, locale=words.locale()))
    year, week, _weekday = bucket.start.isocalendar()
    return f"{week}/{year}"


def _bars(labels: list[str], look: Look) -> Spec:
    x = look.x_axis(labels)
    x["scale"] = {"paddingInner": 0.12 if len(labels) <= 60 else 0, "paddingOuter": 0.1}
    return {
        "mark": {"type": "bar", "name": "bars"},
        "encoding": {
            "x": x,
            "y": {
                "field": "count",
                "type": "quantitative",
                "stack": "normalize",
                "scale": {"domain": [0, 1]},
                "axis": {"tickCount": 5, "labelExpr": "round(100 * datum.value) + '\\u00a0%'"},
            },
            "color": {"field": "channel", "scale": look.colours(STACK), "legend": None},
            "order": {"field": "rank"},
            "opacity": {"condition": {"test": "datum.whole", "value": 1}, "value": 0.6},
        },
    }


def _goal(goal_percent: Decimal, look: Look) -> list[Spec]:
    place = float(goal_percent) / 100
    data = [{"y": place, "text": goal_label(goal_percent)}]
    y = {"field": "y", "type": "quantitative"}
    rule = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 2}
    rim = {"type": "rule", "color": look.scheme.raised, "strokeWidth": 4, "opacity": 0.8}
    return [
        {"data": {"values": data}, "mark": rim, "encoding": {"y": y}},
        {
            "data": {"values": data},
            "mark": {**rule, "color": look.scheme.text},
            "encoding": {"y": y},
        },
        *look.halo(
            {"dx": 6, "dy": -9}, data, {"y": y, "x": {"value": 0}, "text": {"field": "text"}}
        ),
    ]


def goal_label(goal_percent: Decimal) -> str:
    decimals = 0 if goal_percent == int(goal_percent) else 1
    return _("Goal: phone at most %(percent)s") % {"percent": words.percent(goal_percent, decimals)}


def _names(mix: Mix, look: Look) -> list[Spec]:
    """The channels' names, as the last bar has them: colour is never the only sign."""
    last = next((row for row in reversed(mix.rows) if row.total), None)
    if last is None:
        return []
    return name_layers(_places(last, look), look, top=1)


def _places(row: Counts, look: Look) -> list[Named]:
    """Each at the middle of its part."""
    below, named = 0, []
    for channel in (channel for channel in STACK if row.of(channel)):
        middle = (below + row.of(channel) / 2) / row.total
        colour = look.scheme.channels[channel]
        named.append(Named(str(Channel(channel).label), colour, middle))
        below += row.of(channel)
    return named
