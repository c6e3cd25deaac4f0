"""The tables of the report on open work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import words
from reports.choices import Figure
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.open_work import Flow, Moves, Took
from reports.measures.ratios import Ratio
from reports.moved import BUCKETS
from reports.periods import Period, buckets
from reports.report import Asked
from reports.subsets import Subset


def _requests(asked: Asked) -> Subset:
    return Subset(asked.filters.counting(Figure.REQUESTS))


def _of_all_days(asked: Asked) -> Subset:
    """What is open stands on every day before: of it no day can be left out."""
    return _requests(asked).of_all_days


def flow(asked: Asked, found: Flow, day: date) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("opened", _("Tickets opened")),
        Column("reopened", _("Reopened")),
        Column("solved", pgettext("how many", "Solved")),
        Column("change", _("In less out"), Kind.CHANGE),
        Column("open", _("Open at the end")),
    )
    requests = _of_all_days(asked)
    rows = tuple(
        Row(
            (words.bucket(bucket), *_moves(moves), n),
            _move_drills(requests, Period(bucket.period.first, min(bucket.period.last, day))),
            is_provisional=not asked.is_whole(bucket),
        )
        for bucket, moves, n in found.rows
        if bucket.period.first <= day
    )
    period = Period(asked.filters.period.first, day)
    total = Row(
        (_("Whole period"), *_moves(found.whole), found.after),
        _move_drills(requests, period),
        is_total=True,
    )
    return Grid("flow", _("Tickets in, out and open"), columns, (*rows, total))


def _moves(moves: Moves) -> tuple[Value, ...]:
    return (*moves, moves.change)


def _move_drills(requests: Subset, period: Period) -> dict[str, Subset]:
    of_row = requests.during(period)
    return {name: of_row.having(moved=name) for name in ("opened", "reopened", "solved", "open")}


def ages(asked: Asked, old: Mapping[int, int], day: date, whole: int) -> Grid:
    columns = (
        Column("age", _("Age"), Kind.TEXT),
        Column("n", pgettext("how many", "Open")),
        Column("share", _("Of all open"), Kind.SHARE),
    )
    then = _of_all_days(asked).during(Period(asked.filters.period.first, day))
    rows = tuple(
        Row(
            (age(first, last), old[first], Ratio(old[first], whole).share),
            {"n": then.having(moved=f"open-{first}")},
        )
        for first, last in BUCKETS
    )
    total = Row(
        (_("All"), whole, Ratio(whole, whole).share),
        {"n": then.having(moved="open")},
        is_total=True,
    )
    title = _("How old the tickets were that were open at the end of %(day)s") % {
        "day": words.day(day)
    }
    return Grid("ages", title, columns, (*rows, total))


def age(first: int, last: int | None) -> str:
    if last is None:
        return _("over %(days)s days") % {"days": first - 1}
    return _("%(first)s–%(last)s days") % {"first": first, "last": last}


def times(asked: Asked, found: Mapping[date, Took], whole: Took) -> Grid:
    columns = (
        Column("row", _("Opened in"), Kind.TEXT),
        Column("opened", _("Requests")),
        Column("solved", _("Solved by now")),
        Column("unsolved", _("Not solved yet")),
        Column("half", _("Half within"), Kind.SECONDS),
        Column("most", _("Nine of ten within"), Kind.SECONDS),
    )
    requests, filters = _requests(asked), asked.filters
    rows = tuple(
        Row(
            (words.bucket(bucket), *_times(found.get(bucket.start, Took(0, 0, None, None)))),
            _time_drills(requests.during(bucket.period)),
            is_provisional=not asked.is_whole(bucket),
        )
        for bucket in buckets(filters.period, filters.grain)
    )
    label = _("Whole period")
    total = Row((label, *_times(whole)), _time_drills(requests), is_total=True)
    return Grid("times", _("How long requests took"), columns, (*rows, total))


def _times(time: Took) -> tuple[Value, ...]:
    return (time.opened, time.solved, time.opened - time.solved, time.half, time.most)


def _time_drills(requests: Subset) -> dict[str, Subset]:
    states = {name: requests.having(state=name) for name in ("solved", "unsolved")}
    return {"opened": requests, **states}
