"""Weeks of teaching, compared with the same weeks of the semester of a year before. Pure.

Students come in waves that months do not follow: the first week of an autumn is like the first
week of the autumn before, whatever day it began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reports.choices import Preset
from reports.periods import DAY, Period

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Semester:
    """One semester on record; its weeks are counted from the Monday of the first one."""

    name: str
    season: str
    first: date
    last: date

    @property
    def monday(self) -> date:
        return self.first - self.first.weekday() * DAY

    @property
    def weeks(self) -> Period:
        """Its whole weeks, from Monday to Sunday."""
        return Period(self.monday, self.last + (6 - self.last.weekday()) * DAY)

    def holds(self, period: Period) -> bool:
        return self.weeks.first <= period.first and period.last <= self.weeks.last


def semester_of(period: Period, semesters: Iterable[Semester]) -> Semester | None:
    """The one whose weeks hold the whole period; of two, the later."""
    holding = [each for each in semesters if each.holds(period)]
    return max(holding, key=lambda each: each.first, default=None)


def one_before(semester: Semester, semesters: Iterable[Semester]) -> Semester | None:
    """The last one of the same season that began earlier."""
    same = (each for each in semesters if each.season == semester.season)
    earlier = [each for each in same if each.first < semester.first]
    return max(earlier, key=lambda each: each.first, default=None)


def same_weeks_before(period: Period, semesters: Sequence[Semester]) -> Period | None:
    """The same weekdays of the same weeks, counted from the start of teaching."""
    semester = semester_of(period, semesters)
    before = one_before(semester, semesters) if semester else None
    if semester is None or before is None:
        return None
    earlier = semester.monday - before.monday
    return Period(period.first - earlier, period.last - earlier)


def semester_period(preset: Preset, semesters: Sequence[Semester], today: date) -> Period | None:
    """The days of this semester up to today, or all of the one before; None where none is known.

    Between two semesters, this one is the one that ended last.
    """
    begun = sorted((each for each in semesters if each.first <= today), key=lambda each: each.first)
    back = 1 if preset == Preset.THIS_SEMESTER else 2
    if len(begun) < back:
        return None
    found = begun[-back]
    return Period(found.first, min(found.last, today))
