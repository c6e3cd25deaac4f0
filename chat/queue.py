"""The queue and who is here, as one snapshot for all consoles and waiting windows of a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from chat.choices import PresenceStatus
from chat.desk import Place, Situation, look
from chat.entries import wire_time
from chat.models import Chat, Event, Presence
from helpdesk.people.models import Team

QUESTION_CHARS = 160


@dataclass(frozen=True)
class Snapshot:
    """`frame` is for consoles; `positions` has each waiting chat's place and expected wait."""

    waiting: list[dict[str, Any]]
    agents: list[dict[str, Any]]
    teams: list[dict[str, Any]]
    is_open: bool
    positions: dict[str, Place]

    def frame(self, *, teams: set[int] | None) -> dict[str, Any]:
        """The `queue` frame for an agent of these teams; None sees everything."""
        mine = [
            item
            for item in self.waiting
            if teams is None or item["team"] is None or item["team"]["id"] in teams
        ]
        return {
            "type": "queue",
            "waiting": mine,
            "agents": self.agents,
            "teams": self.teams,
            "open": self.is_open,
        }


def snapshot(language: str) -> Snapshot:
    """The desk as it is now; names of topics in this language."""
    moment = look()
    now = moment.line()
    question = (
        Event.objects.from_visitor().filter(chat=OuterRef("pk")).order_by("seq").values("body")
    )
    chats = list(
        Chat.objects.waiting()
        .select_related("topic", "team")
        .annotate(question=Subquery(question[:1]))
    )
    waiting = [_waiting(chat, position, language) for position, chat in enumerate(chats, 1)]
    return Snapshot(
        waiting=waiting,
        agents=_agents(now),
        teams=[{"id": pk, "name": name} for pk, name in Team.objects.values_list("pk", "name")],
        is_open=now.is_open,
        positions={str(chat): place for chat, place in moment.places().items()},
    )


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
        "transferred": chat.transfers > 0,
    }


def _agents(now: Situation) -> list[dict[str, Any]]:
    oldest = timezone.now() - timedelta(seconds=settings.CHAT["presence_ttl_s"])
    here = (
        Presence.objects.exclude(status=PresenceStatus.OFFLINE)
        .filter(seen_at__gt=oldest, user__is_active=True)
        .select_related("user")
        .prefetch_related("user__memberships")
        .order_by("user__first_name", "user_id")
    )
    active = Chat.objects.active().values_list("agent_id", flat=True)
    counts = list(active)
    return [
        {
            "id": presence.user_id,
            "name": presence.user.public_name,
            "status": presence.status,
            "capacity": presence.capacity,
            "active": counts.count(presence.user_id),
            "teams": [membership.team_id for membership in presence.user.memberships.all()],
        }
        for presence in here
    ]
