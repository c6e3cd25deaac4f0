"""An agent takes a waiting chat."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import log
from chat.actions.state import lock, move
from chat.choices import EventKind, State
from chat.errors import AlreadyTaken, AtCapacity, ChatClosed, UnknownChat
from chat.events import tell
from chat.models import Chat, Presence
from chat.permissions import may_take
from helpdesk.people.models import User


def accept_chat(chat: UUID, *, agent: User) -> Chat:
    """Makes the chat the agent's. Of two who accept at once, one gets it.

    Raises `AlreadyTaken` (with who has it), `AtCapacity`, `ChatClosed`, `UnknownChat`. Accepting
    what one already has changes nothing; the agent's consoles are shown it again.
    """
    with transaction.atomic():
        presence = lock_presence(agent)
        found = lock(chat)
        if found.state == State.ACTIVE and found.agent_id == agent.pk:
            tell(cards={agent.pk: found.pk}, queue=False)
            return found
        if not may_take(found, agent, teams=set(agent.teams.values_list("pk", flat=True))):
            raise UnknownChat
        if found.ended_at:
            raise ChatClosed
        if found.agent:
            raise AlreadyTaken(found.agent.public_name)
        if Chat.objects.active().filter(agent=agent).count() >= presence.capacity:
            raise AtCapacity
        return assign(found, agent=agent)


def lock_presence(agent: User) -> Presence:
    """The agent's presence under its lock: two tabs of one agent count their chats one by one."""
    Presence.objects.get_or_create(user=agent, defaults={"capacity": agent.capacity})
    presence: Presence = Presence.objects.select_for_update().get(user=agent)
    return presence


def assign(chat: Chat, *, agent: User) -> Chat:
    """Gives a locked chat to an agent who may have it."""
    move(chat, State.ACTIVE)
    chat.agent = agent
    chat.assigned_at = timezone.now()
    chat.save(update_fields=["state", "agent", "assigned_at"])
    entry = log.record(
        chat, kind=EventKind.ASSIGNED, author=agent, data={"agent": agent.public_name}
    )
    tell(entry, cards={agent.pk: chat.pk})
    return chat
