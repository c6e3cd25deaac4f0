"""Who was shown each past chat, and who was in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from chat.choices import Joined, OfferEnd
from helpdesk.demo.people import PICKING
from tickets.models import Contact

PROMISE = timedelta(seconds=10)
PASSED_BEFORE = 0.7
"""The part of the wait after which whoever answered took the chat; then they read and wrote."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer, and what became of it."""

    agent: int
    offered_at: datetime
    ended_at: datetime
    end: OfferEnd


@dataclass(frozen=True, slots=True)
class Part:
    """One agent's time in the chat."""

    agent: int
    via: Joined
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Parts:
    shown: tuple[Shown, ...] = ()
    parts: tuple[Part, ...] = ()


def parts_of(
    contact: Contact, *, team: str, colleagues: Mapping[str, tuple[int, ...]], rng: Random
) -> Parts:
    """Of a chat that was answered; `colleagues` are the agents by team."""
    if contact.agent_id is None:
        return Parts()
    assert contact.first_reply_at is not None
    assert contact.ended_at is not None
    start, wait = contact.started_at, contact.first_reply_at - contact.started_at
    taken_at = start + wait * PASSED_BEFORE
    others = [agent for agent in colleagues[team] if agent != contact.agent_id]
    if contact.transfers:
        return _handed_over(contact, rng.choice(others), start, wait)
    if team in PICKING:
        part = Part(contact.agent_id, Joined.PICK, taken_at, contact.ended_at)
        return Parts((), (part,))
    offered_at = start
    shown: tuple[Shown, ...] = ()
    if taken_at > start + PROMISE:
        offered_at = start + PROMISE
        shown = (Shown(rng.choice(others), start, offered_at, OfferEnd.EXPIRED),)
    accepted = Shown(contact.agent_id, offered_at, taken_at, OfferEnd.ACCEPTED)
    part = Part(contact.agent_id, Joined.OFFER, taken_at, contact.ended_at)
    return Parts((*shown, accepted), (part,))


def _handed_over(contact: Contact, other: int, start: datetime, wait: timedelta) -> Parts:
    """Somebody else took it first, saw that it was not theirs, and handed it to who answered."""
    assert contact.agent_id is not None
    assert contact.ended_at is not None
    taken_at, handed_at = start + wait * 0.2, start + wait * 0.5
    return Parts(
        (Shown(other, start, taken_at, OfferEnd.ACCEPTED),),
        (
            Part(other, Joined.OFFER, taken_at, handed_at),
            Part(contact.agent_id, Joined.TRANSFER, start + wait * PASSED_BEFORE, contact.ended_at),
        ),
    )
