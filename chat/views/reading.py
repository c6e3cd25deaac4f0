"""Reading a chat without taking part in it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.transcripts import happening
from chat.views.access import chat_for
from helpdesk.people.permissions import is_staff_member, only


@only(is_staff_member)
@require_safe
def reading(request: HttpRequest, chat_id: UUID) -> HttpResponse:
    """The whole log as staff may see it, internal notes with it."""
    chat = chat_for(request, chat_id, "agent", "team", "topic", "contact__ticket")
    events = [(event, happening(event.kind, event.data)) for event in chat.events.order_by("seq")]
    return render(request, "chat/reading.html", {"chat": chat, "events": events})
