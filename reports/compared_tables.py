"""Tables and lines of reports about agents' work; a line shows exactly what its table shows."""

from __future__ import annotations

from decimal import Decimal
from math import isinf
from typing import Any

from django.utils.translation import gettext as _

from reports import shares
from reports.adjusting import Estimate
from reports.charts.bands import BandLine, Point
from reports.charts.shares import ShareLine
from reports.compared import JUDGED_FROM, Along, is_shown
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.ratios import Ratio
from reports.measures.replies import Axis
from tickets.choices import Channel


def gap_grid(along: Along, title: str, first: str) -> Grid:
    of_all, of_same = along.gaps()
    columns = (
        Column("at", first, Kind.TEXT),
        Column("n", _("Answers")),
        Column("median", _("Median"), Kind.SECONDS),
        Column("most", _("Nine of ten within"), Kind.SECONDS),
        Column("all", _("Typical gap"), Kind.SECONDS),
        Column("all_low", _("at least"), Kind.SECONDS),
        Column("all_high", _("at most"), Kind.SECONDS),
        Column("same", same_name(along.axis), Kind.SECONDS),
        Column("same_low", _("at least"), Kind.SECONDS),
        Column("same_high", _("at most"), Kind.SECONDS),
    )
    rows = []
    for place, groups in along.places.items():
        n = sum(group.n for group in groups)
        values: tuple[Value, ...] | None = None
        if is_shown(groups, n):
            spread = along.replies.spread[along.axis, place]
            within = (spread.quantile(0.5), spread.quantile(0.9))
            ends = (*within, *_ends(of_all[place]), *_ends(of_same.get(place)))
            values = (n, *(_tenths(end) for end in ends))
        rows.append(_row(along.label(place), n, values, columns))
    return Grid("gaps", title, columns, tuple(rows))


def rating_grid(along: Along, title: str, first: str) -> Grid:
    columns = (
        Column("at", first, Kind.TEXT),
        Column("rated", _("Ratings")),
        Column("share", _("Satisfied"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("same", same_name(along.axis), Kind.SHARE),
    )
    same, rows = along.ratings(), []
    for place, groups in along.places.items():
        rated = [group for group in groups if group.rated]
        ratio = Ratio(sum(g.satisfied for g in rated), sum(g.rated for g in rated))
        values: tuple[Value, ...] | None = None
        if is_shown(rated, ratio.n):
            values = (ratio.n, ratio.share, ratio.interval, _percent(same.get(place)))
        rows.append(_row(along.label(place), ratio.n, values, columns))
    return Grid("ratings", title, columns, tuple(rows))


def same_name(axis: Axis) -> str:
    return _("Same agent, same load") if axis == Axis.HOUR else _("Same agent, same hour")


def gap_lines(grid: Grid, axis: Axis) -> list[BandLine]:
    return [
        BandLine(_("All"), Channel.PHONE, _points(grid, "all"), is_dashed=True),
        BandLine(same_name(axis), Channel.CHAT, _points(grid, "same")),
    ]


def rating_lines(grid: Grid, axis: Axis) -> list[ShareLine]:
    return [
        ShareLine(_("All"), Channel.PHONE, _shares(grid, "share"), is_dashed=True),
        ShareLine(same_name(axis), Channel.CHAT, _shares(grid, "same")),
    ]


def labels(grid: Grid) -> list[str]:
    return [str(label) for label in grid.column("at")]


def _row(label: str, n: int, values: tuple[Value, ...] | None, columns: tuple[Column, ...]) -> Row:
    """Dashes where nothing is shown."""
    nothing: tuple[Value, ...] = (None,) * (len(columns) - 1)
    shown = nothing if values is None else values
    few = values is None or n < JUDGED_FROM
    return Row((label, *shown), is_provisional=few, is_too_few=few)


def _ends(estimate: Estimate | None) -> tuple[float | None, ...]:
    """Nothing where a place cannot be compared with the others."""
    return (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)


def _tenths(seconds: float | None) -> Decimal | None:
    """None, too, of what is longer than anything that is counted apart."""
    if seconds is None or isinf(seconds):
        return None
    return shares.rounded(seconds)


def _percent(share: Estimate | None) -> Decimal | None:
    """Where little was measured, least squares may lead a little beyond what shares can be."""
    if share is None:
        return None
    return shares.rounded(100 * min(max(share.value, 0.0), 1.0))


def _points(grid: Grid, key: str) -> tuple[Point | None, ...]:
    ends = zip(*(_floats(grid, name) for name in (key, f"{key}_low", f"{key}_high")), strict=True)
    return tuple(None if value is None else (value, low, high) for value, low, high in ends)


def _floats(grid: Grid, key: str) -> list[float | None]:
    found: list[Any] = grid.column(key)
    return [None if value is None else float(value) for value in found]


def _shares(grid: Grid, key: str) -> tuple[Decimal | None, ...]:
    found: list[Any] = grid.column(key)
    return tuple(found)
