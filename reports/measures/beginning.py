"""When records begin: the first contact, or request, of a team and topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from reports.choices import Figure
from reports.filters import Scope
from reports.periods import Period, first_of_month, last_of_month
from reports.rollup.reading import Wish, add_up, total, within
from reports.rollup.tables import COUNTS
from tickets.models import Contact, Ticket

MONTH = "date_trunc('month', day)::date"


def beginning(figure: Figure, scope: Scope, *, zone: tzinfo) -> datetime | None:
    """The moment of the first of them; None where there is none, or only in the future.

    The first of a rare topic would be long to seek among all contacts: the counts tell its month.
    """
    first = _first(figure, _records(figure))
    if first is None or not (scope.team or scope.topic):
        return first
    today = timezone.localdate(timezone=zone)
    day = first.astimezone(zone).date()
    if day > today:
        return None
    where, values = within(replace(scope, left_out=()))
    period = Period(first_of_month(day), last_of_month(today))
    wish = Wish(by=(MONTH,), sums=(total("n"),), where=where, values=values, months=(period,))
    months = [month for month, n in add_up(COUNTS[figure], period, wish, zone=zone) if n]
    if not months:
        return None
    start, end = Period(months[0], last_of_month(months[0])).instants(zone)
    at = _dated_by(figure)
    of_month = {f"{at}__gte": start, f"{at}__lt": end}
    return _first(figure, _records(figure).filter(scope.condition, **of_month))


def _records(figure: Figure) -> QuerySet[Any]:
    if figure == Figure.CONTACTS:
        return Contact.objects.filter(is_counted=True)
    return Ticket.objects.requests()


def _dated_by(figure: Figure) -> str:
    return "started_at" if figure == Figure.CONTACTS else "created_at"


def _first(figure: Figure, records: QuerySet[Any]) -> datetime | None:
    at = _dated_by(figure)
    found: datetime | None = records.order_by(at).values_list(at, flat=True).first()
    return found
