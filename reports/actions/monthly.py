from __future__ import annotations

from datetime import date

from django.db import IntegrityError
from django.utils import timezone

from helpdesk.people.models import Desk, User
from reports.actions.freeze import freeze
from reports.choices import Figure
from reports.errors import NothingOnRecord, NotOver
from reports.filters import Scope
from reports.frozen import Maker
from reports.measures.weeks import first_day
from reports.models import Run
from reports.occasions import month_to_write
from reports.periods import first_of_month, midnight
from reports.querysets import MONTHLY

LANGUAGES = ("fi", "en")
"""Those of the staff's pages: whoever reads it reads it in their own."""


def write_monthly(month: date, *, make: Maker, by: User | None = None) -> Run:
    """The service report of a month that is over: written once, whoever asks how often."""
    desk = Desk.current()
    end = midnight(first_of_month(month, 1), desk.zone)
    if end > timezone.now():
        raise NotOver
    began = first_contact_on(desk)
    if began is None or end <= midnight(began, desk.zone):
        raise NothingOnRecord(began)
    query = f"month={month:%Y-%m}"
    found = Run.objects.monthly().filter(query=query).first()
    if found:
        return found
    try:
        return freeze(MONTHLY, query, make=make, by=by, languages=LANGUAGES)
    except IntegrityError:  # another worker was quicker
        return Run.objects.monthly().get(query=query)


def first_contact_on(desk: Desk) -> date | None:
    return first_day(Figure.CONTACTS, Scope(), desk.zone)


def write_owed_monthly(*, make: Maker) -> Run | None:
    """That of last month, from the first day's morning on; none where there was no desk yet."""
    month = month_to_write(timezone.now(), Desk.current().zone)
    try:
        return write_monthly(month, make=make)
    except NothingOnRecord:
        return None
