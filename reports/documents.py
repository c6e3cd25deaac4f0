"""From a report and its address to the document that pages, prints, mails and copies are of."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from helpdesk.errors import Invalid, NotFound
from helpdesk.people.models import Desk
from reports import words
from reports.asking import form_for, in_words, refuse_bad, today_at
from reports.catalogue import BY_SLUG, REPORTS
from reports.choices import Comparison, Figure, Grain
from reports.composed import COMPOSED, figures
from reports.filters import Filters
from reports.frozen import Document, Meaning, Section
from reports.periods import Period, first_of_month, last_of_month
from reports.querysets import MONTHLY
from reports.report import Answer, Asked, Report

IN_MONTHLY = (9, 11, 16, 19)
"""After the front figures: answer times, hours kept, quality, backlog."""


def report_of(slug: str) -> Report:
    """A report of the catalogue, or one of the pages with a form of their own."""
    found = BY_SLUG.get(slug) or COMPOSED.get(slug)
    if found is None:
        raise NotFound
    return found


def asked_again(report: Report, query: str, desk: Desk) -> Asked:
    """What an address asks the report today. Raises Invalid for filters that are none any more."""
    form = form_for(report, QueryDict(query), desk)
    refuse_bad(form)
    return Asked(form.filters(), desk, today_at(desk), form.numbers())


def words_of(report: Report, asked: Asked) -> list[tuple[str, str]]:
    """The filters that mean something here, and the parameters."""
    return [
        *in_words(asked.filters, asked.desk, uses=report.uses, has_period=report.has_period),
        *(
            (str(each.label), each.in_words(asked.parameters[each.name]))
            for each in report.parameters
        ),
    ]


def section_of(report: Report, asked: Asked, answer: Answer) -> Section:
    return Section(
        report.number,
        report.slug,
        str(report.title),
        str(report.question),
        tuple((str(name), str(value)) for name, value in words_of(report, asked)),
        answer,
        tuple(Meaning(d.key, d.version, str(d.name), str(d.text)) for d in report.definitions),
        str(report.headline or ""),
    )


def document_of(report: Report, asked: Asked) -> Document:
    section = section_of(report, asked, report.answer(asked))
    return Document(section.title, asked.desk.time_zone, (section,))


def make_document(slug: str, query: str) -> Document:
    """Of any slug and query: those of saved views, and of the monthly service report."""
    desk = Desk.current()
    if slug == MONTHLY:
        return monthly_document(month_of(query), desk)
    report = report_of(slug)
    return document_of(report, asked_again(report, query, desk))


def month_of(query: str) -> date:
    """The first day of the month that a query names."""
    try:
        return date.fromisoformat(f"{QueryDict(query).get('month', '')}-01")
    except ValueError:
        raise Invalid(_("This is no month. Write it as 2026-01.")) from None


def monthly_document(month: date, desk: Desk) -> Document:
    """The monthly service report: front figures and what belongs to them, of one calendar month."""
    period = Period(first_of_month(month), last_of_month(month))
    filters = Filters(
        Figure.CONTACTS, period, Grain.WEEK, grain_chosen=True, comparison=Comparison.PREVIOUS
    )
    by_number = {report.number: report for report in REPORTS}
    reports = [figures.REPORT, *(by_number[n] for n in IN_MONTHLY if n in by_number)]
    sections = []
    for report in reports:
        numbers = {each.name: each.default for each in report.parameters}
        asked = Asked(filters, desk, today_at(desk), numbers)
        sections.append(section_of(report, asked, report.answer(asked)))
    return Document(monthly_title(month), desk.time_zone, tuple(sections))


def monthly_title(month: date) -> str:
    return _("Service report, %(month)s") % {"month": words.month(month)}
