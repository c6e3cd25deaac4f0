"""The desk's hours and waits in words, in the visitor's language. Pure but for the translations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from itertools import groupby
from typing import NamedTuple

from babel.dates import format_date, format_time, get_day_names
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chat.waits import STEPS_S
from helpdesk.people.hours import Calendar, Span

LOCALES = {"fi": "fi", "sv": "sv", "en": "en_GB"}
LAST_STEP_S = STEPS_S[-1]


class Row(NamedTuple):
    """One line of the hours' table: neighbouring days of the same hours share it."""

    days: str
    times: str


def week_rows(calendar: Calendar, language: str) -> list[Row]:
    """The ordinary week; empty where no hours are set at all."""
    if not any(calendar.week.values()):
        return []
    names = get_day_names("wide", "stand-alone", LOCALES[language])
    week = [(names[day], tuple(calendar.week.get(day, ()))) for day in range(7)]
    rows = []
    for spans, group in groupby(week, key=lambda each: each[1]):
        days = [name for name, _spans in group]
        span = days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"
        rows.append(Row(capfirst(span), _times(spans, language)))
    return rows


def _times(spans: Sequence[Span], language: str) -> str:
    if not spans:
        return _("closed")
    if any(span.opens == span.closes == time(0) for span in spans):
        return _("around the clock")
    return ", ".join(
        f"{_clock(span.opens, language)}–{_clock(span.closes, language)}" for span in spans
    )


def _clock(at: time, language: str) -> str:
    """A closing at 00:00 is the end of the day."""
    text: str = format_time(at, "short", locale=LOCALES[language])
    return text


def opening_words(at: datetime, language: str) -> str:
    """An instant as day and time; `at` is in the zone in which it shall be read."""
    locale = LOCALES[language]
    return f"{format_date(at.date(), 'full', locale=locale)} {_clock(at.timetz(), language)}"


def wait_words(low_s: int, high_s: int | None) -> str:
    """A range of waits; the window says it alike (static/js/visitor/words.js)."""
    if high_s is None:
        if low_s < LAST_STEP_S:
            return _("possibly more than {low} min").format(low=LAST_STEP_S // 60)
        return _("more than {low} min").format(low=low_s // 60)
    if not low_s:
        return _("under {high} min").format(high=high_s // 60)
    return _("{low}–{high} min").format(low=low_s // 60, high=high_s // 60)
