"""When the demo's desk is open, and the days on which it is not.

The two years of contacts always follow the office hours: they are what such a desk really has. With
`always` the desk is open around the clock from now on, so that it can be tried at any hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

import holidays

from helpdesk.people.choices import Weekday
from helpdesk.people.models import Holiday, ServiceHours, Team

ALWAYS = "always"
OFFICE = "office"
MODES = (ALWAYS, OFFICE)

OFFICE_HOURS: Mapping[int, tuple[time, time]] = {
    Weekday.MONDAY: (time(8), time(16)),
    Weekday.TUESDAY: (time(8), time(16)),
    Weekday.WEDNESDAY: (time(8), time(16)),
    Weekday.THURSDAY: (time(8), time(16)),
    Weekday.FRIDAY: (time(8), time(15)),
}
MIDNIGHT = time(0)
LUNCHING, LUNCH = "teaching", (time(11), time(12))


def public_holidays(first: date, last: date) -> dict[date, str]:
    """The days on which offices are closed, with Finnish names, in whole years."""
    years = range(first.year, last.year + 1)
    return dict(sorted(holidays.country_holidays("FI", years=years, language="fi").items()))


def make_hours(mode: str, teams: Mapping[str, Team]) -> None:
    """In office hours the teaching team closes for lunch; around the clock nobody does."""
    week = OFFICE_HOURS if mode == OFFICE else dict.fromkeys(Weekday.values, (MIDNIGHT, MIDNIGHT))
    spans: list[tuple[Team | None, int, time, time]] = [
        (None, day, opens, closes) for day, (opens, closes) in week.items()
    ]
    if mode == OFFICE:
        for day, (opens, closes) in week.items():
            spans += [
                (teams[LUNCHING], day, opens, LUNCH[0]),
                (teams[LUNCHING], day, LUNCH[1], closes),
            ]
    ServiceHours.objects.bulk_create(
        ServiceHours(pk=number, team=team, weekday=day, opens=opens, closes=closes)
        for number, (team, day, opens, closes) in enumerate(spans, start=1)
    )


def make_holidays(mode: str, days: Mapping[date, str]) -> None:
    """In office hours a holiday closes the desk; with `always` it is kept, but open all day."""
    hours = {} if mode == OFFICE else {"opens": MIDNIGHT, "closes": MIDNIGHT}
    Holiday.objects.bulk_create(
        Holiday(pk=number, day=day, name=name, **hours)
        for number, (day, name) in enumerate(days.items(), start=1)
    )
