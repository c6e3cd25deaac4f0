"""Reading a chat without taking part in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.entries import own_words
from chat.models import Event
from chat.transcripts import happening
from chat.views.access import chat_for
from helpdesk.people.permissions import is_staff_member, only


@only(is_staff_member)
@require_safe
def reading(request: HttpRequest, chat_id: UUID) -> HttpResponse:
    """The whole log as staff may see it, internal notes with it."""
    chat = chat_for(request, chat_id, "agent", "team", "topic", "contact__ticket")
    return render(
        request,
        "chat/reading.html",
        {"chat": chat, "events": [_row(e) for e in chat.events.order_by("seq")]},
    )


def _row(event: Event) -> tuple[Event, str, str, list[dict[str, Any]]]:
    """The entry, what it says of a happening, what a person wrote, and the files with it."""
    files = event.data.get("attachments", [])
    words = happening(event.kind, event.data)
    return event, words, own_words(event.body, files), files
