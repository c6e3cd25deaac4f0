"""Saved views: a report as somebody asked it, under a name."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.errors import Invalid, NotFound
from helpdesk.people.permissions import only, sees_reports, staff_of
from reports import actions
from reports.asking import desk_of
from reports.composed import channel_mix, front
from reports.documents import asked_again, report_of
from reports.models import SavedView
from reports.view_forms import NewViewForm, SaveViewForm


@require_http_methods(["GET", "HEAD", "POST"])
@only(sees_reports)
def saved(request: HttpRequest) -> HttpResponse:
    """All that one sees; a POST saves one more."""
    if request.method == "POST":
        return _save(request)
    user = staff_of(request)
    views = SavedView.objects.seen_by(user).select_related("owner")
    return render(request, "reports/saved.html", {"views": [(v, title_of(v)) for v in views]})


def _save(request: HttpRequest) -> HttpResponse:
    form = NewViewForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Give the view a name of at most 80 characters."))
    data, report = form.cleaned_data, report_of(form.cleaned_data["slug"])
    query = asked_again(report, data["query"], desk_of(request)).query(report.parameters)
    view = actions.save_view(
        report.slug, query, name=data["name"], is_shared=data["is_shared"], by=staff_of(request)
    )
    messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(address_of(view.slug, view.query))


@require_safe
@only(sees_reports)
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to the report."""
    view = _seen(request, pk)
    return redirect(address_of(view.slug, view.query))


@require_POST
@only(sees_reports)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    view, form = _seen(request, pk), SaveViewForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("Give the view a name of at most 80 characters."))
    actions.rename_view(view, **form.cleaned_data, by=staff_of(request))
    return redirect("reports:saved")


@require_POST
@only(sees_reports)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = _seen(request, pk)
    actions.delete_view(view, by=staff_of(request))
    messages.success(request, _("“%(name)s” is deleted.") % {"name": view.name})
    return redirect("reports:saved")


def address_of(slug: str, query: str) -> str:
    """Where a report is looked at; raises NotFound for one that is no more."""
    report = report_of(slug)
    names = {front.REPORT.slug: "reports:index", channel_mix.REPORT.slug: "reports:channel-mix"}
    path = reverse(names[slug]) if slug in names else reverse("reports:report", args=[report.slug])
    if slug == front.REPORT.slug and "of" not in QueryDict(query):
        query = "&".join(part for part in ("of=contacts", query) if part)  # its own default differs
    return f"{path}?{query}" if query else path


def title_of(view: SavedView) -> str:
    """Of the report; empty for one that is no more."""
    try:
        return str(report_of(view.slug).title)
    except NotFound:
        return ""


def _seen(request: HttpRequest, pk: int) -> SavedView:
    """What others do not share does not exist."""
    return get_object_or_404(SavedView.objects.seen_by(staff_of(request)), pk=pk)
