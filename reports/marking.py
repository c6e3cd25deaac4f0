"""What happened in the weeks of a picture: numbered at its foot, told beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from reports import words
from reports.charts.marks import Mark
from reports.happenings import days_of, touches
from reports.models import Annotation
from reports.periods import DAY, Period

Numbered = list[tuple[int, Annotation]]


def numbered(happened: Iterable[Annotation], starts: Sequence[date]) -> Numbered:
    """What touches the weeks that begin on these Mondays, from 1 on."""
    if not starts:
        return []
    drawn = Period(starts[0], starts[-1] + 6 * DAY)
    inside = (each for each in happened if touches(days_of(each), drawn))
    return list(enumerate(inside, start=1))


def marks(found: Numbered, starts: Sequence[date]) -> tuple[Mark, ...]:
    return tuple(Mark(place(starts, each.first_day), (str(number),)) for number, each in found)


def place(starts: Sequence[date], day: date) -> int:
    """The week of a day; the first one for a day before it."""
    return max((i for i, start in enumerate(starts) if start <= day), default=0)


def told(found: Numbered) -> str:
    """1 Posters (1 Aug 2025 – 14 Aug 2025); 2 …"""
    return "; ".join(
        f"{number} {each.text} ({words.span(days_of(each))})" for number, each in found
    )


def told_beneath(found: Numbered) -> str:
    """The sentence that explains the numbers at the foot; empty where there are none."""
    return _(" Numbers at the foot: %(told)s.") % {"told": told(found)} if found else ""
