"""A supervisor's word to the agent in the middle of a chat; the visitor never sees it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chat import log
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.entries import Entry
from chat.errors import ChatClosed, ClientIdConflict
from chat.events import tell
from chat.permissions import as_supervisor
from helpdesk.errors import Invalid
from helpdesk.people.models import User
from helpdesk.redaction import clean


def whisper(chat: UUID, *, by: User, body: str, client_id: UUID) -> tuple[Entry, bool]:
    """Stores an internal note for whoever has the chat; returns it, and whether it was there.

    Raises `NotAllowed`, `UnknownChat`, `ChatClosed`, `ClientIdConflict`, `Invalid` for no words.
    """
    supervisor, said = as_supervisor(by), clean(body)
    if not said.text.strip():
        raise Invalid(_("There is nothing readable in it."), code="bad_frame")
    with transaction.atomic():
        found = lock(chat)
        before = log.stored(found, client_id, kind=EventKind.NOTE)
        if before and before.body != said.text:
            raise ClientIdConflict
        if before:
            return before, True
        if found.ended_at:
            raise ChatClosed
        found.masked += said.masked
        found.save(update_fields=["masked"])
        entry = log.record(
            found,
            kind=EventKind.NOTE,
            role=Speaker.AGENT,
            author=supervisor,
            client_id=client_id,
            body=said.text,
            data={"whisper": True},
            is_internal=True,
        )
        tell(entry, queue=False)
        return entry, False
