"""Whom did we lose? From everybody who wanted to chat to those who were helped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DateField, Q
from django.db.models.functions import Trunc
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from chat.choices import Refused
from chat.models import RefusedAttempt
from reports import definitions, words
from reports.charts.bars import Bars, bar_chart
from reports.definitions import Definition
from reports.grids import Column, Grid, Kind, Row, Value
from reports.measures.by_row import ByRow, Sums, sums_by_row
from reports.measures.ratios import Ratio
from reports.periods import Bucket
from reports.report import Answer, Asked, Picture, Report
from reports.subsets import Subset
from tickets.choices import Channel

ATTEMPT = Definition(
    "attempt",
    1,
    gettext_lazy("Attempt"),
    gettext_lazy(
        "A chat, or a newcomer who wanted to chat and could not: outside service hours, with"
        " nobody there, with too long a queue or wait. Who tries again within some minutes from"
        " the same window is one attempt. Blocked persons are shown, but not counted as lost."
    ),
)
LOST = Definition(
    "lost",
    1,
    gettext_lazy("Lost"),
    gettext_lazy(
        "Attempts that were refused, chats that the visitor left before an answer, and chats that"
        " nobody answered to the end; of all attempts."
    ),
)
SUMS = ("n", "abandoned", "missed", "answered", "solved")


@dataclass(frozen=True, slots=True)
class Step:
    """What became of the attempts of one row."""

    refused: int
    chats: int
    abandoned: int
    missed: int
    answered: int
    solved: int

    @property
    def attempts(self) -> int:
        return self.refused + self.chats

    @property
    def lost(self) -> Ratio:
        return Ratio(self.refused + self.abandoned + self.missed, self.attempts)


def answer(asked: Asked) -> Answer:
    found = sums_by_row(asked, SUMS, channel=Channel.CHAT)
    refused = _refused_by_row(asked)
    whole = Step(sum(refused.values()), *found.whole)
    sentence = _sentence(whole)
    return Answer(
        sentences=(sentence,),
        grids=(_grid(_rows(asked, found, refused, whole)), _reasons(asked)),
        pictures=(_picture(whole, sentence),) if whole.attempts else (),
        headline=whole.lost.share,
    )


def _attempts(asked: Asked) -> Q:
    """Those of the days, team and topic asked for that were refused, whatever for."""
    scope, (start, end) = asked.filters.scope, asked.filters.period.instants(asked.zone)
    return Q(at__gte=start, at__lt=end) & scope.of_days("at", asked.zone) & scope.condition


def _refused_by_row(asked: Asked) -> dict[date, int]:
    row = Trunc("at", asked.filters.grain, tzinfo=asked.zone, output_field=DateField())
    counted = (
        RefusedAttempt.objects.filter(_attempts(asked))
        .exclude(reason=Refused.BLOCKED)
        .annotate(row=row)
        .values_list("row")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {start: n for start, n in counted if start is not None}


def _rows(asked: Asked, found: ByRow, refused: Mapping[date, int], whole: Step) -> tuple[Row, ...]:
    rows = [_row(asked, bucket, sums, refused) for bucket, sums in found.rows]
    total = Row((_("Whole period"), *_values(whole)), _drills(asked.subset), is_total=True)
    return (*rows, total)


def _row(asked: Asked, bucket: Bucket, sums: Sums, refused: Mapping[date, int]) -> Row:
    step = Step(refused.get(bucket.start, 0), *sums)
    drills = _drills(asked.subset.during(bucket.period))
    return Row(
        (words.bucket(bucket), *_values(step)), drills, is_provisional=not asked.is_whole(bucket)
    )


def _values(step: Step) -> tuple[Value, ...]:
    return (
        step.attempts,
        step.refused,
        step.chats,
        step.abandoned,
        step.missed,
        step.answered,
        step.solved,
        step.lost.share,
    )


def _drills(contacts: Subset) -> dict[str, Subset]:
    chats = contacts.having(channel=Channel.CHAT.value)
    outcomes = {name: chats.having(outcome=name) for name in ("abandoned", "missed", "solved")}
    return {"chats": chats, "answered": chats.having(what="answered"), **outcomes}


def _grid(rows: tuple[Row, ...]) -> Grid:
    columns = (
        Column("row", _("Period"), Kind.TEXT),
        Column("attempts", _("Attempts")),
        Column("refused", _("Refused")),
        Column("chats", _("Chats"), channel=Channel.CHAT),
        Column("abandoned", _("Left before an answer")),
        Column("missed", _("Nobody answered")),
        Column("answered", pgettext("how many", "Answered")),
        Column("solved", pgettext("how many", "Solved")),
        Column("lost", _("Lost, of attempts"), Kind.SHARE),
    )
    return Grid("attempts", _("From attempts to solved chats"), columns, rows)


def _reasons(asked: Asked) -> Grid:
    counted = RefusedAttempt.objects.filter(_attempts(asked)).values_list("reason")
    counts = dict(counted.annotate(n=Count("pk")).order_by())
    rows = tuple(Row((str(reason.label), counts.get(reason.value, 0))) for reason in Refused)
    columns = (Column("reason", _("Why refused"), Kind.TEXT), Column("n", _("Attempts")))
    return Grid("refused", _("Why newcomers could not chat"), columns, rows)


def _sentence(whole: Step) -> str:
    if not whole.attempts:
        return _("Nobody wanted to chat in this period.")
    return _(
        "Attempts to chat: %(attempts)s; we lost %(share)s of them. Refused: %(refused)s; left"
        " before an answer: %(abandoned)s; never answered: %(missed)s."
    ) % {
        "attempts": words.count(whole.attempts),
        "share": words.percent(whole.lost.share),
        "refused": words.count(whole.refused),
        "abandoned": words.count(whole.abandoned),
        "missed": words.count(whole.missed),
    }


def _picture(whole: Step, sentence: str) -> Picture:
    steps = {
        _("Attempts"): whole.attempts,
        _("Chats"): whole.chats,
        pgettext("how many", "Answered"): whole.answered,
        pgettext("how many", "Solved"): whole.solved,
    }
    bars = Bars(
        labels=tuple(steps),
        values=tuple(Decimal(count) for count in steps.values()),
        unit="",
        colour=Channel.CHAT,
        is_signed=False,
    )
    return Picture("steps", sentence, svg=lambda look: bar_chart(bars, look))


REPORT = Report(
    number=10,
    slug="lost",
    title=gettext_lazy("Lost people"),
    question=gettext_lazy("Whom did we lose?"),
    definitions=(ATTEMPT, LOST, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "topic", "without"}),
    headline=gettext_lazy("Lost, of attempts"),
)
