"""Any report of the catalogue: its page, its files, its pictures, and the lists behind figures."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from helpdesk.errors import NotFound
from helpdesk.people.permissions import only, reads_contacts, sees_reports
from reports.asking import (
    asked_filters,
    desk_of,
    form_for,
    in_words,
    refuse_bad,
    today_at,
)
from reports.catalogue import BY_SLUG, REPORTS
from reports.charts import looks
from reports.charts.renderer import name_of
from reports.charts.renderer import render as render_spec
from reports.documents import asked_again, document_of, report_of, words_of
from reports.exports.csv import grid_to_csv
from reports.exports.xlsx import grids_to_xlsx
from reports.forms import FiltersForm
from reports.lists import Pages
from reports.paper.pages import printed
from reports.report import Answer, Asked, Picture, Report
from reports.subsets import asked_subset
from reports.views.files import PDF, XLSX, download


@require_safe
@only(sees_reports)
def report(request: HttpRequest, slug: str) -> HttpResponse:
    found = of_catalogue(slug)
    form = form_for(found, request.GET, desk_of(request))
    context: dict[str, Any] = {"report": found, "form": form, "reports": REPORTS}
    if not form.is_valid():
        return render(request, "reports/report.html", context, status=400)
    asked = asked_by(form, request)
    answer = found.answer(asked)
    query = asked.query(found.parameters)
    context |= {"answer": answer, "query": query, "filters_in_words": words_of(found, asked)}
    return render(request, "reports/report.html", context)


@require_safe
@only(sees_reports)
def report_csv(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    found, asked, answer = answered(request, slug)
    for grid in answer.grids:
        if grid.key == key:
            name = file_name(found, asked, key, "csv")
            return download(grid_to_csv(grid), "text/csv; charset=utf-8", name)
    raise NotFound


@require_safe
@only(sees_reports)
def report_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    found, asked, answer = answered(request, slug)
    content = grids_to_xlsx(answer.grids, found.definitions, words_of(found, asked))
    return download(content, XLSX, file_name(found, asked, found.slug, "xlsx"))


@require_safe
@only(sees_reports)
def report_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """On paper; also the pages that have a form of their own."""
    found, desk, now = report_of(slug), desk_of(request), timezone.now()
    asked = asked_again(found, request.GET.urlencode(), desk)
    content = printed(document_of(found, asked), up_to=now, desk=desk)
    return download(content, PDF, file_name(found, asked, found.slug, "pdf"))


@require_safe
@only(sees_reports)
def report_picture(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    _found, _asked, answer = answered(request, slug)
    for picture in answer.pictures:
        if picture.key == key:
            return drawn(request, picture)
    raise NotFound


@require_safe
@only(sees_reports)
def contacts(request: HttpRequest) -> HttpResponse:
    """Exactly what a figure counts, newest first."""
    desk = desk_of(request)
    filters = asked_filters(request.GET, desk)
    subset = asked_subset(filters, request.GET)
    page = Pages(subset, desk.zone).get_page(request.GET.get("page"))
    narrowed = {name.removeprefix("of-") for name, _value in subset.conditions}
    uses = {"team", "topic", "without"} - narrowed
    filtered = (f"{name}: {value}" for name, value in in_words(filters, desk, uses=uses))
    words = [*filter(None, subset.in_words()), *filtered]
    context = {"subset": subset, "page": page, "conditions": words}
    return render(request, "reports/contacts.html", context)


def of_catalogue(slug: str) -> Report:
    if slug not in BY_SLUG:
        raise NotFound
    return BY_SLUG[slug]


def asked_by(form: FiltersForm, request: HttpRequest) -> Asked:
    desk = desk_of(request)
    return Asked(
        form.filters(),
        desk,
        today_at(desk),
        form.numbers(),
        reads_contacts=reads_contacts(request.user),
    )


def answered(request: HttpRequest, slug: str) -> tuple[Report, Asked, Answer]:
    found = of_catalogue(slug)
    desk = desk_of(request)
    form = form_for(found, request.GET, desk)
    refuse_bad(form)
    asked = asked_by(form, request)
    return found, asked, found.answer(asked)


def file_name(found: Report, asked: Asked, key: str, suffix: str) -> str:
    period = asked.filters.period
    return f"{found.number:02d}-{key}-{period.first}-{period.last}.{suffix}"


def drawn(request: HttpRequest, picture: Picture) -> HttpResponse:
    """The picture, or 304 where the browser has just this one."""
    try:
        look = looks.look(request.GET.get("scheme", "light"), request.GET.get("size", "broad"))
    except KeyError:
        raise NotFound from None
    spec = picture.spec(look) if picture.spec else {"svg": picture.svg(look) if picture.svg else ""}
    headers = {"ETag": f'"{name_of(spec)}"', "Cache-Control": "private, no-cache"}
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponse(status=304, headers=headers)
    content = render_spec(spec) if picture.spec else spec["svg"]
    return HttpResponse(content, content_type="image/svg+xml", headers=headers)
