"""An agent's own figures. There is no way to anybody else's: the address names nobody."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chat.models import Relief
from chat.queue import midnight
from chat.reply_gaps import own_hours
from helpdesk.people.models import Desk
from helpdesk.people.permissions import is_staff_member, only, staff_of

DAYS, MORE_DAYS = 28, 84


@only(is_staff_member)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Today, the last four and twelve weeks, and when and why one chat fewer was taken."""
    user, desk, now = staff_of(request), Desk.current(), timezone.now()
    today = midnight(now, desk)
    since = today - timedelta(days=DAYS)
    periods = {
        "today": own_hours(user.pk, today, now),
        "weeks": own_hours(user.pk, since, now),
        "more": own_hours(user.pk, today - timedelta(days=MORE_DAYS), now),
    }
    reliefs = Relief.objects.filter(user=user, starts_at__gte=since).order_by("-starts_at")
    shown = {
        "periods": periods,
        "reliefs": reliefs,
        "desk": desk,
        "days": DAYS,
        "more_days": MORE_DAYS,
    }
    return render(request, "chat/own.html", shown)
