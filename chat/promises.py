"""What was promised to whoever waits: pure rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from chat.choices import State
from chat.models import Chat
from helpdesk.people.models import Team


def rules_of(team: Team | None) -> Team:
    """The team's rules; a chat of no team follows what a new team would have."""
    return team or Team()


def promise_at(
    *,
    is_waiting: bool,
    opened_at: datetime,
    queued_at: datetime,
    replied_at: datetime | None,
    seconds: int,
) -> datetime | None:
    """Until when an answer is promised; None once it was given.

    Whoever was answered and waits again, as after a transfer, is promised the same anew.
    """
    if replied_at is None:
        return opened_at + timedelta(seconds=seconds)
    return queued_at + timedelta(seconds=seconds) if is_waiting else None


def promise_of(chat: Chat) -> datetime | None:
    """Until when this chat is promised an answer."""
    return promise_at(
        is_waiting=chat.state == State.WAITING,
        opened_at=chat.opened_at,
        queued_at=chat.queued_at,
        replied_at=chat.first_reply_at,
        seconds=chat.promise_seconds,
    )
