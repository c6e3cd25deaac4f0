"""Making an instruction of what was answered in a chat."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from chat.handoff import draft_instruction
from chat.views.access import chat_for
from helpdesk.people.permissions import is_staff_member, only, sees_reports


@only(is_staff_member)
@require_POST
def draft(request: HttpRequest, chat_id: UUID) -> JsonResponse:
    """201 with the draft's title, and its address for those who may finish it.

    `entry` is the number of the one answer to take; without it all answers are taken.
    """
    chat = chat_for(request, chat_id, "contact__requester", "topic")
    entry = request.POST.get("entry", "")
    made = draft_instruction(
        chat, entry=int(entry) if entry.isdecimal() and len(entry) < 10 else None
    )
    may_finish = sees_reports(request.user)
    url = reverse("admin:tickets_article_change", args=[made.pk]) if may_finish else None
    return JsonResponse({"title": made.title, "url": url}, status=201)
