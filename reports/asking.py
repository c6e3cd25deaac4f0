"""From a request to the filters it asks for; the same for pages, files, charts and the API."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.errors import Invalid
from helpdesk.people.models import Desk
from reports import words
from reports.choices import Comparison, Figure, Grain
from reports.filters import Filters, Scope
from reports.forms import FILTERS, FiltersForm
from reports.happenings import touches
from reports.periods import Period
from reports.report import Report


def desk_of(request: HttpRequest) -> Desk:
    return getattr(request, "desk", None) or Desk.current()


def today_at(desk: Desk) -> date:
    return timezone.localdate(timezone=desk.zone)


def asked_filters(data: Mapping[str, Any], desk: Desk) -> Filters:
    """The filters of an address. Raises Invalid, with the messages by field."""
    form = FiltersForm(data, today=today_at(desk))
    refuse_bad(form)
    return form.filters()


def form_for(report: Report, data: Mapping[str, Any], desk: Desk) -> FiltersForm:
    """The filters and parameters that mean something in this report; others are not read."""
    meant = {name: value for name, value in data.items() if name not in FILTERS - report.uses}
    form = FiltersForm(
        meant,
        today=today_at(desk),
        uses=report.uses,
        parameters=report.parameters,
        has_period=report.has_period,
    )
    if "of" in report.uses:
        form.let_choose_figure()
    return form


def refuse_bad(form: FiltersForm) -> None:
    """Raises Invalid, with the messages by field, for a form with errors."""
    if form.is_valid():
        return
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    message = " ".join(text for texts in errors.values() for text in texts)
    raise Invalid(message, details={"by_field": errors})


def in_words(
    filters: Filters, desk: Desk, *, uses: Collection[str] = FILTERS, has_period: bool = True
) -> Iterator[tuple[str, str]]:
    """The filters as a reader of a file or a printed page needs them."""
    scope = filters.scope
    if "of" in uses:
        yield _("Count"), str(Figure(filters.figure).label)
    if has_period:
        yield _("Period"), words.span(filters.period)
    if "grain" in uses:
        yield _("Rows"), str(Grain(filters.grain).label)
    if "compare" in uses:
        yield _("Compared with"), _compared(filters)
    if "team" in uses:
        yield _("Team"), scope.team.name if scope.team else _("All teams")
    if "topic" in uses:
        yield _("Topic"), scope.topic.name if scope.topic else _("All topics")
    if "without" in uses and scope.without:
        yield _("Left out"), left_out(scope, filters.period, filters.before)
    yield _("Time zone"), desk.time_zone


def _compared(filters: Filters) -> str:
    if filters.before is None:
        return words.DASH
    days = words.span(filters.before)
    if filters.comparison == Comparison.SEMESTER:
        return f"{days} ({Comparison.SEMESTER.label})"
    return days


def left_out(scope: Scope, *periods: Period | None) -> str:
    """The days that are left out of these periods; of all, where none is given."""
    asked = [period for period in periods if period]
    days = [
        words.span(out)
        for out in scope.left_out
        if not asked or any(touches(out, period) for period in asked)
    ]
    return ", ".join(days) or _("no marked days")
