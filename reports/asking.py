"""From a request to the filters it asks for; the same for pages, files, charts and the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.errors import Invalid
from helpdesk.people.models import Desk
from reports import words
from reports.choices import Figure, Grain
from reports.filters import Filters
from reports.forms import FiltersForm


def desk_of(request: HttpRequest) -> Desk:
    return getattr(request, "desk", None) or Desk.current()


def today_at(desk: Desk) -> date:
    return timezone.localdate(timezone=desk.zone)


def asked_filters(data: Mapping[str, Any], desk: Desk) -> Filters:
    """The filters of an address. Raises Invalid, with the messages by field."""
    form = FiltersForm(data, today=today_at(desk))
    if form.is_valid():
        return form.filters()
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    message = " ".join(text for texts in errors.values() for text in texts)
    raise Invalid(message, details={"by_field": errors})


def in_words(filters: Filters, desk: Desk) -> Iterator[tuple[str, str]]:
    """The filters as a reader of a file or a printed page needs them."""
    yield _("Count"), str(Figure(filters.figure).label)
    yield _("Period"), words.span(filters.period)
    yield _("Rows"), str(Grain(filters.grain).label)
    yield _("Compared with"), words.span(filters.before) if filters.before else words.DASH
    yield _("Team"), filters.scope.team.name if filters.scope.team else _("All teams")
    yield _("Topic"), filters.scope.topic.name if filters.scope.topic else _("All topics")
    yield _("Time zone"), desk.time_zone
