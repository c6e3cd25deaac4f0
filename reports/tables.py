"""The table of a report, once: page, CSV and XLSX write these same cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports import words
from reports.choices import Figure, Grain
from reports.measures.channel_mix import Counts, Mix
from reports.periods import Bucket, Period
from reports.subsets import Subset
from tickets.choices import Channel

Cell = str | date | int | Decimal | None
"""Text, a day, a count, a share in percent or a change in points; None is shown as a dash."""


class Kind(Enum):
    BUCKET = "bucket"
    TOTAL = "total"
    BEFORE = "before"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Column:
    """`title` stands alone; `group` and `short` are its two lines where space is scarce."""

    title: str
    group: str = ""
    short: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    label: str
    first: date | None
    last: date | None
    figures: tuple[int | Decimal | None, ...]
    is_whole: bool = True
    names_days: bool = True
    """Whether a page must say the days, because the label does not."""
    lists: tuple[Subset | None, ...] = ()
    """What each figure counts; none for shares and changes."""

    @property
    def linked(self) -> list[tuple[str, str]]:
        """Each figure's text, and the address of the list of what it counts, if there is one."""
        lists = self.lists or (None,) * len(self.figures)
        return [
            (text, subset.query if subset and figure else "")
            for text, figure, subset in zip(self.texts, self.figures, lists, strict=True)
        ]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.label, self.first, self.last, *self.figures)

    @property
    def texts(self) -> list[str]:
        """The figures as the page shows them; changes with their sign."""
        return [figure_text(each, signed=self.kind == Kind.CHANGE) for each in self.figures]


def figure_text(figure: int | Decimal | None, *, signed: bool) -> str:
    if isinstance(figure, int):
        return words.signed_count(figure) if signed else words.count(figure)
    return words.signed(figure) if signed else words.decimal(figure)


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def groups(self) -> list[str]:
        """The headings that span two columns: the channels."""
        return list(dict.fromkeys(column.group for column in self.columns if column.channel))

    @property
    def figure_columns(self) -> list[Column]:
        return [column for column in self.columns if column.group]

    @property
    def body(self) -> list[Row]:
        return [row for row in self.rows if row.kind == Kind.BUCKET]

    @property
    def foot(self) -> list[Row]:
        return [row for row in self.rows if row.kind != Kind.BUCKET]


def channel_table(mix: Mix, *, subset: Subset | None = None) -> Table:
    """A row a day, week or month, then the whole, the period before, and the change.

    Where the `subset` of all that is counted is given, figures lead to lists.
    """
    rows = [_bucket_row(counts, counts.bucket) for counts in mix.rows if counts.bucket]
    rows.append(_row(Kind.TOTAL, _("Whole period"), mix.total))
    if mix.before:
        rows.append(_row(Kind.BEFORE, _("Compared with"), mix.before))
    if subset:
        rows = [replace(row, lists=_lists(row, subset)) for row in rows]
    if mix.before:
        rows.append(_change(mix, mix.before))
    return Table(_columns(mix.figure), tuple(rows))


def _lists(row: Row, subset: Subset) -> tuple[Subset | None, ...]:
    assert row.first
    assert row.last
    every = subset.during(Period(row.first, row.last))
    of_channels = [(every.having(channel=channel.value), None) for channel in Channel]
    return (*(each for pair in of_channels for each in pair), every)


def _columns(figure: Figure) -> tuple[Column, ...]:
    counted, short = str(figure.label), _short(figure)
    share = _("percent of contacts") if figure == Figure.CONTACTS else _("percent of requests")
    columns = [Column(_("Period")), Column(_("First day")), Column(_("Last day"))]
    for channel in Channel:
        name = str(channel.label)
        columns += [
            Column(f"{name}: {counted.lower()}", name, short, channel),
            Column(f"{name}: {share}", name, _("Share, %"), channel),
        ]
    everything = _("All channels")
    return (*columns, Column(f"{everything}: {counted.lower()}", everything, short))


def _short(figure: Figure) -> str:
    """For a column that is narrow in every language; the table's caption says what is counted."""
    if figure == Figure.CONTACTS:
        return pgettext("narrow column", "Contacts")
    return pgettext("narrow column", "Requests")


def _bucket_row(counts: Counts, bucket: Bucket) -> Row:
    whole = bucket.is_whole
    row = _row(Kind.BUCKET, words.bucket(bucket), counts)
    return replace(row, is_whole=whole, names_days=bucket.grain == Grain.WEEK or not whole)


def _row(kind: Kind, label: str, counts: Counts) -> Row:
    figures: list[int | Decimal | None] = []
    for channel in Channel:
        figures += [counts.of(channel), counts.share(channel)]
    period = counts.period
    return Row(kind, label, period.first, period.last, (*figures, counts.total))


def _change(mix: Mix, before: Counts) -> Row:
    figures: list[int | Decimal | None] = []
    for channel in Channel:
        figures += [mix.total.of(channel) - before.of(channel), mix.points(channel)]
    change = (*figures, mix.total.total - before.total)
    return Row(Kind.CHANGE, _("Change (shares in points)"), None, None, change)
