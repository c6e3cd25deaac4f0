"""Signs of life of whoever has the page of a ticket open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from helpdesk.people.permissions import is_staff_member, only
from tickets.actions import see_events
from tickets.looking import look_at
from tickets.models import Ticket
from tickets.views.access import StaffRequest
from tickets.views.notices import is_number


@only(is_staff_member)
@require_POST
def looking(request: StaffRequest, number: int) -> HttpResponse:
    """Who else is there. With `event` its reader knows the ticket's history up to this one."""
    ticket = get_object_or_404(Ticket.objects.only("pk"), pk=number)
    event = request.POST.get("event", "")
    if is_number(event):
        see_events(request.user, events=[int(event)])
    others = look_at(ticket.pk, request.user, writes=request.POST.get("writes") == "1")
    return render(request, "tickets/_lookers.html", {"others": others})
