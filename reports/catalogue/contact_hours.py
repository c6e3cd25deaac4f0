"""When do people contact us? Contacts an hour, by weekday and hour of the desk's clock."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.people.choices import Weekday
from reports import definitions, range_words, words
from reports.charts.heat import Heat, heat_map
from reports.choices import Figure
from reports.definitions import Definition
from reports.filters import Scope
from reports.grids import Column, Grid, Kind, Row
from reports.happenings import each_day
from reports.measures.kept import kept_days
from reports.measures.weeks import first_day
from reports.report import Answer, Asked, Picture, Report
from reports.rollup.reading import Wish, add_up, on_kept_days, total
from reports.rollup.tables import HOURS

PER_HOUR = Definition(
    "contacts_per_hour",
    2,
    gettext_lazy("Contacts an hour"),
    gettext_lazy(
        "Contacts that began in this hour of this weekday, by the desk's clock, divided by how"
        " many such weekdays the period has, from the first day on record up to today. The hour"
        " that comes twice when clocks go back counts as one."
    ),
)
Cells = dict[tuple[int, int], int]


def answer(asked: Asked) -> Answer:
    cells = counted(asked)
    days = weekdays(asked)
    hours = shown_hours(cells)
    busiest = max(cells, key=lambda cell: (rate(cells, days, *cell) or 0, cell), default=None)
    heat = Heat(
        columns=tuple(f"{hour:02d}" for hour in hours),
        rows=tuple(str(day.label) for day in Weekday),
        values=tuple(tuple(rate(cells, days, day, hour) for hour in hours) for day in Weekday),
    )
    sentence = _sentence(busiest, cells, days)
    return Answer(
        sentences=(sentence,),
        grids=(_counts(asked, cells, hours), _rates(cells, days, hours)),
        pictures=(Picture("hours", sentence, svg=lambda look: heat_map(heat, look)),),
    )


def counted(asked: Asked) -> Cells:
    """Contacts by weekday (0 is Monday) and hour."""
    scope = asked.filters.scope
    kept, days = on_kept_days(scope)
    wish = Wish(
        by=("weekday", "hour"),
        sums=(total("n"),),
        where=f"{'team = %(team)s' if scope.team else 'TRUE'} AND {kept}",
        values={**days, "team": scope.team.pk if scope.team else None},
    ).of_whole(asked.filters)
    rows = add_up(HOURS, asked.filters.period, wish, zone=asked.zone)
    return {(weekday, hour): count for weekday, hour, count in rows}


def weekdays(asked: Asked) -> Counter[int]:
    """How many Mondays, Tuesdays ... anybody could have come on: on record, and not to come."""
    began = first_day(Figure.CONTACTS, Scope(), asked.zone)
    return Counter(
        day.weekday() for day in each_day(kept_days(asked)) if began and began <= day <= asked.today
    )


def shown_hours(cells: Cells) -> range:
    """From the first to the last hour in which anybody came; an office day where nobody did."""
    hours = {hour for (_weekday, hour), count in cells.items() if count}
    return range(min(hours), max(hours) + 1) if hours else range(8, 16)


def rate(cells: Cells, days: Counter[int], weekday: int, hour: int) -> Decimal | None:
    """Contacts an hour; none where the period has no such weekday."""
    if not days[weekday]:
        return None
    return round(Decimal(cells.get((weekday, hour), 0)) / days[weekday], 1)


def _sentence(busiest: tuple[int, int] | None, cells: Cells, days: Counter[int]) -> str:
    if busiest is None:
        return _("Nobody contacted us in this period.")
    weekday, hour = busiest
    return _("Most people come on %(day)s between %(first)s and %(last)s: %(rate)s an hour.") % {
        "day": Weekday(weekday).label,
        "first": f"{hour:02d}",
        "last": f"{hour + 1:02d}",
        "rate": words.decimal(rate(cells, days, *busiest)),
    }


def _counts(asked: Asked, cells: Cells, hours: range) -> Grid:
    def row(hour: int) -> Row:
        counts = (cells.get((weekday, hour), 0) for weekday in Weekday)
        drills = {f"d{day}": asked.subset.having(weekday=int(day), hour=hour) for day in Weekday}
        return Row((range_words.hour(hour), *counts), drills)

    return Grid("hours", _("Contacts by hour and weekday"), _columns(), tuple(map(row, hours)))


def _rates(cells: Cells, days: Counter[int], hours: range) -> Grid:
    rows = tuple(
        Row((range_words.hour(hour), *(rate(cells, days, weekday, hour) for weekday in Weekday)))
        for hour in hours
    )
    return Grid("rates", _("Contacts an hour"), _columns(Kind.NUMBER), rows)


def _columns(kind: Kind = Kind.COUNT) -> tuple[Column, ...]:
    days = (Column(f"d{weekday}", str(weekday.label), kind) for weekday in Weekday)
    return (Column("hour", _("Hour"), Kind.TEXT), *days)


REPORT = Report(
    number=8,
    slug="hours",
    title=gettext_lazy("Hours of the week"),
    question=gettext_lazy("When do people contact us?"),
    definitions=(definitions.CONTACT, PER_HOUR, *definitions.OF_DAYS),
    answer=answer,
    uses=frozenset({"team", "without"}),
)
