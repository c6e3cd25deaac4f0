"""Bringing two tickets about one issue together: which one, then a look at both, then the deed."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.errors import DomainError
from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import merge_tickets
from tickets.models import Ticket
from tickets.querysets import TicketQuerySet
from tickets.views.access import StaffRequest, ticket_of

PROPOSED = 8
FOUND = 20


@only(is_staff_member)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: StaffRequest, number: int) -> HttpResponse:
    """Asked with a number it shows both tickets, with words what they may mean; posted, merges."""
    found = ticket_of(number)
    if found.merged_into_id is not None:
        return redirect("tickets:ticket", found.pk)
    text = (request.POST or request.GET).get("into", "").replace("\0", "").strip()[:200]
    target = _named(text)
    if target is None or target == found:
        return _choose(request, found, text, is_itself=target is not None)
    if request.method != "POST":
        return _compare(request, found, target)
    other_person = request.POST.get("other_person") == "on"
    try:
        kept = merge_tickets(found, into=target, by=request.user, other_person=other_person)
    except DomainError as error:
        return _compare(request, found, target, error)
    said = _("#%(number)s was merged into this ticket.") % {"number": found.pk}
    messages.success(request, said)
    return redirect("tickets:ticket", kept.pk)


@only(is_staff_member)
@require_POST
def targets(request: StaffRequest, number: int) -> HttpResponse:
    """What the words typed so far may mean. A POST, so that they stay out of addresses and logs."""
    found, text = ticket_of(number), request.POST.get("q", "").replace("\0", "").strip()[:200]
    proposed = proposals(found, text)[:PROPOSED] if text else []
    return render(request, "tickets/_merge_targets.html", {"targets": proposed})


def proposals(ticket: Ticket, text: str = "") -> TicketQuerySet:
    """Where this ticket may go: those that fit the words, else the others of its person."""
    open_to_it = Ticket.objects.may_take_in(ticket).select_related("requester")
    if text:
        return open_to_it.matching(text).order_by("-created_at", "-pk")
    return open_to_it.of(ticket.requester)


def _named(text: str) -> Ticket | None:
    """The ticket with this number, or the one that it was merged into."""
    if not re.fullmatch(r"#?[0-9]{1,18}", text):
        return None
    with_all = Ticket.objects.select_related("requester", "merged_into__requester")
    ticket = with_all.filter(pk=int(text.lstrip("#"))).first()
    return ticket.kept if ticket else None


def _choose(request: StaffRequest, ticket: Ticket, text: str, *, is_itself: bool) -> HttpResponse:
    context = {
        "ticket": ticket,
        "text": text,
        "is_itself": is_itself,
        "found": [] if is_itself else proposals(ticket, text)[:FOUND],
        "targets": proposals(ticket)[:PROPOSED],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "tickets/merge_choose.html", context, status=status)


def _compare(
    request: StaffRequest, ticket: Ticket, target: Ticket, error: DomainError | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "ticket": ticket,
        "target": target,
        "error": error.message if error else "",
        "both": [
            (each, each.contacts.count(), each.comments.count(), each.attachments.count())
            for each in (ticket, target)
        ],
        "of_two_people": ticket.requester_id != target.requester_id,
    }
    status = error.status if error else 200
    return render(request, "tickets/merge.html", context, status=status)
