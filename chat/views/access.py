"""Which chat a member of staff asks for."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chat.models import Chat
from helpdesk.errors import NotFound
from helpdesk.people.permissions import staff_of


def chat_for(request: HttpRequest, chat_id: UUID, *related: str) -> Chat:
    """The chat, if this person may read it. A foreign and an absent one are refused alike."""
    found = Chat.objects.visible_to(staff_of(request)).filter(pk=chat_id)
    chat: Chat | None = found.select_related(*related).first()
    if chat is None:
        raise NotFound(_("There is no such chat, or it belongs to another team."))
    return chat
