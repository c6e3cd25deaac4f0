"""The visitor's page. The chat itself goes over the socket; this shows how the desk stands."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chat.desk import situation
from chat.door import mark, newcomers_state
from chat.handoff import offered_topics
from chat.views.opening import opening_words, wait_words, week_rows
from helpdesk.people.languages import nearest


@require_safe
def visitor(request: HttpRequest) -> HttpResponse:
    """Open to everybody."""
    return render(request, "chat/visitor.html", page_context(nearest(get_language() or "")))


def page_context(language: str, *, team: int | None = None) -> dict[str, Any]:
    """What the page shows to whoever wants to chat with this team.

    The patterns go to the scripts too, which keep the words up to date.
    """
    now = situation(team=team)
    opens = now.next_open_at and timezone.localtime(now.next_open_at)
    wait_pattern = _("Expected wait: {time}.")
    place = now.newcomer
    opens_pattern = _("Chat opens: {when}.")
    return {
        "now": now,
        "topics": offered_topics(language),
        "hours": week_rows(now.calendar, language),
        "wait_pattern": wait_pattern,
        "wait": wait_pattern.format(time=wait_words(place.low_s, place.high_s)),
        "is_long": place.high_s is None,
        "mark": mark(newcomers_state(now)),
        "opens_pattern": opens_pattern,
        "opens": opens_pattern.format(when=opening_words(opens, language)) if opens else "",
        "form_url": reverse("tickets:form"),
        "limit": settings.CHAT["body_chars"],
    }
