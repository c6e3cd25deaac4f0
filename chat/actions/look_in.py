"""A supervisor reads a chat while it goes on. Its agent is told: nobody is watched in secret."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import log
from chat.actions.state import lock
from chat.choices import EventKind, Speaker
from chat.errors import ChatClosed
from chat.events import tell
from chat.models import Chat
from chat.permissions import as_supervisor
from helpdesk.people.models import User

SAME_LOOK = timedelta(minutes=5)
"""A window that comes back within this time goes on with the same look."""


def look_in(chat: UUID, *, by: User) -> Chat:
    """Lets a supervisor follow an open chat, and notes it in the log for its agent.

    Raises `NotAllowed`, `UnknownChat`, `ChatClosed`.
    """
    supervisor = as_supervisor(by)
    with transaction.atomic():
        found = lock(chat)
        if found.ended_at:
            raise ChatClosed
        if found.agent_id != supervisor.pk and not _looks_already(found, supervisor):
            entry = log.record(
                found,
                kind=EventKind.JOINED,
                role=Speaker.AGENT,
                author=supervisor,
                data={"agent": supervisor.public_name},
                is_internal=True,
            )
            tell(entry, queue=False)
        return found


def _looks_already(chat: Chat, supervisor: User) -> bool:
    return bool(
        chat.events.filter(
            kind=EventKind.JOINED, author=supervisor, at__gt=timezone.now() - SAME_LOOK
        ).exists()
    )
