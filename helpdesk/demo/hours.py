"""When the demo's desk is open, and the days on which it is not.

The two years of contacts always follow the office hours: they are what such a desk really has. With
`always` the desk is open around the clock from today on, so that it can be tried at any hour; what
it promised in the days on record before stands among the days that are not like their weekday.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import count

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
BEFORE = "Office hours, before the desk opened around the clock"
BEGINS = "From here on the desk is open around the clock"
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


def make_holidays(mode: str, days: Mapping[date, str], *, today: date) -> None:
    """A holiday closes the desk; with `always` those to come are kept, but open all day."""
    Holiday.objects.bulk_create(
        Holiday(pk=number, day=day, name=name, **_all_day(mode == ALWAYS and day >= today))
        for number, (day, name) in enumerate(days.items(), start=1)
    )


def _all_day(is_open: bool) -> dict[str, time]:
    return {"opens": MIDNIGHT, "closes": MIDNIGHT} if is_open else {}


def make_past_hours(mode: str, *, since: date, today: date, hour: int) -> None:
    """What was promised before this hour, where the week of today would say something else."""
    if mode == OFFICE:
        return
    known = set(Holiday.objects.values_list("day", flat=True))
    numbers = count(len(known) + 1)
    past = (since + timedelta(days=n) for n in range((today - since).days))
    Holiday.objects.bulk_create(
        Holiday(pk=next(numbers), day=day, name=BEFORE, **_office(day))
        for day in past
        if day not in known
    )
    if not Holiday.objects.filter(day=today).update(opens=time(hour)):
        begins = {"opens": time(hour), "closes": MIDNIGHT}
        Holiday.objects.create(pk=next(numbers), day=today, name=BEGINS, **begins)


def _office(day: date) -> dict[str, time]:
    """Nothing where the office is closed."""
    return dict(zip(("opens", "closes"), OFFICE_HOURS.get(day.weekday(), ()), strict=False))
