"""Short ways to make shifts and the answers given in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from chat.choices import EventKind, Joined, PresenceStatus, Speaker, State
from chat.models import Chat, Event, Participation, PresenceSpan
from chat.reply_gaps import keep_replies
from helpdesk.people.models import Team, User
from tickets.models import Contact

numbers = count(1)


def add_agent(name: str) -> User:
    return User.objects.create_user(name, f"{name}@desk.example", first_name=name.title())


def add_shift(agent: User, start: datetime, *, hours: float = 9) -> None:
    PresenceSpan.objects.create(
        user=agent,
        status=PresenceStatus.ONLINE,
        capacity=6,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
    )


def add_answered(
    agent: User,
    start: datetime,
    gaps: Sequence[float],
    *,
    minutes: float = 10,
    rating: int | None = None,
    team: Team | None = None,
) -> Chat:
    """A chat of so many minutes in which each word of the visitor is answered after its gap."""
    end = start + timedelta(minutes=minutes)
    contact = Contact.objects.create(
        channel="chat",
        started_at=start,
        first_reply_at=start + timedelta(seconds=gaps[0]),
        ended_at=end,
        satisfaction=rating,
        concurrency=1.0,
        agent=agent,
        team=team,
    )
    chat = Chat.objects.create(
        contact=contact,
        token_hash=f"answered{next(numbers)}",
        state=State.CLOSED,
        agent=agent,
        team=team,
        language="en",
        opened_at=start,
        queued_at=start,
        ended_at=end,
    )
    Participation.objects.create(
        chat=chat, agent=agent, via=Joined.OFFER, starts_at=start, ends_at=end
    )
    at, seq = start, 0
    events = []
    for gap in gaps:
        events += [said(chat, seq + 1, at), said(chat, seq + 2, at + timedelta(seconds=gap), agent)]
        at, seq = at + timedelta(seconds=gap + 1), seq + 2
    Event.objects.bulk_create(events)
    return chat


def hand_over() -> None:
    """Keeps the answers of all chats, as when their tickets are made."""
    keep_replies(Chat.objects.values_list("pk", flat=True))


def said(chat: Chat, seq: int, at: datetime, agent: User | None = None) -> Event:
    """A word of the agent, or of the visitor; not stored."""
    role = Speaker.AGENT if agent else Speaker.VISITOR
    return Event(
        chat=chat, seq=seq, at=at, kind=EventKind.MESSAGE, role=role, author=agent, body="…"
    )
