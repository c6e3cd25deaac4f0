"""The end of a chat, whoever ends it. The ticket follows by itself."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chat import handoff, log
from chat.actions.state import end_offer, end_part, lock, move
from chat.choices import EndReason, EventKind, OfferEnd, Speaker, State
from chat.entries import Entry
from chat.errors import ChatClosed, UnknownChat
from chat.events import tell
from chat.models import Chat, Topic
from chat.outcomes import final_outcome
from chat.permissions import may_act
from chat.tasks import courier
from helpdesk.people.models import User

ROLES = {EndReason.VISITOR: Speaker.VISITOR, EndReason.AGENT: Speaker.AGENT}


def close_chat(
    chat: UUID,
    *,
    reason: EndReason,
    agent: User | None = None,
    client_id: UUID | None = None,
    outcome: str = "",
    topic: Topic | None = None,
    ticket: int | None = None,
) -> tuple[Entry, bool]:
    """Ends a chat; returns the entry, and whether this very wish had been carried out before.

    `ticket` is the number of an open ticket of the same person that the contact joins. A chat that
    the visitor ends while nobody has answered counts as abandoned. Raises `ChatClosed`,
    `UnknownChat`, and what `tickets.actions.attach_contact` refuses.
    """
    with transaction.atomic():
        found = lock(chat)
        before = log.stored(found, client_id, kind=EventKind.CLOSED)
        if before:
            return before, True
        if agent and not may_act(found, agent):
            raise UnknownChat
        if found.ended_at:
            raise ChatClosed
        if ticket is not None:
            handoff.join(found, ticket=ticket, actor=agent)
        return _end(
            found, reason=reason, agent=agent, client_id=client_id, outcome=outcome, topic=topic
        ), False


def _end(
    chat: Chat,
    *,
    reason: EndReason,
    agent: User | None,
    client_id: UUID | None,
    outcome: str,
    topic: Topic | None,
) -> Entry:
    gone = reason in (EndReason.VISITOR, EndReason.LEFT)
    left = chat.state == State.WAITING and gone and chat.first_reply_at is None
    holder = chat.agent_id
    move(chat, State.ABANDONED if left else State.CLOSED)
    chat.outcome = final_outcome(
        stated=outcome, reason=reason, replied=chat.first_reply_at is not None
    )
    chat.topic = topic or chat.topic or handoff.topic_proposer()(chat)
    chat.ended_at = timezone.now()
    end_offer(chat, OfferEnd.WITHDRAWN, at=chat.ended_at)
    end_part(chat, at=chat.ended_at)
    chat.end_reason = reason
    chat.save(update_fields=["state", "outcome", "topic", "ended_at", "end_reason"])
    entry = log.record(
        chat,
        kind=EventKind.CLOSED,
        role=ROLES.get(reason, Speaker.SYSTEM),
        author=agent,
        name="" if agent else chat.visitor_name if reason == EndReason.VISITOR else "",
        client_id=client_id,
        data={"by": reason.value, "outcome": chat.outcome},
    )
    tell(entry, cards={holder: chat.pk} if holder else None)
    transaction.on_commit(partial(courier.hurry, chat.pk))
    return entry
