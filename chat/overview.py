"""The whole desk at a glance, for supervisors: what goes on, and which promises were kept today.

The queue and who is here come with the `queue` frame, which supervisors' windows get besides. The
number of queries does not grow with what there is to see.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from chat.entries import wire_time
from chat.models import Block, Chat
from chat.promises import promise_at
from helpdesk.people.models import Desk, Team


def overview(language: str) -> dict[str, Any]:
    """The `overview` frame; names of topics in this language."""
    now = timezone.now()
    return {
        "type": "overview",
        "active": [_active(chat, language) for chat in _open_chats()],
        "promises": _promises(now),
        "blocks": Block.objects.in_force(now).values("incident_id").distinct().count(),
    }


def _open_chats() -> list[Chat]:
    chats = Chat.objects.active().select_related("agent", "topic", "team")
    return list(chats.order_by("opened_at", "pk"))


def _active(chat: Chat, language: str) -> dict[str, Any]:
    return {
        "chat": str(chat.pk),
        "state": chat.state,
        "name": chat.visitor_name,
        "language": chat.language,
        "topic": {"id": chat.topic_id, "name": chat.topic.name_in(language)}
        if chat.topic
        else None,
        "team": {"id": chat.team_id, "name": chat.team.name} if chat.team else None,
        "agent": {"id": chat.agent_id, "name": chat.agent.public_name} if chat.agent else None,
        "opened_at": wire_time(chat.opened_at),
        "assigned_at": wire_time(chat.assigned_at),
        "first_reply_at": wire_time(chat.first_reply_at),
        "last_message_at": wire_time(chat.last_message_at),
        "last_message_role": chat.last_message_role,
        "promise_s": chat.promise_seconds,
        "promise_at": wire_time(
            promise_at(
                is_waiting=False,
                opened_at=chat.opened_at,
                queued_at=chat.queued_at,
                replied_at=chat.first_reply_at,
                seconds=chat.promise_seconds,
            )
        ),
        "visitor_away": chat.visitor_left,
        "transfers": chat.transfers,
        "warned": chat.warned_at is not None,
    }


def _promises(now: datetime) -> list[dict[str, Any]]:
    """Today's promises: a row a team that answered, chats of no team last."""
    zone = Desk.current().zone
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = {row["team_id"]: row for row in Chat.objects.promises_by_team(midnight)}
    teams = [(team, name) for team, name in Team.objects.values_list("pk", "name")]
    return [
        {
            "team": {"id": team, "name": name} if team else None,
            "answered": rows[team]["answered"],
            "kept": rows[team]["kept"],
        }
        for team, name in [*teams, (None, "")]
        if team in rows
    ]
