"""Did chat create demand, or did it replace calls and e-mails? Asked, and held against records."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import definitions, sentences, words
from reports import displacement_tables as tables
from reports import displacement_words as said
from reports.charts.bounds import Bounded, bounds_chart
from reports.charts.ranges import RangeBar, range_chart
from reports.definitions import Definition
from reports.grids import Grid
from reports.intervals import Interval
from reports.measures.closure import Closure, closure
from reports.measures.displacement import GOAL_PERCENT, Displacement, displacement
from reports.measures.ratios import Ratio
from reports.measures.respondents import (
    Weighed,
    cells,
    evened,
    is_uneven,
    months,
    weighed,
)
from reports.report import Answer, Asked, Picture, Report
from reports.shares import in_percent
from tickets.choices import Alternative, Channel

SAMPLE = Definition(
    "survey_sample",
    1,
    gettext_lazy("Who is asked"),
    gettext_lazy(
        "When a chat opens, chance decides whether its visitor is asked how they would have"
        " contacted us without chat: half of those drawn before the first answer, half after the"
        " chat. Drawn are all whose chat is over, those among them who left before the question"
        " could come: they count as silent. Answers by others, from older windows or imports, are"
        " not counted. The difference of the two halves has Newcombe's interval, 95 %."
    ),
)
BOUNDS = Definition(
    "survey_bounds",
    2,
    gettext_lazy("What the silent could change"),
    gettext_lazy(
        "The share of all drawn if everybody who did not answer had said no, and if all of them had"
        " said yes: between these it lies, whatever the silent think. Weighed, each answer counts"
        " by how many ended chats had its outcome and part of the day; kinds with fewer than ten"
        " answers are weighed as one. Where surely not the same part of visitors was asked in each"
        " month, the share is also told with each month weighed by its ended chats."
    ),
)
CLOSURE = Definition(
    "closure",
    2,
    gettext_lazy("Expected and observed change"),
    gettext_lazy(
        "The whole weeks of the period are held against those 52 weeks before. Expected is that"
        " calls and e-mails fall by the number of further chats times the share that would have"
        " been calls or e-mails, with its interval; observed is how they changed. Intervals of"
        " changes come from how the differences of the weeks vary (Student's, 95 %), taking weeks"
        " as independent. At least eight weeks with a year before on record are needed. Whole weeks"
        " are held against whole weeks: days left out elsewhere count here."
    ),
)
SERVED = Definition(
    "per_thousand_served",
    1,
    gettext_lazy("Contacts per 1,000 people served"),
    gettext_lazy(
        "All contacts of the same whole weeks, divided by the people served that the desk's"
        " settings name; both years by the same number, since only the present one is known."
    ),
)


def answer(asked: Asked) -> Answer:
    found = displacement(asked.filters, zone=asked.zone)
    who = [] if asked.filters.scope.topic else cells(asked, channel=Channel.CHAT)
    against = closure(asked.filters, zone=asked.zone, today=asked.today)
    balanced, even = weighed(who), _even(asked) if who else None
    told = said.against_a_year_before(found, against)
    return Answer(
        sentences=(*said.shares(found), told, *said.demand(asked, against)),
        grids=(
            tables.answers(asked, found),
            tables.arms(asked, found),
            tables.mode(found),
            *(tables.who_answered(asked, who) if who else ()),
            *_against(asked, found, against),
        ),
        pictures=(*_dots(found, balanced), *_bars(found, against, told)),
        warnings=said.warnings(found, balanced, even),
        notes=said.notes(asked, found, balanced, even),
        headline=found.all.displaced.share,
    )


def _even(asked: Asked) -> Weighed | None:
    """By month, where the part of visitors who are asked was changed."""
    found = months(asked, channel=Channel.CHAT)
    return evened(found) if is_uneven(found) else None


def _against(asked: Asked, found: Displacement, against: Closure | None) -> tuple[Grid, ...]:
    if against is None:
        return ()
    grids = [tables.year_before(asked, against)]
    share = found.all.displaced
    if share.interval and share.share is not None:
        more = against.changes["chats"].value
        middle = -said.expected(more, share.share)
        ends = against.expected(share.interval)
        grids.append(tables.expected(*ends, middle, against.changes["calls-and-mails"]))
    if asked.desk.people_served:
        grids.append(tables.per_thousand(against.changes["all"], asked.desk.people_served))
    return tuple(grids)


def _dots(found: Displacement, balanced: Weighed | None) -> tuple[Picture, ...]:
    both, phone = found.all, found.all.of(Alternative.PHONE)
    if not both.answered:
        return ()
    dots = [
        Bounded(_("Phone or e-mail"), both.displaced.share, both.displaced.interval, both.bounds),
        Bounded(_("… asked before"), *_of(found.before.displaced), found.before.bounds),
        Bounded(_("… asked after"), *_of(found.after.displaced), found.after.bounds),
    ]
    if balanced:
        dots.append(Bounded(_("… weighed like all chats"), in_percent(balanced.share)))
    dots.append(Bounded(_("Phone alone"), *_of(phone), colour=Channel.PHONE))
    shares = Picture(
        "shares",
        sentences.displacement(found),
        svg=lambda look: bounds_chart(dots, look, goal=GOAL_PERCENT),
        caption=_(
            "Dot: share of the answers. Thick: 95 percent interval. Thin: whatever the silent would"
            " have said. Dashes: the goal."
        ),
    )
    return (shares,)


def _of(ratio: Ratio) -> tuple[Decimal | None, Interval | None]:
    return ratio.share, ratio.interval


def _bars(found: Displacement, against: Closure | None, told: str) -> tuple[Picture, ...]:
    share = found.all.displaced
    if against is None or share.interval is None or share.share is None:
        return ()
    seen, more = against.changes["calls-and-mails"], against.changes["chats"].value
    low, high = against.expected(share.interval)
    middle = -said.expected(more, share.share)
    bars = [
        RangeBar(
            _("Calls and e-mails, expected"),
            middle,
            words.signed_count(middle),
            Channel.CHAT,
            low,
            high,
        ),
        RangeBar(
            _("Calls and e-mails, observed"),
            seen.value,
            words.signed_count(seen.value),
            Channel.PHONE,
            seen.low,
            seen.high,
        ),
    ]
    return (Picture("expected", told, svg=lambda look: range_chart(bars, look)),)


REPORT = Report(
    number=4,
    slug="displacement",
    title=gettext_lazy("What chats replaced"),
    question=gettext_lazy("Did chat create demand?"),
    definitions=(
        definitions.DISPLACEMENT,
        SAMPLE,
        BOUNDS,
        CLOSURE,
        SERVED,
        definitions.CONTACT,
        *definitions.OF_DAYS,
    ),
    answer=answer,
    uses=frozenset({"team", "topic", "without"}),
    headline=gettext_lazy("Chats that would have been calls or e-mails"),
)
