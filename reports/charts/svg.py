"""Small pictures of our own: plain SVG text, in the colours of a look. Pure."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from reports.charts.looks import FONT, Scheme

LABEL = 12
"""Font size of labels, in the units of the picture."""
LETTER = 6.6
"""About how wide a letter of a label is."""


def picture(width: float, height: float, parts: list[str]) -> str:
    """A whole SVG document of these parts."""
    inside = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}"'
        f' viewBox="0 0 {width:g} {height:g}" font-family={quoteattr(FONT)}'
        f' font-size="{LABEL}">{inside}</svg>'
    )


def nothing(words: str, width: float, scheme: Scheme) -> str:
    """Instead of a picture of what there is not."""
    return picture(width, 28, [text(words, 0, 18, fill=scheme.muted)])


def text(
    words: str, x: float, y: float, *, fill: str, anchor: str = "start", weight: int = 400
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}"'
        f' font-weight="{weight}">{escape(words)}</text>'
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    opacity: float = 1,
    title: str = "",
) -> str:
    inside = f"<title>{escape(title)}</title>" if title else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        f' fill="{fill}" fill-opacity="{opacity:.3f}">{inside}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, *, stroke: str) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{stroke}" fill="none"/>'


def dot(x: float, y: float, radius: float, *, fill: str, title: str = "") -> str:
    inside = f"<title>{escape(title)}</title>" if title else ""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}">{inside}</circle>'


def haloed(
    words: str, x: float, y: float, scheme: Scheme, *, anchor: str = "start", weight: int = 400
) -> list[str]:
    """Text that can be read over lines: with a rim in the colour of the ground."""
    rim = (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="none" stroke="{scheme.raised}" stroke-width="4"'
        f' stroke-linejoin="round" text-anchor="{anchor}" font-weight="{weight}">'
        f"{escape(words)}</text>"
    )
    return [rim, text(words, x, y, fill=scheme.text, anchor=anchor, weight=weight)]


def fitting(words: str, room: float) -> str:
    """The words, cut where they would surely not fit into this room."""
    most = max(1, int(room / LETTER))
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def mixed(fill: str, ground: str, opacity: float) -> str:
    """The colour that is seen where `fill` lies on `ground`."""
    pairs = zip(_channels(fill), _channels(ground), strict=True)
    seen = (round(opacity * over + (1 - opacity) * under) for over, under in pairs)
    return "#" + "".join(f"{each:02x}" for each in seen)


def written_on(ground: str) -> str:
    """Black or white: one of the two has a contrast of at least 4.5 on any colour."""
    return max("#000000", "#ffffff", key=lambda each: contrast(each, ground))


def contrast(one: str, other: str) -> float:
    """Of two colours, from 1 to 21, as WCAG has it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
