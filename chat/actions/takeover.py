"""A supervisor takes a chat over, from its agent or from the queue."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import log
from chat.actions.accept import assign, lock_presence
from chat.actions.state import end_offer, lock, move
from chat.choices import EventKind, Joined, OfferEnd, Speaker, State
from chat.errors import ChatClosed
from chat.events import tell
from chat.models import Chat
from chat.permissions import as_supervisor
from helpdesk.people.models import User


def take_over(chat: UUID, *, by: User) -> Chat:
    """Makes an open chat the supervisor's own, whoever has it and however many they have.

    Taking what one has already changes nothing. Raises `NotAllowed`, `UnknownChat`, `ChatClosed`.
    """
    supervisor = as_supervisor(by)
    with transaction.atomic():
        presence = lock_presence(supervisor)
        found = lock(chat)
        if found.ended_at:
            raise ChatClosed
        if found.agent_id == supervisor.pk:
            tell(cards={supervisor.pk: found.pk}, queue=False)
            return found
        at = timezone.now()
        # Their console has the usual grace from now on to show itself.
        presence.seen_at = at
        presence.save(update_fields=["seen_at"])
        if found.agent:
            _take_from(found.agent, found, supervisor)
        end_offer(found, OfferEnd.WITHDRAWN, at=at)
        return assign(found, agent=supervisor, via=Joined.TAKEOVER, at=at)


def _take_from(before: User, chat: Chat, supervisor: User) -> None:
    move(chat, State.WAITING)
    chat.agent = None
    chat.transfers += 1
    chat.save(update_fields=["state", "agent", "transfers"])
    entry = log.record(
        chat,
        kind=EventKind.TRANSFERRED,
        role=Speaker.AGENT,
        author=supervisor,
        data={
            "to": supervisor.public_name,
            "note": "",
            "from_agent": before.public_name,
            "takeover": True,
        },
    )
    tell(entry, gone={before.pk: chat.pk})
