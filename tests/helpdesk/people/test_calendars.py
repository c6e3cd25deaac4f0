"""The stored hours as a calendar."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk.people.calendars import desk_calendar
from helpdesk.people.hours import Calendar, Span
from helpdesk.people.models import Desk, Holiday, ServiceHours, Team

pytestmark = pytest.mark.django_db


def test_rows_of_hours_and_holidays_become_a_calendar() -> None:
    Desk.objects.create(pk=1, time_zone="Europe/Stockholm")
    ServiceHours.objects.create(weekday=0, opens=time(12), closes=time(16))
    ServiceHours.objects.create(weekday=0, opens=time(8), closes=time(11))
    Holiday.objects.create(day=date(2026, 12, 24), name="Christmas Eve")
    Holiday.objects.create(day=date(2026, 4, 2), name="Short", opens=time(8), closes=time(12))

    assert desk_calendar() == Calendar(
        zone=ZoneInfo("Europe/Stockholm"),
        week={0: (Span(time(8), time(11)), Span(time(12), time(16)))},
        exceptions={
            date(2026, 12, 24): (),
            date(2026, 4, 2): (Span(time(8), time(12)),),
        },
    )


def test_hours_of_a_team_take_the_place_of_the_desks() -> None:
    team = Team.objects.create(name="Night", slug="night")
    other = Team.objects.create(name="Day", slug="day")
    ServiceHours.objects.create(weekday=0, opens=time(8), closes=time(16))
    ServiceHours.objects.create(team=team, weekday=1, opens=time(18), closes=time(0))

    assert desk_calendar(team).week == {1: (Span(time(18), time(0)),)}
    assert desk_calendar(other).week == {0: (Span(time(8), time(16)),)}
    assert desk_calendar().week == {0: (Span(time(8), time(16)),)}


def test_a_calendar_takes_three_queries(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        desk_calendar()
