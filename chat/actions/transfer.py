"""A chat goes to another team or agent, with its history."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat import log
from chat.actions.accept import assign, has_room, lock_presence
from chat.actions.state import end_part, lock, move
from chat.assignment import answers_in, capacity_of
from chat.choices import EventKind, Joined, Speaker, State
from chat.entries import Entry
from chat.errors import AtCapacity, CannotTake, ChatClosed, NobodyThere, UnknownChat
from chat.events import tell
from chat.models import Chat, Presence
from chat.permissions import may_act, may_take
from helpdesk.errors import Invalid
from helpdesk.people.models import Team, User
from helpdesk.redaction import clean

SAY_TO_WHOM = _("Say to whom the chat goes, and leave them a note.")


def transfer_chat(
    chat: UUID,
    *,
    by: User,
    client_id: UUID,
    note: str,
    team: Team | None = None,
    agent: User | None = None,
) -> tuple[Entry, bool]:
    """Hands an active chat over; returns the entry, and whether this had been done before.

    A team gets it into its queue, an agent gets it at once. Raises `Invalid` (no note, nobody
    named, or whoever has it), `NobodyThere`, `CannotTake`, `AtCapacity`, `ChatClosed`,
    `UnknownChat`.
    """
    told = clean(note)
    if not told.text.strip() or (team is None) == (agent is None):
        raise Invalid(SAY_TO_WHOM)
    with transaction.atomic():
        presence = lock_presence(agent) if agent else None
        found = lock(chat)
        before = log.stored(found, client_id, kind=EventKind.TRANSFERRED)
        if before:
            return before, True
        if not may_act(found, by):
            raise UnknownChat
        if found.state != State.ACTIVE:
            raise ChatClosed if found.ended_at else UnknownChat
        if agent and agent.pk == found.agent_id:
            raise Invalid(SAY_TO_WHOM)
        if presence:
            _check_agent(found, presence)
        elif team:
            _check_team(found, team)
        found.masked += told.masked
        return _hand_over(
            found, by=by, client_id=client_id, note=told.text, team=team, agent=agent
        ), False


def _check_agent(chat: Chat, presence: Presence) -> None:
    """Raises unless this agent, whose presence is locked, is here and can take the chat."""
    agent = presence.user
    if not Presence.objects.present(timezone.now()).filter(user=agent).exists():
        raise NobodyThere(_("This agent is not here now."))
    if not may_take(chat, agent, teams=set(agent.teams.values_list("pk", flat=True))):
        raise CannotTake(_("This agent does not answer for the chat's team."), why="team")
    if not answers_in(agent.chat_languages, chat.language):
        raise CannotTake(_("This agent does not answer in the chat's language."), why="language")
    capacity = capacity_of(presence.capacity, relieved=presence.relieved)
    if not has_room(presence, team=chat.team_id, capacity=capacity):
        raise AtCapacity


def _check_team(chat: Chat, team: Team) -> None:
    """Raises unless somebody else of this team is here who can talk with the visitor."""
    present = Presence.objects.present(timezone.now()).filter(user__memberships__team=team)
    others = [one.user for one in present.exclude(user=chat.agent_id).select_related("user")]
    if not others:
        raise NobodyThere(_("Nobody of this team is here now."))
    if not any(answers_in(other.chat_languages, chat.language) for other in others):
        raise CannotTake(
            _("Nobody of this team who is here answers in the chat's language."), why="language"
        )


def _hand_over(
    chat: Chat, *, by: User, client_id: UUID, note: str, team: Team | None, agent: User | None
) -> Entry:
    before = chat.agent_id
    chat.transfers += 1
    if team:
        chat.team = team
    move(chat, State.WAITING)
    chat.agent = None
    chat.queued_at = timezone.now()
    end_part(chat, at=chat.queued_at)
    chat.save(update_fields=["state", "agent", "team", "queued_at", "transfers", "masked"])
    to = team.name if team else agent.public_name if agent else ""
    entry = log.record(
        chat,
        kind=EventKind.TRANSFERRED,
        role=Speaker.AGENT,
        author=by,
        client_id=client_id,
        data={"to": to, "note": note, "from_agent": by.public_name}
        | ({"to_team": team.pk} if team else {}),
    )
    if before and (agent is None or before != agent.pk):
        tell(entry, gone={before: chat.pk})
    else:
        tell(entry)
    if agent:
        assign(chat, agent=agent, via=Joined.TRANSFER, at=chat.queued_at)
    return entry
