"""The work that the program owes: ended chats without a ticket, replies that no mail brought."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.models import Chat, Comment
from helpdesk.people.permissions import only, sees_reports

SHOWN = 100


@only(sees_reports)
@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """The first must read 0 a moment after each chat; the other waits for a person. Longest owed
    first.
    """
    chats, replies = Chat.objects.owed_a_ticket(), Comment.objects.given_up()
    oldest = chats.select_related("agent", "topic").order_by("ended_at", "pk")[:SHOWN]
    context = {
        "count": chats.count(),
        "chats": oldest,
        "unmailed_count": replies.count(),
        "unmailed": replies.select_related("ticket", "author")[:SHOWN],
    }
    return render(request, "chat/owed.html", context)
