"""The agent's console: one page that the chat socket keeps alive, and its lists."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chat.choices import AwayReason
from chat.forms import ClosingForm
from chat.models import Chat
from helpdesk.people.models import User
from helpdesk.people.permissions import is_staff_member, only, staff_of

DONE_SHOWN = 30
SAID_BY_THE_PROGRAM = {AwayReason.MISSED, AwayReason.FORGOTTEN}


@only(is_staff_member)
@require_safe
@ensure_csrf_cookie
def console(request: HttpRequest) -> HttpResponse:
    """The page; chats, queue and presence come over the socket."""
    return render(
        request,
        "chat/console.html",
        {
            "closing": ClosingForm(),
            "capacities": range(1, 7),
            "away_reasons": [
                (r.value, r.label) for r in AwayReason if r not in SAID_BY_THE_PROGRAM
            ],
            "body_chars": settings.CHAT["body_chars"],
            **done_today(staff_of(request)),
        },
    )


@only(is_staff_member)
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The topics one chooses from, as they are now (a console stays open all day)."""
    return HttpResponse(str(ClosingForm()["topic"]))


@only(is_staff_member)
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """What this agent has finished today, with the tickets made of it (a part of the console)."""
    return render(request, "chat/_done.html", done_today(staff_of(request)))


def done_today(agent: User) -> dict[str, object]:
    """Today is the desk's day: pages run in its zone."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    ended = Chat.objects.handled_by(agent).ended_since(midnight)
    shown = list(ended.select_related("contact__ticket", "topic")[:DONE_SHOWN])
    owed = sum(chat.handed_off_at is None for chat in shown)
    return {"done": shown, "done_count": ended.count(), "owed": owed}
