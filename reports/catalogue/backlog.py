"""Are we on top of it? What is open and how old, what came in and went out, how long it took.

What was open at some moment is read from the history of the tickets, never from where they stand
now: tickets that are reopened lose the moment of their solving, and a backlog computed from their
columns would change for days long past. The history's moves are kept as counts by day, so that
everything since the first ticket is added up from a row a day and team, and the age of what is open
from the moves of three months. How long requests took is about how they stand today, as
of requests opened in the period: there the columns are the truth, the open ones are counted as
open so far.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from reports import backlog_tables as tables
from reports import definitions, words
from reports.charts.area import Curve, area_chart
from reports.charts.bars import Bars, bar_chart
from reports.charts.mix import axis_label
from reports.definitions import Definition
from reports.measures.open_work import Flow, Took, ages, flow, took
from reports.moved import BUCKETS
from reports.report import Answer, Asked, Picture, Report
from tickets.choices import Channel

OPEN = Definition(
    "open",
    2,
    gettext_lazy("Open"),
    gettext_lazy(
        "Tickets that were new, in work or waiting for the person at the end of the row's last day;"
        " of the running day, now. Read from their history: what is solved, reopened or merged"
        " later does not change it. Those of a team are those that it has now."
    ),
)
FLOW = Definition(
    "flow",
    2,
    gettext_lazy("In and out"),
    gettext_lazy(
        "In: tickets that were opened, or reopened after they were solved. Out: solved, or closed"
        " without, also because another ticket took them over. Tickets that are solved in the"
        " contact that opens them count as both. So a ticket that was merged came in and went out,"
        " though it is no request of its own: requests are told of in how long they took."
    ),
)
AGE = Definition(
    "age",
    1,
    gettext_lazy("Age"),
    gettext_lazy(
        "Days since the ticket was opened, by the calendar of the desk, of those open at the end"
        " of the period; what was reopened is as old as if it had never been solved."
    ),
)
TOOK = Definition(
    "resolution",
    2,
    gettext_lazy("Time to the solving"),
    gettext_lazy(
        "Of requests opened in the row, merged tickets counted as one: from the opening to the"
        " solving that still holds, by the clock on the wall, nights and weekends included. Those"
        " still open count with the time that they have been open so far (Kaplan and Meier, from"
        " counts between edges, so that the times are approximate); a dash where fewer than five"
        " were opened, or too few of them"
        " are solved to tell. Only here marked days may be left out, by the day of the opening:"
        " what is open, how old, and what came in and out is told of all days, as it adds up."
    ),
)


def answer(asked: Asked) -> Answer:
    period = asked.filters.period
    if asked.today < period.first:
        return Answer(sentences=(_("This period has not begun yet."),), grids=())
    day = min(period.last, asked.today)
    found, (times, whole) = flow(asked), took(asked)
    old = ages(asked, day, found.after)
    sentence = _sentence(found, day)
    return Answer(
        sentences=(sentence, *_time_sentence(whole)),
        grids=(
            tables.flow(asked, found, day),
            tables.ages(asked, old, day, found.after),
            tables.times(asked, times, whole),
        ),
        pictures=(*_flow_pictures(asked, found, sentence), _age_picture(old, day)),
    )


def _flow_pictures(asked: Asked, found: Flow, alt: str) -> tuple[Picture, Picture]:
    known = [row if row[0].period.first <= asked.today else None for row in found.rows]
    labels = [axis_label(bucket) for bucket, _moves, _n in found.rows]
    count = tuple(row[2] if row else None for row in known)
    stock = [Curve(pgettext("how many", "Open"), Channel.CHAT, count)]
    came = tuple(row[1].opened + row[1].reopened if row else None for row in known)
    went = tuple(row[1].solved if row else None for row in known)
    flows = [
        Curve(_("In"), Channel.PHONE, came, is_dashed=True),
        Curve(_("Out"), Channel.EMAIL, went),
    ]
    return (
        Picture(
            "open",
            alt,
            spec=lambda look: area_chart(labels, stock, look),
            caption=_("Open at the end of each row"),
        ),
        Picture(
            "flow",
            alt,
            spec=lambda look: area_chart(labels, flows, look, is_filled=False),
            caption=_("How many came in and went out in each row"),
        ),
    )


def _age_picture(old: dict[int, int], day: date) -> Picture:
    labels = tuple(tables.age(first, last) for first, last in BUCKETS)
    counts = tuple(old[first] for first, _last in BUCKETS)
    bars = Bars(
        labels, tuple(Decimal(n) for n in counts), unit="", colour=Channel.CHAT, is_signed=False
    )
    said = ", ".join(f"{label}: {words.count(n)}" for label, n in zip(labels, counts, strict=True))
    alt = _("Open at the end of %(day)s by age: %(ages)s") % {"day": words.day(day), "ages": said}
    return Picture("ages", alt, svg=lambda look: bar_chart(bars, look))


def _sentence(found: Flow, day: date) -> str:
    came = found.whole.opened + found.whole.reopened
    text = ngettext(
        "%(n)s ticket was open at the end of %(day)s, %(before)s before the period began;"
        " %(came)s came in and %(went)s went out.",
        "%(n)s tickets were open at the end of %(day)s, %(before)s before the period began;"
        " %(came)s came in and %(went)s went out.",
        found.after,
    )
    return text % {
        "n": words.count(found.after),
        "day": words.day(day),
        "before": words.count(found.before),
        "came": words.count(came),
        "went": words.count(found.whole.solved),
    }


def _time_sentence(whole: Took) -> tuple[str, ...]:
    if whole.half is None:
        return ()
    half = _("Half of the requests of the period are solved within %(half)s") % {
        "half": words.length(whole.half)
    }
    if whole.most is None:
        return (f"{half}.",)
    return (
        _("%(half)s, nine of ten within %(most)s.")
        % {"half": half, "most": words.length(whole.most)},
    )


REPORT = Report(
    number=19,
    slug="backlog",
    title=gettext_lazy("Open work"),
    question=gettext_lazy("Are we on top of it?"),
    definitions=(OPEN, FLOW, AGE, TOOK, definitions.REQUEST, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"grain", "team", "without"}),
)
