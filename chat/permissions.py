"""Who may do what with a chat."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.utils.crypto import salted_hmac

from chat.errors import UnknownChat
from chat.models import Chat
from helpdesk.errors import NotAllowed
from helpdesk.people.models import User


def new_token(client_id: UUID | None) -> str:
    """A visitor's token: by chance, or for an opening that may be repeated, from its secret id."""
    if client_id is None:
        return secrets.token_urlsafe(32)
    return salted_hmac("chat.token", client_id.hex, algorithm="sha256").hexdigest()


def hash_token(token: str) -> str:
    """What is stored of a visitor's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def visitor_chat(chat: UUID, token: str) -> Chat:
    """This chat, if the token is its own. Raises `UnknownChat` otherwise."""
    found = (
        Chat.objects.with_words()
        .filter(pk=chat, token_hash=hash_token(token))
        .select_related("agent", "topic", "team")
        .first()
    )
    if found is None:
        raise UnknownChat
    return found


def staff_chat(chat: UUID, user: User) -> Chat:
    """This chat, if this member of staff may read it. Raises `UnknownChat` otherwise."""
    found: Chat | None = Chat.objects.visible_to(user).filter(pk=chat).first()
    if found is None:
        raise UnknownChat
    return found


def may_take(chat: Chat, user: User, *, teams: set[int]) -> bool:
    """Whether a waiting chat is for this agent: of one of the agent's teams, or of none."""
    return user.is_supervisor or chat.team_id is None or chat.team_id in teams


def may_act(chat: Chat, user: User) -> bool:
    """Whether this member of staff may transfer or close it: its agent, or a supervisor."""
    return chat.agent_id == user.pk or user.is_supervisor


def as_supervisor(user: User) -> User:
    """Who this is by PostgreSQL now; a socket may be older than the role. Raises `NotAllowed`."""
    found: User | None = User.objects.filter(pk=user.pk, is_active=True).first()
    if found is None or not found.is_supervisor:
        raise NotAllowed
    return found
