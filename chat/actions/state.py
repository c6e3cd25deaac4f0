"""The one door of `Chat.state`, and the lock before it."""

from __future__ import annotations

from uuid import UUID

from chat.choices import MOVES, OPEN_STATES, State
from chat.errors import ChatClosed, UnknownChat
from chat.models import Chat


def lock(chat: UUID) -> Chat:
    """The chat under its row lock. Raises `UnknownChat`."""
    found: Chat | None = (
        Chat.objects.select_for_update(no_key=True, of=("self",)).filter(pk=chat).first()
    )
    if found is None:
        raise UnknownChat
    return found


def move(chat: Chat, to: State) -> None:
    """Sets the state of a locked chat; the caller saves. Raises `ChatClosed` after its end."""
    if chat.state not in OPEN_STATES or to not in MOVES[chat.state]:
        raise ChatClosed
    chat.state = to
