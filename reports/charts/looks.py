"""How charts look: in light and dark, wide and narrow. A channel keeps its colour everywhere.

The colours are those of `static/css/tokens.css`; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from tickets.choices import Channel

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif"
Spec = dict[str, Any]
NARROW = 400
PERCENT = "format(datum.value, ',~f') + '\\u00a0%'"
"""Labels of an axis of percent, with the separators of the reader."""


@dataclass(frozen=True, slots=True)
class Scheme:
    text: str
    muted: str
    line: str
    raised: str
    channels: dict[str, str]


@dataclass(frozen=True, slots=True)
class Size:
    width: int
    """Of the field of a chart that has axes."""
    height: int
    whole: int
    """The width of small pictures of our own."""
    ticks: int
    """At most this many labels under the x axis."""


SCHEMES = {
    "light": Scheme(
        text="#17202b",
        muted="#4c5867",
        line="#d7dde5",
        raised="#ffffff",
        channels={
            Channel.PHONE: "#f46a25",
            Channel.CHAT: "#12436d",
            Channel.EMAIL: "#28a197",
            Channel.WEB: "#801650",
            Channel.WALK_IN: "#6b7785",
        },
    ),
    "dark": Scheme(
        text="#e9edf2",
        muted="#abb6c2",
        line="#2d3641",
        raised="#1a2027",
        channels={
            Channel.PHONE: "#f78d55",
            Channel.CHAT: "#7fb2e5",
            Channel.EMAIL: "#4cc3b8",
            Channel.WEB: "#d277a6",
            Channel.WALK_IN: "#98a4b3",
        },
    ),
}
SIZES = {
    "broad": Size(width=980, height=320, whole=1080, ticks=13),
    "wide": Size(width=480, height=300, whole=680, ticks=7),
    "narrow": Size(width=230, height=260, whole=290, ticks=3),
}


@dataclass(frozen=True, slots=True)
class Look:
    scheme: Scheme
    size: Size

    @property
    def is_narrow(self) -> bool:
        """For phones: names stand above or below what they name, not beside it."""
        return self.size.whole < NARROW

    def spec(self, data: list[Spec], layers: list[Spec]) -> Spec:
        """A Vega-Lite specification of these layers over this data."""
        return {
            "width": self.size.width,
            "height": self.size.height,
            "padding": {"left": 6, "top": 6, "bottom": 6, "right": 28},  # fonts differ in width
            "background": None,
            "data": {"values": data},
            "layer": layers,
            "config": self._config(),
        }

    def _config(self) -> Spec:
        scheme = self.scheme
        return {
            "font": FONT,
            "locale": {"number": _numbers()},
            "view": {"stroke": None},
            "text": {"fontSize": 12, "color": scheme.text},
            "axis": {
                "labelFontSize": 12,
                "labelColor": scheme.muted,
                "gridColor": scheme.line,
                "domainColor": scheme.line,
                "tickColor": scheme.line,
                "title": None,
            },
        }

    def x_axis(self, labels: list[str]) -> Spec:
        """The rows by their number; labels under as many of them as there is room for."""
        step = max(1, -(-len(labels) // self.size.ticks))
        shown = {str(i): labels[i] for i in range(0, len(labels), step)}
        return {
            "field": "i",
            "type": "ordinal",
            "axis": {
                "values": [int(i) for i in shown],
                "labelExpr": f"({quoted(shown)})[datum.value]",
                "labelAngle": 0,
                "labelOverlap": "greedy",
                "labelSeparation": 8,
                "grid": False,
            },
        }

    def halo(self, mark: Spec, data: list[Spec], encoding: Spec) -> list[Spec]:
        """Text that can be read on whatever it stands on."""
        mark = {"type": "text", "align": "left", "fontWeight": 600, **mark}
        rim = {"stroke": self.scheme.raised, "strokeWidth": 4, "strokeJoin": "round"}
        return [
            {"data": {"values": data}, "mark": {**mark, **rim}, "encoding": encoding},
            {"data": {"values": data}, "mark": mark, "encoding": encoding},
        ]

    def nothing(self) -> Spec:
        """Instead of lines, where there are none: an empty frame leaves one guessing."""
        return {
            "data": {"values": [{}]},
            "mark": {"type": "text", "color": self.scheme.muted, "text": nothing()},
            "encoding": {
                "x": {"value": self.size.width / 2},
                "y": {"value": self.size.height / 2},
            },
        }

    def colours(self, channels: list[str]) -> Spec:
        return {"domain": channels, "range": [self.scheme.channels[each] for each in channels]}


def nothing() -> str:
    return _("Nothing was counted in this period.")


def _numbers() -> Spec:
    """How the reader writes numbers, for the axes."""
    return {
        "decimal": formats.get_format("DECIMAL_SEPARATOR"),
        "thousands": formats.get_format("THOUSAND_SEPARATOR"),
        "grouping": [3],
        "currency": ["", ""],
        "minus": "\u2212",
    }


def look(scheme: str, size: str) -> Look:
    """Raises KeyError for names that are none."""
    return Look(SCHEMES[scheme], SIZES[size])


def quoted(labels: dict[str, str]) -> str:
    """The labels as an object of Vega's expression language, whatever characters they hold."""
    pairs = (f"{_literal(key)}: {_literal(text)}" for key, text in labels.items())
    return "{" + ", ".join(pairs) + "}"


def _literal(text: str) -> str:
    safe = "".join(c if c.isalnum() or c in " ./" else f"\\u{ord(c):04x}" for c in text)
    return f"'{safe}'"


def spread(places: list[float], gap: float) -> list[float]:
    """The places of labels, moved apart to at least `gap` and kept at most 1; in the same order.

    `places` ascend. Used for the labels at the right edge of a chart.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    ceiling = 1.0
    for i in reversed(range(len(moved))):
        moved[i] = min(moved[i], ceiling)
        ceiling = moved[i] - gap
    return moved
