"""What a window must know of a chat beside its log: one card a chat."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from chat import pool
from chat.entries import wire_time
from chat.handoff import topic_proposer
from chat.models import Chat, Participation
from chat.outcomes import proposed_outcome
from chat.promises import promise_of
from chat.querysets import ChatQuerySet
from helpdesk.people.models import User

VISITOR_CARD = """
SELECT c.id, c.epoch, c.head, c.state, c.visitor_name, c.language, c.opened_at, c.queued_at,
       c.first_reply_at, c.last_message_at, c.last_message_role, c.visitor_read, c.agent_read,
       c.visitor_left, t.id, coalesce(CASE c.language WHEN 'fi' THEN t.name_fi
       WHEN 'sv' THEN t.name_sv ELSE t.name_en END, ''), m.id, m.name,
       c.promise_seconds,
       u.id, coalesce(nullif(u.display_name, ''), nullif(u.first_name, ''), u.username),
       coalesce((SELECT d.name FROM people_desk d WHERE d.hides_agents), '')
  FROM chat_chat c LEFT JOIN tickets_topic t ON t.id = c.topic_id
  LEFT JOIN people_team m ON m.id = c.team_id LEFT JOIN people_user u ON u.id = c.agent_id
 WHERE c.token_hash = %(token)s AND c.erased_at IS NULL
"""


async def visitor_card(token_hash: str) -> dict[str, Any] | None:
    """The card of the chat that this token opens, in one query; none for a token never given.

    `alias` is the desk's name where visitors see it in the place of agents' names; else empty.
    """
    rows = await pool.fetch(VISITOR_CARD, {"token": token_hash})
    if not rows:
        return None
    (chat, epoch, head, state, name, language, opened, queued, replied, last_at, last_role,
     visitor_read, agent_read, away, topic, topic_name, team, team_name, promise, agent,
     agent_name, alias) = rows[0]  # fmt: skip
    return {
        "chat": str(chat),
        "epoch": epoch,
        "head": head,
        "state": state,
        "name": name,
        "topic": {"id": topic, "name": topic_name} if topic else None,
        "team": {"id": team, "name": team_name} if team else None,
        "language": language,
        "opened_at": wire_time(opened),
        "queued_at": wire_time(queued),
        "first_reply_at": wire_time(replied),
        "last_message_at": wire_time(last_at),
        "last_message_role": last_role,
        "agent": {"name": alias or agent_name} if agent else None,
        "alias": alias,
        "promise_s": promise,
        "read": {"visitor": visitor_read, "agent": agent_read},
        "visitor_away": away,
    }


async def is_erased(token_hash: str) -> bool:
    """Whether this token opened a chat whose words were erased since."""
    erased = "SELECT 1 FROM chat_chat WHERE token_hash = %(token)s AND erased_at IS NOT NULL"
    return bool(await pool.fetch(erased, {"token": token_hash}))


def agent_cards(user: User, *, also: list[UUID], language: str) -> list[dict[str, Any]]:
    """The cards of the agent's active chats, and of those in `also` that were theirs to the end."""
    mine = Chat.objects.handled_by(user)
    wanted = mine.active() | mine.filter(pk__in=also)
    return _cards(wanted.order_by("assigned_at"), language)


def agent_card(chat: UUID, user: User, *, language: str) -> dict[str, Any] | None:
    """The card of one chat of this agent; none where it is not theirs."""
    return next(iter(_cards(Chat.objects.filter(pk=chat, agent=user), language)), None)


def followed_card(chat: UUID, *, language: str) -> dict[str, Any] | None:
    """The card of a chat that a supervisor looks into without having it."""
    card = next(iter(_cards(Chat.objects.filter(pk=chat), language)), None)
    return {**card, "watching": True} if card else None


def _cards(chats: ChatQuerySet, language: str) -> list[dict[str, Any]]:
    parts = Participation.objects.select_related("agent").order_by("-starts_at", "-pk")
    shown = chats.with_words().select_related("agent", "topic", "team", "contact")
    found = list(shown.prefetch_related(Prefetch("participations", parts)))
    undecided = {chat.pk for chat in found if not chat.topic and not chat.ended_at}
    propose = topic_proposer() if undecided else None
    return [
        _card(chat, language, propose(chat) if propose and chat.pk in undecided else None)
        for chat in found
    ]


def _card(chat: Chat, language: str, proposed: Any) -> dict[str, Any]:
    topic, parts = chat.topic or proposed, list(chat.participations.all())
    part = next((one for one in parts if one.ends_at is None), None)
    previous = next((one for one in parts if one.agent_id != chat.agent_id), None)
    outcome = proposed_outcome(replied=chat.first_reply_at is not None)
    return {
        "chat": str(chat.pk),
        "epoch": chat.epoch,
        "head": chat.head,
        "state": chat.state,
        "name": chat.visitor_name,
        "email": chat.visitor_email,
        "page_url": chat.page_url,
        "topic": {"id": chat.topic_id, "name": chat.topic.name_in(language)}
        if chat.topic
        else None,
        "team": {"id": chat.team_id, "name": chat.team.name} if chat.team else None,
        "language": chat.language,
        "opened_at": wire_time(chat.opened_at),
        "queued_at": wire_time(chat.queued_at),
        "first_reply_at": wire_time(chat.first_reply_at),
        "last_message_at": wire_time(chat.last_message_at),
        "last_message_role": chat.last_message_role,
        "agent": {"id": chat.agent_id, "name": chat.agent.public_name} if chat.agent else None,
        "promise_s": chat.promise_seconds,
        "promise_at": wire_time(promise_of(chat)),
        "transfers": chat.transfers,
        "via": part.via if part else "",
        "previous_agent": previous.agent.public_name if previous else None,
        "warned": chat.warned_at is not None,
        "read": {"visitor": chat.visitor_read, "agent": chat.agent_read},
        "visitor_away": chat.visitor_left,
        "proposal": {
            "outcome": chat.outcome or outcome.value,
            "topic": {"id": topic.pk, "name": topic.name_in(language)} if topic else None,
        },
        "ticket": chat.contact.ticket_id,
    }
