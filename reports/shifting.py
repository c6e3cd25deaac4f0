"""The front page's picture: what of its figures is drawn, and the numbers of its marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from reports import words
from reports.charts.marks import Mark
from reports.charts.shift import Shift, trailing
from reports.front import LINES, SHOWN, Front
from reports.measures.crossing import Standing
from reports.models import Annotation
from tickets.choices import Channel


def shift_of(front: Front) -> Shift:
    starts = tuple(week.start for week in front.weeks[Channel.PHONE][-SHOWN:])
    wanted = front.outlook.wanted
    shift = Shift(
        starts,
        {line: trailing(front.weeks[line])[-SHOWN:] for line in LINES},
        tuple(front.outlook.bands),
        goal=float(wanted.goal) / 100,
    )
    if not starts:
        return shift
    return replace(
        shift,
        path=tuple(float(wanted.target.on(day)) / 100 for day in shift.days)
        if wanted.target
        else (),
        crossing=_crossing(front, starts),
        marks=tuple(
            Mark(place(starts, each.first_day), (str(number),)) for number, each in numbered(front)
        ),
    )


def numbered(front: Front) -> list[tuple[int, Annotation]]:
    """What happened in the weeks that are drawn, by the number that stands in the picture."""
    return list(enumerate(front.happenings, start=1))


def place(starts: tuple[date, ...], day: date) -> int:
    """The week of a day; the first one for a day before it."""
    return max((i for i, start in enumerate(starts) if start <= day), default=0)


def _crossing(front: Front, starts: tuple[date, ...]) -> Mark | None:
    """At the middle of its month, where that is drawn. It is of contacts, and says so."""
    crossing = front.shift.crossing
    if crossing.standing != Standing.PASSED or crossing.month is None:
        return None
    middle = crossing.month.start.replace(day=15)
    if middle < starts[0]:
        return None
    month = words.month(crossing.month.start)
    text = (_("Chat passes phone"), _("in contacts, %(month)s") % {"month": month})
    return Mark(place(starts, middle), text)
