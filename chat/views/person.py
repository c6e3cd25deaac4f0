"""Who the person in a chat is: a part of the console, fetched when a chat is looked at."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chat.models import Chat
from chat.views.access import StaffRequest, chat_for
from helpdesk.people.models import Requester
from helpdesk.people.permissions import is_staff_member, only

SHOWN = 6


@only(is_staff_member)
@require_safe
def person(request: StaffRequest, chat_id: UUID) -> HttpResponse:
    """Name and address as typed, what this person asked before, and instructions that fit."""
    chat = chat_for(request, chat_id, "contact__requester", "topic")
    requester = chat.contact.requester or _with_address(chat.visitor_email)
    return render(
        request,
        "chat/_person.html",
        {"chat": chat, "requester": requester, **_history(requester, chat), **_instructions(chat)},
    )


def _with_address(email: str) -> Requester | None:
    """Whoever is known by this address. It was typed, not proved: the page says so."""
    return Requester.objects.with_email(email).first() if email else None


def _history(requester: Requester | None, chat: Chat) -> dict[str, object]:
    if requester is None:
        return {"contacts": [], "open_tickets": [], "tickets": []}
    contacts = requester.contacts.exclude(pk=chat.contact_id).select_related("topic")
    unsolved = list(requester.tickets.unsolved().order_by("-created_at"))
    latest = requester.tickets.order_by("-created_at")[:SHOWN]
    return {
        "contacts": contacts.order_by("-started_at")[:SHOWN],
        "open_tickets": unsolved,
        "tickets": unsolved + [ticket for ticket in latest if ticket not in unsolved],
    }


def _instructions(chat: Chat) -> dict[str, object]:
    """Instructions of the chat's topic, each in the visitor's language if it exists there."""
    if chat.topic is None:
        return {"articles": []}
    best: dict[str, object] = {}
    for article in chat.topic.articles.filter(is_published=True).order_by("title"):
        if article.language == chat.language or article.slug not in best:
            best[article.slug] = article
    return {"articles": list(best.values())[:SHOWN]}
