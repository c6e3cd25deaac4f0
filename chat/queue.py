"""The queue and who is here, as one snapshot for all consoles and waiting windows of a process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from chat.assignment import capacity_of
from chat.choices import PresenceStatus
from chat.desk import Place, look
from chat.entries import wire_time
from chat.models import Chat, Event, Offer, Participation, Presence
from chat.promises import promise_of
from helpdesk.people.models import Desk, Team

QUESTION_CHARS = 160
NOTHING = {"answered": 0, "kept": 0}


@dataclass(frozen=True)
class Snapshot:
    """`frame` is for consoles; `positions` has each waiting chat's place and expected wait."""

    waiting: list[dict[str, Any]]
    agents: list[dict[str, Any]]
    teams: list[dict[str, Any]]
    is_open: bool
    positions: dict[str, Place]
    today: dict[str, Any]
    own: dict[int, dict[str, int]]
    """Promises kept today by each agent; nobody but the agent is shown a row of these."""
    relieved: dict[int, int]

    def frame(self, *, teams: set[int] | None, user: int) -> dict[str, Any]:
        """The `queue` frame for this agent of these teams; None sees everything."""
        waiting = [
            item
            for item in self.waiting
            if teams is None or item["team"] is None or item["team"]["id"] in teams
        ]
        return {
            "type": "queue",
            "waiting": waiting,
            "agents": [self._shown_to(user, agent) for agent in self.agents],
            "teams": self.teams,
            "open": self.is_open,
            "today": self.today,
            "mine": self.own.get(user, NOTHING),
        }

    def _shown_to(self, user: int, agent: dict[str, Any]) -> dict[str, Any]:
        return {**agent, "relieved": self.relieved[user]} if agent["id"] == user else agent


def snapshot(language: str) -> Snapshot:
    """The desk as it is now; names of topics in this language."""
    moment = look()
    here = _here(moment.at)
    return Snapshot(
        waiting=waiting_items(language),
        agents=_agents(here),
        teams=[{"id": pk, "name": name} for pk, name in Team.objects.values_list("pk", "name")],
        is_open=moment.line().is_open,
        positions={str(chat): place for chat, place in moment.places().items()},
        today=Chat.objects.promises_since(midnight(moment.at, moment.desk)),
        own=_own(midnight(moment.at, moment.desk)),
        relieved={presence.user_id: presence.relieved for presence in here},
    )


def midnight(at: datetime, desk: Desk) -> datetime:
    """When the desk's day began."""
    return at.astimezone(desk.zone).replace(hour=0, minute=0, second=0, microsecond=0)


def waiting_items(language: str) -> list[dict[str, Any]]:
    """Whoever waits, in the order of the queue."""
    question = (
        Event.objects.from_visitor().filter(chat=OuterRef("pk")).order_by("seq").values("body")
    )
    chats = Chat.objects.waiting().select_related("topic", "team")
    offers = Offer.objects.running().select_related("agent")
    shown = {offer.chat_id: offer.agent for offer in offers}
    return [
        {
            **_waiting(chat, position, language),
            "offered_to": {"id": agent.pk, "name": agent.public_name}
            if (agent := shown.get(chat.pk))
            else None,
        }
        for position, chat in enumerate(chats.annotate(question=Subquery(question[:1])), 1)
    ]


def _waiting(chat: Any, position: int, language: str) -> dict[str, Any]:
    return {
        "chat": str(chat.pk),
        "position": position,
        "name": chat.visitor_name,
        "topic": {"id": chat.topic_id, "name": chat.topic.name_in(language)}
        if chat.topic
        else None,
        "team": {"id": chat.team_id, "name": chat.team.name} if chat.team else None,
        "language": chat.language,
        "question": (chat.question or "")[:QUESTION_CHARS],
        "queued_at": wire_time(chat.queued_at),
        "opened_at": wire_time(chat.opened_at),
        "promise_at": wire_time(promise_of(chat)),
        "transferred": chat.transfers > 0,
    }


def _here(at: datetime) -> QuerySet[Presence]:
    oldest = at - timedelta(seconds=settings.CHAT["presence_ttl_s"])
    return (
        Presence.objects.exclude(status=PresenceStatus.OFFLINE)
        .filter(seen_at__gt=oldest, user__is_active=True)
        .select_related("user")
        .prefetch_related("user__memberships")
        .order_by("user__first_name", "user_id")
    )


def _agents(here: QuerySet[Presence]) -> list[dict[str, Any]]:
    active = Counter(Chat.objects.active().values_list("agent_id", flat=True))
    return [_agent(presence, active[presence.user_id]) for presence in here]


def _agent(presence: Presence, active: int) -> dict[str, Any]:
    capacity = capacity_of(presence.capacity, relieved=presence.relieved)
    return {
        "id": presence.user_id,
        "name": presence.user.public_name,
        "status": presence.status,
        "reason": presence.reason,
        "since": wire_time(presence.since),
        "capacity": presence.capacity,
        "active": active,
        "free": max(0, capacity - active),
        "languages": presence.user.chat_languages,
        "teams": [membership.team_id for membership in presence.user.memberships.all()],
    }


def _own(since: datetime) -> dict[int, dict[str, int]]:
    """Whose answers kept how many promises since then."""
    return {
        row["agent"]: {"answered": row["answered"], "kept": row["kept"]}
        for row in Participation.objects.first_answers_since(since)
    }
