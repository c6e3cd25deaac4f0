"""Who the person in a chat is: a part of the console, fetched when a chat is looked at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.models import Chat
from chat.views.access import chat_for
from helpdesk.people.models import User
from helpdesk.people.permissions import is_staff_member, only, staff_of

SHOWN = 6


@only(is_staff_member)
@require_safe
def person(request: HttpRequest, chat_id: UUID) -> HttpResponse:
    """Name and address as typed (not proved: the page says so), and what was asked before."""
    chat = chat_for(request, chat_id, "contact__requester")
    context = {"chat": chat, **_history(chat, staff_of(request))}
    return render(request, "chat/_person.html", context)


def _history(chat: Chat, reader: User) -> dict[str, object]:
    """All open tickets: what is still promised to the person. Of the rest the latest."""
    requester = chat.contact.requester
    if requester is None:
        return {"requester": None}
    known = requester.tickets.order_by("-created_at")
    unsolved = list(known.unsolved().select_related("assignee", "team").with_last_answer())
    contacts = requester.contacts.exclude(pk=chat.contact_id).select_related("topic", "agent")
    latest = list(contacts.order_by("-started_at")[:SHOWN])
    chats = {
        each.contact_id: each for each in Chat.objects.visible_to(reader).filter(contact__in=latest)
    }
    return {
        "requester": requester,
        "contacts": [(contact, chats.get(contact.pk)) for contact in latest],
        "open_tickets": unsolved,
        "done_tickets": known.solved()[:SHOWN],
    }
