"""The desk's hours as stored, made into `Calendar`s for the pure rules of `hours`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpdesk.people.hours import Calendar, Span
from helpdesk.people.models import Desk, Holiday, ServiceHours, Team

Week = Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Calendars:
    """When the desk is open, and the teams that have hours of their own (by id)."""

    desk: Calendar
    teams: Mapping[int, Calendar]

    def of(self, team: int | None) -> Calendar:
        """The hours of this team; the desk's, where it has none of its own."""
        return self.desk if team is None else self.teams.get(team, self.desk)


def read_calendars(desk: Desk) -> Calendars:
    """All hours, in two queries."""
    rows = defaultdict[int | None, list[ServiceHours]](list)
    for row in ServiceHours.objects.all():
        rows[row.team_id].append(row)
    exceptions = {row.day: _holiday_spans(row) for row in Holiday.objects.all()}
    calendars = {
        team: Calendar(zone=desk.zone, week=_week(of_team), exceptions=exceptions)
        for team, of_team in rows.items()
    }
    everybody = calendars.get(None) or Calendar(zone=desk.zone, week={}, exceptions=exceptions)
    return Calendars(everybody, {team: hours for team, hours in calendars.items() if team})


def desk_calendar(team: Team | None = None) -> Calendar:
    """The hours of the whole desk, or of a team that has hours of its own. Three queries."""
    return read_calendars(Desk.current()).of(team.pk if team else None)


def _week(rows: Iterable[ServiceHours]) -> Week:
    spans = defaultdict[int, list[Span]](list)
    for row in rows:
        spans[row.weekday].append(Span(row.opens, row.closes))
    return {weekday: tuple(of_day) for weekday, of_day in spans.items()}


def _holiday_spans(holiday: Holiday) -> tuple[Span, ...]:
    if holiday.opens is None or holiday.closes is None:
        return ()
    return (Span(holiday.opens, holiday.closes),)
