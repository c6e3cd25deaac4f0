"""The public holidays of the desk's country, so that nobody has to type them."""

from __future__ import annotations

import holidays
from django.utils import timezone

from helpdesk.people.models import Desk, Holiday


def fill_holidays(year: int) -> int:
    """Stores the year's public holidays, named in the country's own language; returns how many.

    Days that are known already stay as they are. A country that the library does not know has none.
    """
    country = Desk.current().country
    if country not in holidays.list_supported_countries():
        return 0
    known = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    # Without a word the names would be in the language of whoever runs the server.
    language = holidays.country_holidays(country).default_language
    days = holidays.country_holidays(country, years=year, language=language)
    new = [Holiday(day=day, name=name[:80]) for day, name in sorted(days.items())]
    new = [holiday for holiday in new if holiday.day not in known]
    Holiday.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def keep_holidays_filled() -> int:
    """Fills this year and the next where nothing is known of them yet; returns how many days.

    What somebody changed or deleted stays so, as long as a single day of that year is there.
    """
    this_year = timezone.localtime(timezone=Desk.current().zone).year
    empty = [
        year
        for year in (this_year, this_year + 1)
        if not Holiday.objects.filter(day__year=year).exists()
    ]
    return sum(fill_holidays(year) for year in empty)
