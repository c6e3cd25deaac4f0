"""What is kept of one person: seen in numbers, handed out, erased."""

from __future__ import annotations

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chat.actions import erase_person
from chat.dossier import Dossier
from chat.forms import EraseForm
from chat.kept import kept_of
from chat.zipping import one_by_one, zipped
from helpdesk.errors import DomainError, NotFound
from helpdesk.people.actions import record_export
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import PrivacyRecord, Requester
from helpdesk.people.permissions import administrates, only, sees_reports, staff_of


@only(sees_reports)
@never_cache
@require_safe
def kept(request: HttpRequest, number: int) -> HttpResponse:
    """How much there is, and what may be done with it."""
    person = _person(number)
    return _page(request, person, EraseForm(number=person.pk))


@only(sees_reports)
@require_POST
def export(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """A ZIP with all of it. That somebody got it is written down first."""
    person = _person(number)
    record_export(person, by=staff_of(request), **kept_of(person.pk).counts)
    response = StreamingHttpResponse(
        one_by_one(zipped(Dossier(person).files())), content_type="application/zip"
    )
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@only(administrates)
@require_POST
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Erases, once the person's number was typed."""
    person = _person(number)
    form = EraseForm(request.POST, number=person.pk)
    if not form.is_valid():
        return _page(request, person, form, status=400)
    reason = PrivacyReason(form.cleaned_data["reason"])
    try:
        erase_person(person.pk, by=staff_of(request), reason=reason)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _page(request, person, form, status=error.status)
    except OperationalError:
        # Who it was may be forgotten already; the sweep does the rest, or the button again.
        messages.warning(request, _("This takes longer. Look again in a few minutes."))
    else:
        messages.success(request, _("The person is erased. Nothing of what was said is kept."))
    return redirect("chat:kept", person.pk)


def _person(number: int) -> Requester:
    found = Requester.objects.select_related("merged_into").filter(pk=number).first()
    if found is None:
        raise NotFound
    return found.kept


def _page(
    request: HttpRequest, person: Requester, form: EraseForm, *, status: int = 200
) -> HttpResponse:
    done = PrivacyRecord.objects.filter(number=person.pk).select_related("by")
    context = {
        "person": person,
        "kept": kept_of(person.pk),
        "form": form if administrates(request.user) and not person.erased_at else None,
        "done": done,
    }
    return render(request, "chat/kept.html", context, status=status)
