"""The latest chats of the past, whole: with their logs, and their transcripts as files."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

from chat.choices import EventKind, State
from chat.entries import Entry
from chat.experience import LATEST
from chat.models import Chat
from chat.transcripts import as_json, as_text
from chat.waits import Estimate, answers
from helpdesk.demo.chatlog import PastChat, Teller
from helpdesk.demo.clock import ZONE
from helpdesk.demo.parts import PROMISE
from helpdesk.demo.store import Row
from helpdesk.demo.work import Work
from tickets.choices import Channel, Outcome

PROMISE_S = round(PROMISE.total_seconds())
WHOLE = 300
"""How many of the latest chats are kept whole; of the others the ticket has the transcript."""


def chats_of(works: Iterable[Work]) -> list[PastChat]:
    return [
        PastChat(work, contact)
        for work in works
        for contact in work.contacts
        if contact.channel == Channel.CHAT
    ]


def stored(chats: Iterable[PastChat], teller: Teller) -> Iterator[Chat]:
    """What each was told of its wait comes from those before it, as it would have been."""
    waits: deque[float] = deque(maxlen=LATEST)
    for chat in chats:
        yield _stored(chat, teller, told=_told(waits))
        if chat.contact.wait:
            waits.append(chat.contact.wait.total_seconds())


def _told(waits: Iterable[float]) -> Estimate:
    known = answers(list(waits))
    if known is None:
        return Estimate(PROMISE_S, PROMISE_S, PROMISE_S)
    return Estimate(known.usual, known.soon, known.late)


def participations(chats: Iterable[PastChat], teller: Teller) -> Iterator[Row]:
    """Rows of `Participation`."""
    numbers = count(1)
    for chat in chats:
        for part in teller.parts(chat).parts:
            yield {
                "id": next(numbers),
                "chat_id": teller.chat_id(chat),
                "agent_id": part.agent,
                "via": part.via.value,
                "starts_at": part.starts_at,
                "ends_at": part.ends_at,
            }


def offers(chats: Iterable[PastChat], teller: Teller) -> Iterator[Row]:
    """Rows of `Offer`."""
    numbers = count(1)
    for chat in chats:
        for shown in teller.parts(chat).shown:
            yield {
                "id": next(numbers),
                "chat_id": teller.chat_id(chat),
                "agent_id": shown.agent,
                "offered_at": shown.offered_at,
                "expires_at": shown.offered_at + PROMISE,
                "ended_at": shown.ended_at,
                "end": shown.end.value,
            }


def logs(chats: Iterable[PastChat], teller: Teller) -> Iterator[Row]:
    """Rows of `Event`."""
    numbers = count(1)
    authors = {name: number for number, name in teller.agents.items()}
    for chat in chats:
        for entry in teller.entries(chat):
            yield {
                "id": next(numbers),
                "chat_id": entry.chat,
                "author_id": authors.get(entry.name),
                **{name: getattr(entry, name) for name in _KEPT},
            }


def files(chats: Iterable[PastChat], teller: Teller) -> Iterator[Row]:
    """Rows of `Attachment`."""
    numbers = count(1)
    for chat in chats:
        heading, entries = teller.heading(chat), teller.entries(chat)
        text = as_text(heading, entries, zone=ZONE)
        data = as_json(heading, entries, zone=ZONE)
        for name, content_type, content in (
            ("transcript.txt", "text/plain; charset=utf-8", text),
            ("transcript.json", "application/json", data),
        ):
            yield {"id": next(numbers)} | _file(chat, name, content_type, content.encode())


_KEPT = ("seq", "kind", "at", "role", "name", "body", "data", "is_internal")


def _stored(chat: PastChat, teller: Teller, *, told: Estimate) -> Chat:
    contact, requester = chat.contact, chat.work.case.requester
    entries, rng = teller.entries(chat), teller.rng("token", chat)
    messages = [entry for entry in entries if entry.kind == EventKind.MESSAGE]
    is_abandoned = contact.outcome == Outcome.ABANDONED
    assert contact.ended_at is not None
    return Chat(
        id=teller.chat_id(chat),
        contact_id=contact.pk,
        # Of no token: nobody can come back to a window that never was.
        token_hash=hashlib.sha256(rng.randbytes(32)).hexdigest(),
        epoch=rng.randbytes(8).hex(),
        head=len(entries),
        state=State.ABANDONED if is_abandoned else State.CLOSED,
        team_id=contact.team_id,
        topic_id=contact.topic_id,
        agent_id=contact.agent_id,
        language=contact.language,
        visitor_name=requester.name,
        visitor_email=requester.email,
        opened_at=contact.started_at,
        queued_at=_last(entries, EventKind.TRANSFERRED) or contact.started_at,
        assigned_at=_last(entries, EventKind.ASSIGNED),
        first_reply_at=contact.first_reply_at,
        last_message_at=messages[-1].at,
        last_message_role=messages[-1].role,
        ended_at=contact.ended_at,
        end_reason=chat.end_reason,
        outcome=contact.outcome,
        transfers=contact.transfers,
        promise_seconds=PROMISE_S,
        told_position=1,
        told_wait_seconds=round(told.expected_s),
        told_low_seconds=told.told[0],
        told_high_seconds=told.told[1],
        masked=contact.masked,
        visitor_read=len(entries) if contact.agent_id else 0,
        agent_read=len(entries) if contact.agent_id else 0,
        visitor_seen_at=contact.ended_at,
        visitor_left=contact.agent_id is None,
        handed_off_at=contact.ended_at,
    )


def _last(entries: list[Entry], kind: EventKind) -> datetime | None:
    return max((entry.at for entry in entries if entry.kind == kind), default=None)


def _file(chat: PastChat, name: str, content_type: str, content: bytes) -> dict[str, Any]:
    return {
        "ticket_id": chat.work.ticket.pk,
        "contact_id": chat.contact.pk,
        "name": name,
        "content_type": content_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
        "is_public": True,
        "created_at": chat.contact.ended_at,
    }
