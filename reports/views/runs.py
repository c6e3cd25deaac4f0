"""Frozen reports: shown, printed and fetched as they were; the monthly ones noted and approved."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.errors import Invalid, NotFound
from helpdesk.people.permissions import only, sees_reports, staff_of
from reports import actions
from reports.asking import desk_of
from reports.documents import asked_again, make_document, month_of, monthly_title, report_of
from reports.exports.xlsx import grids_to_xlsx
from reports.frozen import Document, loaded
from reports.models import Run
from reports.occasions import month_to_write
from reports.paper.pages import printed
from reports.permissions import approves
from reports.view_forms import MonthForm, NoteForm
from reports.views.any_report import drawn
from reports.views.files import PDF, XLSX, download

A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@only(sees_reports)
def runs(request: HttpRequest) -> HttpResponse:
    """All that is kept, newest first; a POST freezes a report as it is now."""
    if request.method == "POST":
        return _freeze(request)
    rows = Run.objects.without_answers().select_related("made_by", "delivery__recipient")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/runs.html", {"page": page, "runs": titled(page)})


def _freeze(request: HttpRequest) -> HttpResponse:
    slug, query = request.POST.get("slug", ""), request.POST.get("query", "")
    report = report_of(slug)
    asked = asked_again(report, query, desk_of(request))
    run = actions.freeze(
        slug,
        asked.query(report.parameters),
        make=make_document,
        by=staff_of(request),
        languages=[language()],
    )
    return redirect("reports:run", run.pk)


@require_safe
@only(sees_reports)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Run.objects.select_related("approved_by", "made_by"), pk=pk)
    document = document_of(found)
    context = {
        "run": found,
        "document": document,
        "kept_in": language_of(found),
        "form": NoteForm(initial={"note": found.note}),
        "may_approve": approves(request.user),
    }
    return render(request, "reports/run.html", context)


@require_safe
@only(sees_reports)
def run_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Run.objects.select_related("approved_by"), pk=pk)
    with override(language_of(found)):
        content = printed(document_of(found), run=found, up_to=found.up_to, desk=desk_of(request))
    return download(content, PDF, file_name(found, "pdf"))


@require_safe
@only(sees_reports)
def run_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Run, pk=pk)
    document = document_of(found)
    grids = [grid for section in document.sections for grid in section.answer.grids]
    content = grids_to_xlsx(grids, document.definitions, document.sections[0].filters)
    return download(content, XLSX, file_name(found, "xlsx"))


@require_safe
@only(sees_reports)
def run_picture(request: HttpRequest, pk: int, place: int, key: str) -> HttpResponse:
    """A picture of the section at `place`, counted from 0."""
    sections = document_of(get_object_or_404(Run, pk=pk)).sections
    for section in sections[place : place + 1]:
        for picture in section.answer.pictures:
            if picture.key == key:
                return drawn(request, picture)
    raise NotFound


@require_http_methods(["GET", "HEAD", "POST"])
@only(sees_reports)
def monthly(request: HttpRequest) -> HttpResponse:
    """The service reports; a POST writes that of a month which is over, if it is not there."""
    last = month_to_write(timezone.now(), desk_of(request).zone)
    given = request.POST if request.method == "POST" else None
    form = MonthForm(given, initial={"month": last})
    if request.method == "POST":
        if not form.is_valid():
            raise Invalid(" ".join(str(text) for text in form.errors["month"]))
        month = form.first_day()
        written = actions.write_monthly(month, make=make_document, by=staff_of(request))
        return redirect("reports:run", written.pk)
    rows = Run.objects.monthly().without_answers().select_related("approved_by").order_by("-query")
    return render(request, "reports/monthly.html", {"runs": titled(rows), "form": form})


@require_POST
@only(sees_reports)
def note(request: HttpRequest, pk: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(str(text) for text in form.errors["note"]))
    get_object_or_404(Run.objects.monthly(), pk=pk)
    actions.note_run(pk, note=form.cleaned_data["note"], by=staff_of(request))
    return redirect("reports:run", pk)


@require_POST
@only(sees_reports)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Run.objects.monthly(), pk=pk)
    actions.approve_run(pk, by=staff_of(request))
    return redirect("reports:run", pk)


def titled(runs: Iterable[Run]) -> list[tuple[Run, str]]:
    """Each with its title: monthly ones, which are kept in several languages, in the reader's."""
    return [
        (run, monthly_title(month_of(run.query)) if run.is_monthly else run.title) for run in runs
    ]


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def language_of(run: Run) -> str:
    """The reader's, where it was kept."""
    return language() if language() in run.answer else run.language


def document_of(run: Run) -> Document:
    return loaded(run.answer[language_of(run)])


def file_name(run: Run, suffix: str) -> str:
    day = timezone.localtime(run.up_to).date()
    name = run.query.removeprefix("month=") if run.is_monthly else day.isoformat()
    return f"{run.slug}-{name}.{suffix}"
