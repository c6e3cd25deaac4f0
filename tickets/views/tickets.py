"""The list of tickets."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.people.permissions import is_staff_member, only
from tickets.forms import TicketFilter
from tickets.views.access import StaffRequest

PAGE = 50


@only(is_staff_member)
@require_safe
def tickets(request: StaffRequest) -> HttpResponse:
    """Unsolved tickets, newest first, unless something else is asked for."""
    form = TicketFilter(request.GET)
    chosen = form.chosen(request.user).select_related("requester", "topic", "team", "assignee")
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "page": page, "asked": asked.urlencode()}
    return render(request, "tickets/tickets.html", context)
