"""How many chats are there, how long do they last, and how much of an agent's time do they take?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, words
from reports.charts.columns import Columns, column_chart
from reports.choices import Figure
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row
from reports.periods import Bucket, buckets
from reports.report import Answer, Asked, Picture, Report
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import COUNTS
from reports.subsets import Subset
from tickets.choices import Channel

LENGTH = Definition(
    "chat_length",
    1,
    gettext_lazy("Length of a chat"),
    gettext_lazy(
        "From the opening to the end, as the visitor sees it, the wait included; the mean over"
        " chats that ended."
    ),
)
ATTENTION = Definition(
    "attention",
    1,
    gettext_lazy("Attention time"),
    gettext_lazy(
        "An agent's time, shared among the chats that the agent had at once: ten minutes with two"
        " chats are five minutes of attention for each. Summed over chats it is the agents' busy"
        " time. The mean over chats of which it is known."
    ),
)
SUMS = ("n", "over", "lasted_s", "attended", "attention_s")
Sums = tuple[int, ...]


def answer(asked: Asked) -> Answer:
    filters = asked.filters
    found = counted(asked)
    rows = tuple(
        _row(asked, words.bucket(bucket), bucket, found.get(bucket.start, (0,) * len(SUMS)))
        for bucket in buckets(filters.period, filters.grain)
    )
    whole = tuple(map(sum, zip(*found.values(), strict=True))) or (0,) * len(SUMS)
    sentence = _sentence(whole)
    columns = Columns(
        labels=tuple(str(row.values[0]) for row in rows),
        values=tuple(int(str(row.values[1])) for row in rows),
        channel=Channel.CHAT,
    )
    return Answer(
        sentences=(sentence,),
        grids=(_grid(rows, _total(asked, whole)),),
        pictures=(Picture("chats", sentence, svg=lambda look: column_chart(columns, look)),),
    )


def counted(asked: Asked) -> dict[date, Sums]:
    """The sums of each row, by its first whole day, week or month."""
    where, values = within(asked.filters.scope)
    wish = Wish(
        by=("date_trunc(%(grain)s, day)::date",),
        sums=[total(name) for name in SUMS],
        where=f"channel = %(channel)s AND {where}",
        values={**values, "grain": asked.filters.grain.value, "channel": Channel.CHAT.value},
    )
    counts = COUNTS[Figure.CONTACTS]
    rows = add_up(counts, asked.filters.period, wish, zone=asked.zone)
    return {start: tuple(sums) for start, *sums in rows}


def mean(seconds: int, count: int) -> int | None:
    return round(Decimal(seconds) / count) if count else None


def _row(asked: Asked, label: str, bucket: Bucket, sums: Sums) -> Row:
    chats = asked.subset.during(bucket.period).having(channel=Channel.CHAT.value)
    return Row(_values(label, sums), _drills(chats), is_provisional=not bucket.is_whole)


def _total(asked: Asked, sums: Sums) -> Row:
    chats = asked.subset.having(channel=Channel.CHAT.value)
    return Row(_values(_("Whole period"), sums), _drills(chats), is_total=True)


def _drills(chats: Subset) -> dict[str, Subset]:
    return {
        "n": chats,
        "over": chats.having(what="over"),
        "attended": chats.having(what="attended"),
    }


def _values(label: str, sums: Sums) -> tuple[str | int | None, ...]:
    n, over, lasted, attended, attention = sums
    return (label, n, over, mean(lasted, over), attended, mean(attention, attended))


def _grid(rows: tuple[Row, ...], whole: Row) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("n", _("Chats"), channel=Channel.CHAT),
        Column("over", _("Ended")),
        Column("length", _("Mean length"), Kind.SECONDS),
        Column("attended", _("With known attention")),
        Column("attention", _("Mean attention"), Kind.SECONDS),
    )
    return Grid("chats", _("Chats, their length and attention"), columns, (*rows, whole))


def _sentence(sums: Sums) -> str:
    n, over, lasted, attended, attention = sums
    if not n:
        return _("There was no chat in this period.")
    return _(
        "%(n)s chats; they lasted %(length)s and took %(attention)s of an agent's time on average."
    ) % {
        "n": words.count(n),
        "length": words.length(mean(lasted, over)),
        "attention": words.length(mean(attention, attended)),
    }


REPORT = Report(
    number=7,
    slug="chats",
    title=gettext_lazy("Chats and their length"),
    question=gettext_lazy("How many chats are there, and how long do they take?"),
    definitions=(definitions.CONTACT, LENGTH, ATTENTION, definitions.TIME),
    answer=answer,
    uses=frozenset({"grain", "team", "topic"}),
)
