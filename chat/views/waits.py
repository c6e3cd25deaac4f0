"""How true the waits are that visitors are told: a page for supervisors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chat.accuracy import ENOUGH
from chat.told import told_waits
from helpdesk.people.permissions import only, sees_reports

PERIODS = (7, 28)


@only(sees_reports)
@require_safe
def waits(request: HttpRequest) -> HttpResponse:
    """The last seven and 28 days; where there is not enough to tell, it says so."""
    now = timezone.now()
    periods = [told_waits(now, days=days) for days in PERIODS]
    return render(request, "chat/waits.html", {"periods": periods, "enough": ENOUGH})
