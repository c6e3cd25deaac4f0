"""The tables of the report on quality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports import words
from reports.choices import Figure
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_row import ByRow, Sums, rows_of
from reports.measures.comebacks import Back
from reports.measures.ratios import Ratio
from reports.moved import BACK
from reports.periods import buckets
from reports.report import Asked
from reports.subsets import Subset
from tickets.choices import Channel

Channels = Mapping[Channel, Sums]
"""Contacts, those that held, those that could be solved at once, rated, satisfied."""


def _held(sums: Sums) -> tuple[Value, ...]:
    """Of contacts, those that held, and those that could be solved at once."""
    n, held, answerable = sums[:3]
    gross, net = Ratio(held, n), Ratio(held, answerable)
    return (held, gross.share, gross.interval, answerable, net.share, net.interval)


def _drills(contacts: Subset, days: int) -> dict[str, Subset]:
    return {
        "n": contacts,
        "held": contacts.having(what=f"held-{days}"),
        "answerable": contacts.having(what="answerable"),
    }


def _provisional(asked: Asked, rows: tuple[Row, ...], wait: timedelta) -> tuple[Row, ...]:
    """Rows of which not all had the time to come back are marked; the total is left as it is."""
    filters = asked.filters
    ends = [bucket.period.last for bucket in buckets(filters.period, filters.grain)]
    marked = [
        replace(row, is_provisional=row.is_provisional or end + wait >= asked.today)
        for row, end in zip(rows, ends, strict=False)
    ]
    return (*marked, *rows[len(marked) :])


def _columns_of_held() -> tuple[Column, ...]:
    return (
        Column("held", _("Solved at once, for good")),
        Column("gross", _("Of all"), Kind.SHARE),
        Column("gross_interval", _("95 percent interval"), Kind.INTERVAL),
        Column("answerable", _("Could be solved at once")),
        Column("net", _("Of those"), Kind.SHARE),
        Column("net_interval", _("95 percent interval"), Kind.INTERVAL),
    )


def held(asked: Asked, found: ByRow, days: int) -> Grid:
    """By row: contacts, those that held, and those that could be solved at once."""
    rows = rows_of(
        asked, found, lambda sums: (sums[0], *_held(sums)), lambda subset: _drills(subset, days)
    )
    columns = (Column("row", _("Period"), Kind.TEXT), Column("n", _("Contacts")))
    title = ngettext(
        "Contacts solved at once after which nobody came back within %(days)s day",
        "Contacts solved at once after which nobody came back within %(days)s days",
        days,
    ) % {"days": days}
    marked = _provisional(asked, rows, timedelta(days=days))
    return Grid("held", title, (*columns, *_columns_of_held()), marked)


def by_channel(asked: Asked, channels: Channels, days: int) -> Grid:
    columns = (
        Column("channel", _("Channel"), Kind.TEXT),
        Column("n", _("Contacts")),
        *_columns_of_held(),
    )
    rows = tuple(_channel_row(asked, channel, sums, days) for channel, sums in channels.items())
    return Grid("channels", _("Solved at once, for good, by channel"), columns, rows)


def _channel_row(asked: Asked, channel: Channel, sums: Sums, days: int) -> Row:
    contacts = asked.subset.having(channel=channel.value)
    return Row((str(channel.label), sums[0], *_held(sums)), _drills(contacts, days))


def rated(asked: Asked, channels: Channels) -> Grid:
    columns = (
        Column("channel", _("Channel"), Kind.TEXT),
        Column("rated", _("Ratings")),
        Column("satisfied", _("Rated 4 or 5")),
        Column("share", _("Satisfied"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
    )
    rows = tuple(_rated_row(asked, channel, sums) for channel, sums in channels.items())
    return Grid("satisfaction", _("Satisfaction by channel"), columns, rows)


def _rated_row(asked: Asked, channel: Channel, sums: Sums) -> Row:
    given, satisfied = sums[3:]
    contacts, happy = asked.subset.having(channel=channel.value), Ratio(satisfied, given)
    drills = {name: contacts.having(what=name) for name in ("rated", "satisfied")}
    values = (str(channel.label), given, satisfied, happy.share, happy.interval)
    return Row(values, drills)


def _back_rows(asked: Asked, back: Mapping[date, Back], whole: Back) -> tuple[Row, ...]:
    filters = asked.filters
    solved = Subset(filters.counting(Figure.REQUESTS))
    rows = tuple(
        Row(
            (words.bucket(bucket), *_back_values(back[bucket.start])),
            _back_drills(solved.during(bucket.period)),
            is_provisional=not asked.is_whole(bucket),
        )
        for bucket in buckets(filters.period, filters.grain)
    )
    total = Row((_("Whole period"), *_back_values(whole)), _back_drills(solved), is_total=True)
    return (*rows, total)


def _back_values(back: Back) -> tuple[Value, ...]:
    # Imported history may tell of a reopening without its solving; a share never passes 100 %.
    share = Ratio(min(back.reopened, back.solved), back.solved)
    counts = (back.solved, back.reopened, share.share, share.interval)
    return (*counts, back.tickets, back.people)


def _back_drills(requests: Subset) -> dict[str, Subset]:
    how = {"solved": "solved", "reopened": "back", "tickets": "back-tickets"}
    return {key: requests.having(moved=name) for key, name in how.items()}


def reopened(asked: Asked, back: Mapping[date, Back], whole: Back) -> Grid:
    """By the row of the solving; what may still come back is marked."""
    rows = _provisional(asked, _back_rows(asked, back, whole), BACK)
    columns = (
        Column("row", _("Solved in"), Kind.TEXT),
        Column("solved", pgettext("how many", "Solved")),
        Column("reopened", _("Reopened")),
        Column("share", _("Reopened, share"), Kind.SHARE),
        Column("interval", _("95 percent interval"), Kind.INTERVAL),
        Column("tickets", _("Different requests")),
        Column("people", _("Different people")),
    )
    return Grid("reopened", _("Requests reopened within 14 days of their solving"), columns, rows)
