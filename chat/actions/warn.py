"""A hostile visitor is warned, in words that nobody has to find in anger."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override

from chat import log
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.entries import Entry
from chat.errors import ChatClosed, UnknownChat
from chat.events import tell
from chat.permissions import may_act
from helpdesk.people.models import Desk, User


def warn_visitor(chat: UUID, *, by: User, client_id: UUID | None = None) -> tuple[Entry, bool]:
    """Says the desk's warning in the chat's language; returns its entry, and whether it was there.

    Its agent or a supervisor may. Raises `UnknownChat`, `ChatClosed`.
    """
    with transaction.atomic():
        found = lock(chat)
        before = log.stored(found, client_id, kind=EventKind.MESSAGE)
        if before:
            return before, True
        if not may_act(found, by):
            raise UnknownChat
        if found.ended_at:
            raise ChatClosed
        found.warned_at = timezone.now()
        found.save(update_fields=["warned_at"])
        entry = log.record(
            found,
            kind=EventKind.MESSAGE,
            role=Speaker.SYSTEM,
            client_id=client_id,
            body=warning_in(found.language),
            data={"warning": True},
        )
        holder = {found.agent_id: found.pk} if found.agent_id else None
        tell(entry, cards=holder, queue=False)
        return entry, False


def warning_in(language: str) -> str:
    """What the desk says to hostile visitors in this language."""
    own = getattr(Desk.current(), f"warning_{language}").strip()
    if own:
        return str(own)
    with override(language):
        return gettext(
            "We are glad to help, but not like this. Please write in a civil tone:"
            " otherwise we end this chat."
        )
