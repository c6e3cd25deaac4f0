"""The work that the program owes: ended chats whose ticket is not stored yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.models import Chat
from helpdesk.people.permissions import only, sees_reports

SHOWN = 100


@only(sees_reports)
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """Must read 0 a moment after each chat. Longest owed first."""
    chats = Chat.objects.owed_a_ticket()
    oldest = chats.select_related("agent", "topic").order_by("ended_at", "pk")[:SHOWN]
    return render(request, "chat/owed.html", {"count": chats.count(), "chats": oldest})
