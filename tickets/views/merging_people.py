"""Bringing two rows of one person together: which one, then a look at both, then the deed."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from helpdesk.errors import DomainError, NotFound
from helpdesk.people.models import Requester
from helpdesk.people.permissions import only, sees_reports
from tickets.actions import merge_requesters
from tickets.views.access import StaffRequest

FOUND = 20
PERSON = "admin:people_requester_change"
NOBODY = gettext_lazy("There is no such person. Look for them in the list.")


@only(sees_reports)
@require_http_methods(["GET", "HEAD", "POST"])
def merge_person(request: StaffRequest, number: int) -> HttpResponse:
    """Asked with a number it shows both, with words whom they may mean; posted, merges."""
    person = _person(number)
    if person is None:
        raise NotFound(NOBODY)
    if person.merged_into_id is not None:
        return redirect(PERSON, person.pk)
    text = (request.POST or request.GET).get("into", "").replace("\0", "").strip()[:200]
    target = _person(int(text)) if re.fullmatch(r"[0-9]{1,18}", text) else None
    if target is None or target.kept == person:
        return _choose(request, person, text)
    if request.method != "POST":
        return _compare(request, person, target.kept)
    try:
        kept = merge_requesters(person, into=target, by=request.user)
    except DomainError as error:
        return _compare(request, person, target.kept, error)
    messages.success(request, _("The two are one person now: %(name)s") % {"name": kept})
    return redirect(PERSON, kept.pk)


def _person(number: int) -> Requester | None:
    return Requester.objects.select_related("merged_into").filter(pk=number).first()


def _choose(request: StaffRequest, person: Requester, text: str) -> HttpResponse:
    found = Requester.objects.matching(text).exclude(pk=person.pk)[:FOUND]
    context = {"person": person, "text": text, "found": found if text else []}
    status = 400 if request.method == "POST" else 200
    return render(request, "tickets/merge_person_choose.html", context, status=status)


def _compare(
    request: StaffRequest, person: Requester, target: Requester, error: DomainError | None = None
) -> HttpResponse:
    context = {
        "person": person,
        "target": target,
        "error": error.message if error else "",
        "both": [(each, each.contacts.count(), each.tickets.count()) for each in (person, target)],
    }
    status = error.status if error else 200
    return render(request, "tickets/merge_person.html", context, status=status)
