"""The demo's desk: its name, zone and goal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from helpdesk.demo.clock import ZONE
from helpdesk.demo.people import DOMAIN
from helpdesk.demo.survey import ASK_ONE_IN
from helpdesk.people.models import Desk

GOAL_PERCENT = Decimal(10)
PEOPLE_SERVED = 14_000
LATE_IN_THE_YEAR = 7
"""From this month on a goal for this year would be no goal any more."""


def make_desk(today: date) -> Desk:
    year = today.year + (today.month >= LATE_IN_THE_YEAR)
    return Desk.objects.create(
        pk=1,
        name="IT Helpdesk",
        time_zone=ZONE.key,
        country="FI",
        email=f"helpdesk@{DOMAIN}",
        phone="+358 44 000 1234",
        survey_one_in=ASK_ONE_IN,
        people_served=PEOPLE_SERVED,
        phone_goal_percent=GOAL_PERCENT,
        phone_goal_date=date(year, 12, 31),
    )
