"""The supervisor's pages: the desk as it is now, and who was hostile."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from chat.actions import lift_blocks
from chat.choices import AwayReason
from chat.models import Incident
from helpdesk.people.permissions import only, sees_reports, staff_of

SHOWN = 50


@only(sees_reports)
@require_safe
@ensure_csrf_cookie
def supervisor(request: HttpRequest) -> HttpResponse:
    """The page; what it shows comes over the socket."""
    body_chars = settings.CHAT["body_chars"]
    return render(
        request,
        "chat/supervisor.html",
        {"reasons": AwayReason.choices, "body_chars": body_chars},
    )


@only(sees_reports)
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """The latest incidents, with the blocks that came of them."""
    latest = Incident.objects.select_related("chat", "by").prefetch_related("blocks__lifted_by")
    return render(
        request,
        "chat/blocks.html",
        {"incidents": latest.order_by("-at", "-pk")[:SHOWN], "now": timezone.now()},
    )


@only(sees_reports)
@require_POST
def lift(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Ends the blocks of an incident before their time."""
    lift_blocks(incident_id, by=staff_of(request))
    messages.success(request, _("The block is lifted: this person may chat again."))
    return redirect("chat:blocks")
