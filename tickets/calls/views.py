"""Logging a call: the answers that the call form of the console asks for."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from helpdesk.people.models import Requester
from helpdesk.people.permissions import is_staff_member, only, staff_of
from tickets.actions import log_call
from tickets.calls.forms import CallForm
from tickets.models import Ticket

FOUND = 8
SHORTEST = 2


@only(is_staff_member)
@require_POST
def log(request: HttpRequest) -> JsonResponse:
    """201 with the ticket's number; 400 with a sentence for each field that must be mended."""
    form = CallForm(request.POST)
    if not form.is_valid():
        errors = {name: str(messages[0]) for name, messages in form.errors.items()}
        return JsonResponse({"errors": errors}, status=400)
    contact = log_call(agent=staff_of(request), **form.cleaned_data)
    url = reverse("tickets:ticket", args=[contact.ticket_id])
    return JsonResponse({"ticket": contact.ticket_id, "url": url}, status=201)


@only(is_staff_member)
@require_POST
def callers(request: HttpRequest) -> HttpResponse:
    """Whom the words typed so far may mean, each with the tickets that a call may join.

    A POST, so that names and numbers stay out of addresses, and so of logs.
    """
    text = request.POST.get("q", "").replace("\0", "").strip()[:100]
    unsolved = Ticket.objects.unsolved().order_by("-created_at")
    with_tickets = Prefetch("tickets", unsolved, to_attr="open_tickets")
    found = Requester.objects.matching(text).prefetch_related(with_tickets)[:FOUND]
    people = found if len(text) >= SHORTEST else []
    return render(request, "tickets/_callers.html", {"people": people})
