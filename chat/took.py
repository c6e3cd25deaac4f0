"""What an ended chat took of its agents, read from who was in it and in what else meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from chat.facts import Stint, attention, bounces
from chat.models import Chat, Participation
from helpdesk.people import hours
from helpdesk.people.calendars import desk_calendar


@dataclass(frozen=True, slots=True)
class Took:
    """The facts of a contact that only its chat knows; times in seconds, None where nobody came."""

    agents: int
    bounces: int
    attention_seconds: int | None
    concurrency: float | None
    most_at_once: int | None
    in_service_hours: bool


def what_it_took(chat: Chat) -> Took:
    """Of an ended chat: what its agents do later does not change it any more."""
    assert chat.ended_at is not None
    parts = list(Participation.objects.filter(chat=chat).order_by("starts_at", "pk"))
    agents = [part.agent_id for part in parts]
    found = attention(_stints(chat, set(agents))).get(chat.pk)
    calendar = desk_calendar(chat.team)
    return Took(
        agents=len(set(agents)),
        bounces=bounces(agents),
        attention_seconds=round(found.seconds) if found else None,
        concurrency=found.at_once if found else None,
        most_at_once=found.most_at_once if found else None,
        in_service_hours=hours.is_open(calendar, chat.opened_at),
    )


def _stints(chat: Chat, agents: set[int]) -> list[Stint[UUID]]:
    """All that these agents did between the chat's opening and its end."""
    assert chat.ended_at is not None
    meanwhile = Participation.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=chat.opened_at),
        agent__in=agents,
        starts_at__lt=chat.ended_at,
    )
    end = chat.ended_at
    return [
        Stint(part.chat_id, part.agent_id, part.starts_at, min(part.ends_at or end, end))
        for part in meanwhile
    ]
