"""Waiting chats are shown to one agent after the other, by the rules of `assignment`.

One process at a time routes, under a lock of PostgreSQL that ends with its transaction; a unique
constraint says besides that no chat is shown to two. Whatever changes the queue only tells so: the
dispatcher of each web process then routes at once, once a second besides, and a sweep repeats it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from chat import log
from chat.actions.presence import note_missed
from chat.actions.state import end_offer, lock
from chat.assignment import Agent, Choice, distribute, next_agent, offer_ends_at
from chat.candidates import described, present_agents, waiting_chats
from chat.choices import EventKind, OfferEnd, State
from chat.entries import Entry
from chat.errors import UnknownChat
from chat.events import tell
from chat.models import Chat, Offer
from chat.promises import promise_of, rules_of
from helpdesk.people.models import User

ROUTING = 0x6F66666572
"""The number of the advisory lock."""
REASONS = {
    OfferEnd.EXPIRED: "no_answer",
    OfferEnd.DECLINED: "declined",
    OfferEnd.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Passing:
    """An offer that is over, and how."""

    offer: Offer
    end: OfferEnd


def route() -> None:
    """Passes on what was not answered, withdraws what cannot be taken, offers what waits."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ROUTING])
        at = timezone.now()
        missed = _end_over(at)
        _offer(distribute(waiting_chats(at), present_agents(at), at), at)
    for agent in missed:
        note_missed(agent)


def decline_offer(chat: UUID, *, agent: User) -> None:
    """The agent lets the chat pass. One that is no longer shown to them needs no answer.

    Raises `UnknownChat` for a chat that never was.
    """
    with transaction.atomic():
        if not Offer.objects.filter(chat=chat, agent=agent).exists():
            raise UnknownChat
        found = lock(chat)
        running = Offer.objects.running().filter(chat=found, agent=agent).first()
        if running:
            _pass_on(found, Passing(running, OfferEnd.DECLINED), at=timezone.now())


def _end_over(at: datetime) -> list[User]:
    """Ends the offers whose time is over or whose agent cannot take them; who let them pass."""
    running = list(
        Offer.objects.running()
        .select_related("chat__team", "chat__contact", "agent")
        .order_by("-offered_at", "-pk")
    )
    if not running:
        return []
    agents = {agent.id: agent for agent in present_agents(at)}
    over = [*_untakeable(running, agents), *_unanswered(running, agents, at)]
    chats = _locked(passing.offer.chat_id for passing in over)
    ended = {}
    for passing in over:
        chat = chats.get(passing.offer.chat_id)
        if chat and passing.offer.pk not in ended and _pass_on(chat, passing, at=at):
            ended[passing.offer.pk] = passing
    return [one.offer.agent for one in ended.values() if one.end == OfferEnd.EXPIRED]


def _untakeable(running: Sequence[Offer], agents: dict[int, Agent]) -> list[Passing]:
    """Offers to whoever is gone, and the youngest to whoever has no place left for them."""
    excess = Counter({pk: len(agent.held) - agent.capacity for pk, agent in agents.items()})
    found = []
    for offer in running:
        if offer.agent_id not in agents or excess[offer.agent_id] > 0:
            excess[offer.agent_id] -= 1
            found.append(Passing(offer, OfferEnd.WITHDRAWN))
    return found


def _unanswered(
    running: Sequence[Offer], agents: dict[int, Agent], at: datetime
) -> Iterable[Passing]:
    """Offers whose time is over. One whose promise breaks goes on only if another can be asked."""
    due = [offer for offer in running if offer.expires_at <= at]
    waiting = {chat.chat: chat for chat in described([offer.chat for offer in due], at)}
    for offer in due:
        latest = offer.offered_at + _offer_time(offer.chat)
        chat = replace(waiting[offer.chat_id], passed={offer.agent_id: at})
        if latest > at and not next_agent(chat, list(agents.values()), at):
            Offer.objects.running().filter(pk=offer.pk).update(expires_at=latest)
            tell(offers=[offer.agent_id], queue=False)
        else:
            yield Passing(offer, OfferEnd.EXPIRED)


def _offer_time(chat: Chat) -> timedelta:
    return timedelta(seconds=rules_of(chat.team).offer_seconds)


def _locked(chats: Iterable[UUID]) -> dict[UUID, Chat]:
    """Those of these chats that still wait, under their locks."""
    locked = Chat.objects.select_for_update(no_key=True, of=("self",)).select_related("team")
    wanted = locked.filter(pk__in=set(chats), state=State.WAITING).order_by("pk")
    return {chat.pk: chat for chat in wanted}


def _pass_on(chat: Chat, passing: Passing, *, at: datetime) -> bool:
    """Ends the running offer of a locked waiting chat and says so in its log."""
    offer = passing.offer
    if not Offer.objects.running().filter(pk=offer.pk).exists():
        return False
    end_offer(chat, passing.end, at=at)
    entry = log.record(
        chat,
        kind=EventKind.PASSED_ON,
        data={
            "agent": offer.agent.public_name,
            "why": REASONS[passing.end],
            "after_s": round((at - offer.offered_at).total_seconds()),
        },
        is_internal=True,
    )
    tell(entry)
    return True


def _offer(choices: Sequence[Choice], at: datetime) -> None:
    chats = _locked(choice.chat for choice in choices)
    agents = User.objects.in_bulk({choice.agent for choice in choices})
    kept = [choice for choice in choices if choice.chat in chats]
    Offer.objects.bulk_create(
        Offer(
            chat=chats[choice.chat],
            agent=agents[choice.agent],
            offered_at=at,
            expires_at=_ends_at(chats[choice.chat], at),
        )
        for choice in kept
    )
    entries = [_record(chats[choice.chat], agents[choice.agent], choice) for choice in kept]
    if entries:
        tell(*entries, offers={choice.agent for choice in kept})


def _ends_at(chat: Chat, at: datetime) -> datetime:
    promised = promise_of(chat)
    assert promised is not None
    seconds = rules_of(chat.team).offer_seconds
    return offer_ends_at(at, offer_seconds=seconds, promise_at=promised)


def _record(chat: Chat, agent: User, choice: Choice) -> Entry:
    return log.record(
        chat,
        kind=EventKind.OFFERED,
        data={"agent": agent.public_name, "without": sorted(choice.without)},
        is_internal=True,
    )
