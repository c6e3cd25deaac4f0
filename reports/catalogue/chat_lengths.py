"""How many chats are there, how long do they last, and how much of an agent's time do they take?"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from reports import definitions, words
from reports.charts.columns import Columns, column_chart
from reports.charts.mix import axis_label
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_row import Sums, rows_of, sums_by_row
from reports.report import Answer, Asked, Picture, Report
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


def answer(asked: Asked) -> Answer:
    found = sums_by_row(asked, SUMS, channel=Channel.CHAT)
    sentence = _sentence(found.whole)
    columns = Columns(
        labels=tuple(axis_label(bucket) for bucket, _sums in found.rows),
        values=tuple(sums[0] for _bucket, sums in found.rows),
        channel=Channel.CHAT,
    )
    return Answer(
        sentences=(sentence,),
        grids=(_grid(rows_of(asked, found, _values, _drills)),),
        pictures=(Picture("chats", sentence, svg=lambda look: column_chart(columns, look)),),
    )


def mean(seconds: int, count: int) -> int | None:
    return round(Decimal(seconds) / count) if count else None


def _drills(contacts: Subset) -> dict[str, Subset]:
    chats = contacts.having(channel=Channel.CHAT.value)
    return {"n": chats, **{name: chats.having(what=name) for name in ("over", "attended")}}


def _values(sums: Sums) -> tuple[Value, ...]:
    n, over, lasted, attended, attention = sums
    return (n, over, mean(lasted, over), attended, mean(attention, attended))


def _grid(rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("n", _("Chats"), channel=Channel.CHAT),
        Column("over", pgettext("how many", "Ended")),
        Column("length", _("Mean length"), Kind.SECONDS),
        Column("attended", _("With known attention")),
        Column("attention", _("Mean attention"), Kind.SECONDS),
    )
    return Grid("chats", _("Chats, their length and attention"), columns, rows)


def _sentence(sums: Sums) -> str:
    n, over, lasted, attended, attention = sums
    if not n:
        return _("There was no chat in this period.")
    told = {
        "n": words.count(n),
        "length": words.length(mean(lasted, over)),
        "attention": words.length(mean(attention, attended)),
    }
    if not over:
        return _("Chats: %(n)s; none of them has ended yet.") % told
    if not attended:
        return _("Chats: %(n)s; they lasted %(length)s on average.") % told
    text = _(
        "Chats: %(n)s; they lasted %(length)s and took %(attention)s of an agent's time on average."
    )
    return text % told


REPORT = Report(
    number=7,
    slug="chats",
    title=gettext_lazy("Chats and their length"),
    question=gettext_lazy("How many chats are there, and how long do they take?"),
    definitions=(definitions.CONTACT, LENGTH, ATTENTION, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
)
