"""The front door: leads each kind of person to the right place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from helpdesk.people.choices import Role
from helpdesk.people.permissions import is_staff_member


def home(request: HttpRequest) -> HttpResponse:
    """Visitors to the chat page, agents and supervisors to the console, managers to the reports."""
    if not is_staff_member(request.user):
        return redirect("chat:visitor")
    if request.user.role == Role.MANAGER:
        return redirect("reports:index")
    return redirect("chat:console")
