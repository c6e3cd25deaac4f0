"""Scheduled mails of saved views: made, paused, started again, ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.errors import DomainError
from helpdesk.people.models import User
from helpdesk.people.permissions import only, sees_reports, staff_of
from reports import actions
from reports.models import Delivery
from reports.view_forms import DeliveryForm


@require_http_methods(["GET", "HEAD", "POST"])
@only(sees_reports)
def deliveries(request: HttpRequest) -> HttpResponse:
    """Those that concern oneself; a POST schedules one more."""
    user = staff_of(request)
    first = {"view": request.GET.get("view"), "recipient": user.pk}
    given = request.POST if request.method == "POST" else None
    form = DeliveryForm(given, user=user, initial=first)
    if request.method == "POST" and form.is_valid() and _scheduled(request, form, user):
        return redirect("reports:deliveries")
    rows = Delivery.objects.concerning(user).with_owed_copies()
    rows = rows.select_related("view", "view__owner", "recipient")
    context = {"form": form, "deliveries": rows}
    status = 400 if request.method == "POST" else 200
    return render(request, "reports/deliveries.html", context, status=status)


def _scheduled(request: HttpRequest, form: DeliveryForm, user: User) -> bool:
    data: dict[str, Any] = dict(form.cleaned_data)
    band = data.pop("band_low"), data.pop("band_high")
    try:
        actions.schedule_delivery(data.pop("view"), **data, band=band, by=user)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return False
    messages.success(request, _("The mail is scheduled."))
    return True


@require_POST
@only(sees_reports)
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Pauses what runs, starts what is paused or was stopped: as the button said."""
    _concerning(request, pk)
    is_active = request.POST.get("active") == "1"
    actions.set_delivery(pk, is_active=is_active, by=staff_of(request))
    return redirect("reports:deliveries")


@require_POST
@only(sees_reports)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    _concerning(request, pk)
    actions.delete_delivery(pk, by=staff_of(request))
    return redirect("reports:deliveries")


def _concerning(request: HttpRequest, pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.concerning(staff_of(request)), pk=pk)
