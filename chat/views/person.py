"""Who the person in a chat is: a part of the console, fetched when a chat is looked at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.models import Chat
from chat.views.access import chat_for
from helpdesk.people.permissions import is_staff_member, only

SHOWN = 6


@only(is_staff_member)
@require_safe
def person(request: HttpRequest, chat_id: UUID) -> HttpResponse:
    """Name and address as typed (not proved: the page says so), and what was asked before."""
    chat = chat_for(request, chat_id, "contact__requester")
    return render(request, "chat/_person.html", {"chat": chat, **_history(chat)})


def _history(chat: Chat) -> dict[str, object]:
    requester = chat.contact.requester
    if requester is None:
        return {"requester": None}
    contacts = requester.contacts.exclude(pk=chat.contact_id).select_related("topic")
    unsolved = list(requester.tickets.unsolved().order_by("-created_at"))
    latest = requester.tickets.order_by("-created_at")[:SHOWN]
    return {
        "requester": requester,
        "contacts": contacts.order_by("-started_at")[:SHOWN],
        "open_tickets": unsolved,
        "tickets": unsolved + [ticket for ticket in latest if ticket not in unsolved],
    }
