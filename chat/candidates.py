"""What the rules of `assignment` need to know, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from chat import handoff
from chat.assignment import Agent, Held, Waiting, capacity_of
from chat.choices import OfferEnd
from chat.models import Chat, Offer, Participation, Presence, Topic
from helpdesk.people.choices import Routing
from helpdesk.people.models import Desk

LOOKS_BACK = timedelta(hours=12)
"""Who had a new chat, or an offer, longer ago than this counts as never."""


def waiting_chats(at: datetime) -> list[Waiting]:
    """The chats that are to be offered and are not shown to anybody now, oldest first."""
    picked = Q(team__routing=Routing.PICK)
    shown = Offer.objects.running().values("chat")
    free = Chat.objects.waiting().exclude(picked).exclude(pk__in=shown)
    return described(list(free.select_related("contact")), at)


def described(chats: list[Chat], at: datetime) -> list[Waiting]:
    """These waiting chats as the rules see them."""
    if not chats:
        return []
    above, passed, helped = _topics_above(), _passed(chats), _helped(chats, at)
    return [
        Waiting(
            chat=chat.pk,
            queued_at=chat.queued_at,
            language=chat.language,
            team=chat.team_id,
            topics=above(chat.topic_id),
            same_agent=helped.get(chat.contact.requester_id),
            passed=passed[chat.pk],
        )
        for chat in chats
    ]


def present_agents(at: datetime) -> list[Agent]:
    """The agents who take chats now, with what they have and what they are shown."""
    present = list(
        Presence.objects.present(at)
        .select_related("user")
        .prefetch_related("user__memberships", "user__skills")
    )
    if not present:
        return []
    held, lately = _held(), at - LOOKS_BACK
    last_new = _latest(Participation.objects.filter(starts_at__gte=lately), "starts_at")
    last_offered = _latest(Offer.objects.filter(offered_at__gte=lately), "offered_at")
    return [
        Agent(
            id=presence.user_id,
            capacity=capacity_of(presence.capacity, relieved=presence.relieved),
            online_since=presence.since,
            held=tuple(held[presence.user_id]),
            teams={row.team_id: row.capacity for row in presence.user.memberships.all()},
            topics=frozenset(skill.topic_id for skill in presence.user.skills.all()),
            languages=frozenset(presence.user.chat_languages),
            last_new_at=last_new.get(presence.user_id),
            last_offered_at=last_offered.get(presence.user_id),
        )
        for presence in present
    ]


def _latest(rows: QuerySet[Any], time: str) -> dict[int, datetime]:
    """The latest of these times, by agent."""
    return dict(rows.values("agent").annotate(last=Max(time)).values_list("agent", "last"))


def _held() -> dict[int | None, list[Held]]:
    """Active chats and running offers, by agent."""
    held: defaultdict[int | None, list[Held]] = defaultdict(list)
    active = Chat.objects.active().values_list(
        "agent_id", "team_id", "assigned_at", "last_message_at", "opened_at"
    )
    for agent, team, *times in active:
        held[agent].append(Held(team, max(time for time in times if time)))
    offers = Offer.objects.running().values_list("agent_id", "chat__team_id", "offered_at")
    for agent, team, offered_at in offers:
        held[agent].append(Held(team, offered_at))
    return held


def _topics_above() -> Any:
    """A function that names a topic and all above it; it reads the topics once."""
    parents = dict(Topic.objects.values_list("pk", "parent_id"))

    def above(topic: int | None) -> frozenset[int]:
        found: set[int] = set()
        while topic is not None and topic not in found:
            found.add(topic)
            topic = parents.get(topic)
        return frozenset(found)

    return above


def _passed(chats: list[Chat]) -> defaultdict[UUID, dict[int, datetime]]:
    """Who let each of these chats pass since it waits, or gave it away, and when that was."""
    passed: defaultdict[UUID, dict[int, datetime]] = defaultdict(dict)
    waits = {chat.pk: chat.queued_at for chat in chats}
    before = Participation.objects.filter(chat__in=waits, ends_at__isnull=False)
    let_go = Offer.objects.filter(chat__in=waits, end__in=(OfferEnd.DECLINED, OfferEnd.EXPIRED))
    rows: list[tuple[UUID, int, Any]] = [
        *before.values_list("chat", "agent_id", "ends_at"),
        *let_go.values_list("chat", "agent_id", "ended_at"),
    ]
    for chat, agent, at in sorted(rows, key=lambda row: row[2]):
        if at >= waits[chat]:
            passed[chat][agent] = at
    return passed


def _helped(chats: list[Chat], at: datetime) -> dict[int | None, int]:
    """Who helped each of these people lately, over whatever channel."""
    hours = Desk.current().same_agent_hours
    people = {person for chat in chats if (person := chat.contact.requester_id) is not None}
    if not hours or not people:
        return {}
    return handoff.last_helpers(people, since=at - timedelta(hours=hours))
