"""Whole weeks of a share: what forecasts and control charts are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from reports.choices import Figure
from reports.filters import Scope
from reports.periods import Period
from reports.rollup.reading import Wish, add_up, fitting, total, within
from tickets.choices import Channel
from tickets.models import Contact, Ticket

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """`part` of `whole` in the ISO week that begins on the Monday `start`."""

    start: date
    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; none where nothing was counted."""
        return self.part / self.whole if self.whole else None


def weeks_of_phone(
    figure: Figure, scope: Scope, *, zone: tzinfo, today: date, most: int = 530
) -> list[Week]:
    """The whole weeks on record up to the last one that is over, oldest first, empty ones too."""
    began = first_day(figure, scope, zone)
    last = today - timedelta(days=today.weekday()) - timedelta(days=1)
    if began is None or began > last:
        return []
    monday = began + (-began.weekday() % 7) * timedelta(days=1)
    first = max(monday, last + timedelta(days=1) - most * WEEK)
    if first > last:
        return []
    where, values = within(scope)
    wish = Wish(
        by=("date_trunc('week', day)::date",),
        sums=(total("n", "channel = %(phone)s"), total("n")),
        where=where,
        values={**values, "phone": Channel.PHONE.value},
    )
    rows = add_up(fitting(figure, scope), Period(first, last), wish, zone=zone)
    return without_gaps([Week(*row) for row in rows], first, last)


def first_day(figure: Figure, scope: Scope, zone: tzinfo) -> date | None:
    """The day of the first contact, or request, on record."""
    if figure == Figure.CONTACTS:
        found = Contact.objects.filter(scope.condition, is_counted=True).order_by("started_at")
        at = found.values_list("started_at", flat=True).first()
    else:
        opened = Ticket.objects.filter(scope.condition).order_by("created_at")
        at = opened.values_list("created_at", flat=True).first()
    return at.astimezone(zone).date() if at else None


def without_gaps(weeks: Sequence[Week], first: date, last: date) -> list[Week]:
    """A week for each Monday from `first` to `last`; pure."""
    known = {week.start: week for week in weeks}
    mondays = (first + n * WEEK for n in range((last - first).days // 7 + 1))
    return [known.get(monday, Week(monday, 0, 0)) for monday in mondays]
