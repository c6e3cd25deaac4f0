"""The front page's picture: what of its figures is drawn, and the numbers of its marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from reports import marking, words
from reports.charts.marks import Mark
from reports.charts.shift import Shift, trailing
from reports.front import LINES, SHOWN, Front
from reports.marking import Numbered
from reports.measures.crossing import Standing
from reports.models import Target
from reports.periods import DAY
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
        path=path_of(wanted.target, shift.days) if wanted.target else (),
        crossing=_crossing(front, starts),
        marks=marking.marks(numbered(front), starts),
    )


def path_of(target: Target, starts: Sequence[date]) -> tuple[float | None, ...]:
    """What the target allows on the last day of each week; nothing before it begins."""
    return tuple(
        float(target.on(start + 6 * DAY)) / 100 if start + 6 * DAY >= target.from_day else None
        for start in starts
    )


def numbered(front: Front) -> Numbered:
    """What happened in the weeks that are drawn, by the number that stands in the picture."""
    starts = [week.start for week in front.weeks[Channel.PHONE][-SHOWN:]]
    return marking.numbered(front.happenings, starts)


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
    return Mark(marking.place(starts, middle), text)
