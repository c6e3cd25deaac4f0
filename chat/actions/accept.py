"""An agent takes a waiting chat."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import log
from chat.actions.state import begin_part, end_offer, lock, move
from chat.choices import EventKind, Joined, OfferEnd, State
from chat.errors import AlreadyTaken, AtCapacity, ChatClosed, UnknownChat
from chat.events import tell
from chat.models import Chat, Presence
from chat.permissions import may_take
from helpdesk.people.models import User


def accept_chat(chat: UUID, *, agent: User) -> Chat:
    """Makes the chat the agent's. Of two who accept at once, one gets it.

    Whoever may take a waiting chat may pick it, offered or not. What relieves an agent after a long
    stretch keeps offers away; what they pick by themselves is up to the capacity they stated.

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
        if not has_room(presence, team=found.team_id, capacity=presence.capacity):
            raise AtCapacity
        at = timezone.now()
        was_offered = end_offer(found, OfferEnd.WITHDRAWN, at=at, taken_by=agent)
        return assign(found, agent=agent, via=Joined.OFFER if was_offered else Joined.PICK, at=at)


def lock_presence(agent: User) -> Presence:
    """The agent's presence under its lock: two tabs of one agent count their chats one by one."""
    Presence.objects.get_or_create(user=agent, defaults={"capacity": agent.capacity})
    presence: Presence = Presence.objects.select_for_update().get(user=agent)
    return presence


def has_room(presence: Presence, *, team: int | None, capacity: int) -> bool:
    """Whether the agent, whose presence is locked, takes one more chat, by what is active now."""
    mine = Chat.objects.active().filter(agent=presence.user)
    active: list[int | None] = list(mine.values_list("team_id", flat=True))
    of_team = presence.user.memberships.filter(team=team).first() if team else None
    most = of_team.capacity if of_team else None
    return len(active) < capacity and (most is None or active.count(team) < most)


def assign(chat: Chat, *, agent: User, via: Joined, at: datetime) -> Chat:
    """Gives a locked chat to an agent who may have it."""
    move(chat, State.ACTIVE)
    chat.agent = agent
    chat.assigned_at = at
    chat.save(update_fields=["state", "agent", "assigned_at"])
    begin_part(chat, agent, via=via, at=at)
    entry = log.record(
        chat,
        kind=EventKind.ASSIGNED,
        author=agent,
        data={"agent": agent.public_name, "via": via.value},
    )
    tell(entry, cards={agent.pk: chat.pk})
    return chat
