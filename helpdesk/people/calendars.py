"""The desk's hours as stored, made into a `Calendar` for the pure rules of `hours`."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q

from helpdesk.people.hours import Calendar, Span
from helpdesk.people.models import Desk, Holiday, ServiceHours, Team


def desk_calendar(team: Team | None = None) -> Calendar:
    """The hours of the whole desk, or of a team that has hours of its own. Three queries."""
    return Calendar(zone=Desk.current().zone, week=_week(team), exceptions=_holidays())


def _week(team: Team | None) -> dict[int, tuple[Span, ...]]:
    rows = list(ServiceHours.objects.filter(Q(team=None) | Q(team=team)))
    own = [row for row in rows if row.team_id]
    spans = defaultdict[int, list[Span]](list)
    for row in own or rows:
        spans[row.weekday].append(Span(row.opens, row.closes))
    return {weekday: tuple(of_day) for weekday, of_day in spans.items()}


def _holidays() -> dict[date, tuple[Span, ...]]:
    return {row.day: _holiday_spans(row) for row in Holiday.objects.all()}


def _holiday_spans(holiday: Holiday) -> tuple[Span, ...]:
    if holiday.opens is None or holiday.closes is None:
        return ()
    return (Span(holiday.opens, holiday.closes),)
