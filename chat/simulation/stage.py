"""The stage of a simulated day: the clock, the agents, and the chats in their hands."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random

from chat.assignment import Agent, Waiting, next_agent
from chat.choices import OfferEnd
from chat.simulation.crew import Member, Talk, clock
from chat.simulation.day import Day, Visitor
from chat.simulation.habits import WROTE_MEDIAN_S, reaction
from chat.simulation.memory import Memory
from chat.simulation.records import Fate, Had, Log, Shown
from chat.waits import Served

GONE_AFTER_S = 600.0
"""So long after falling silent an agent's console is gone."""
HANDED_LATER_S = 5.0
"""Nobody hands a chat over before a word was said."""


@dataclass(frozen=True, slots=True)
class House:
    """The desk's settings (see `people.Desk`, `people.Team`, CHAT in the settings)."""

    promise_s: int
    offer_s: int
    queue_limit: int
    wait_limit_s: int
    ttl_s: float
    grace_s: float


@dataclass(slots=True)
class Queued:
    visitor: Visitor
    since: float
    left_s: float
    passed: dict[int, float] = field(default_factory=dict)
    first_shown: float | None = None
    offer: Running | None = None


@dataclass(slots=True)
class Running:
    agent: int
    at: float
    expires: float
    latest: float


class Stage:
    """What happens once a chat is in an agent's hands; who gets which is decided above it."""

    def __init__(self, day: Day, house: House) -> None:
        self.day, self.house = day, house
        self.log, self.memory, self.now = Log(), Memory(), day.opens
        self.crew = {plan.number: Member(plan, day.opens) for plan in day.agents}
        self.queue: dict[int, Queued] = {}
        self.fates: dict[int, Fate] = {}
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        for member in self.crew.values():
            self._plan(member)

    def _next(self) -> Callable[[], None] | None:
        """Moves the clock to what happens next."""
        if not self._events:
            return None
        self.now, _, happen = heapq.heappop(self._events)
        return happen

    def _at(self, at: float, happen: Callable[[], None]) -> None:
        heapq.heappush(self._events, (at, next(self._order), happen))

    def _rng(self, what: str, visitor: int, agent: int) -> Random:
        """The same luck for the same people, whatever happened to others before."""
        return Random(f"{self.day.seed} {what} {visitor} {agent}")

    def _plan(self, member: Member) -> None:
        if member.plan.lunch:
            begins, ends = member.plan.lunch
            self._at(begins, lambda: self._set_away(member))
            self._at(ends, lambda: self._come_back(member))
        if member.plan.silent_from is not None:
            silent = member.plan.silent_from
            gone = silent + GONE_AFTER_S + self.house.ttl_s
            self._at(silent, lambda: self._fall_silent(member))
            self._at(gone, lambda: self._set_away(member))
            self._at(gone + self.house.grace_s, lambda: self._hand_back(member))

    def _agents(self, *, but: int | None = None) -> list[Agent]:
        return [
            member.as_agent(self.now)
            for member in self.crew.values()
            if not member.is_away and member.plan.number != but
        ]

    def _end_offer(self, queued: Queued, end: OfferEnd) -> None:
        offer, queued.offer = queued.offer, None
        if offer is None:
            return
        member = self.crew[offer.agent]
        member.shown.discard(queued.visitor.number)
        member.last_ends.insert(0, end.value)
        self.log.shown.append(
            Shown(queued.visitor.number, offer.agent, offer.at, self.now, end.value)
        )

    # --- talking

    def _take(self, queued: Queued, member: Member) -> None:
        visitor, number = queued.visitor, member.plan.number
        del self.queue[visitor.number]
        self._begin_part(Talk(visitor, self.now, queued.left_s), member)
        fate = self.fates[visitor.number]
        if fate.first_words_at is None:
            rng = self._rng("write", visitor.number, number)
            took = reaction(rng, WROTE_MEDIAN_S, in_hand=len(member.held) - 1)
            free_at = fate.came_at if queued.first_shown is None else queued.first_shown
            self._at(self.now + took, lambda: self._answer(visitor, member, free_at))

    def _answer(self, visitor: Visitor, member: Member, free_at: float) -> None:
        fate = self.fates[visitor.number]
        if visitor.number not in member.held or member.is_silent or fate.first_words_at is not None:
            return
        fate.end, fate.first_words_at = "answered", self.now
        self.memory.answered.append((self.now, self.now - free_at))
        self.memory.waits.append((self.now - fate.came_at, False))

    def _begin_part(self, talk: Talk, member: Member) -> None:
        number = member.plan.number
        member.held[talk.visitor.number] = talk
        member.last_new = self.now
        self.fates[talk.visitor.number].agents.append(number)
        self.log.most[number] = max(self.log.most.get(number, 0), len(member.held))
        handed_at = talk.visitor.handed_at
        if handed_at and not self.fates[talk.visitor.number].transfers:
            handed = self.now + handed_at * talk.visitor.service_s
            self._at(handed, lambda: self._hand_over(talk, member))
        self._at(self.now + talk.left_s, lambda: self._finish(talk, member))

    def _finish(self, talk: Talk, member: Member) -> None:
        if member.held.get(talk.visitor.number) is talk and not member.is_silent:
            self._end_part(member, talk.visitor.number)

    def _end_part(self, member: Member, visitor: int) -> Talk:
        at_once = len(member.held)
        talk = member.held.pop(visitor)
        self.log.had.append(Had(visitor, member.plan.number, talk.since, self.now))
        self.memory.served.append(Served(self.now - talk.since, at_once))
        return talk

    def _hand_over(self, talk: Talk, member: Member) -> None:
        """To whoever the rules would ask next, if there is somebody."""
        if member.held.get(talk.visitor.number) is not talk or member.is_silent:
            return
        if self.fates[talk.visitor.number].first_words_at is None:
            self._at(self.now + HANDED_LATER_S, lambda: self._hand_over(talk, member))
            return
        wish = Waiting(talk.visitor.number, clock(self.now))
        to = next_agent(wish, self._agents(but=member.plan.number), clock(self.now))
        if to is None:
            return
        self._end_part(member, talk.visitor.number)
        self.fates[talk.visitor.number].transfers += 1
        left = talk.left_s - (self.now - talk.since)
        self._begin_part(Talk(talk.visitor, self.now, left), self.crew[to.agent])

    # --- coming and going

    def _set_away(self, member: Member) -> None:
        member.is_away = True
        for queued in self.queue.values():
            if queued.offer and queued.offer.agent == member.plan.number:
                self._end_offer(queued, OfferEnd.WITHDRAWN)

    def _come_back(self, member: Member) -> None:
        lunch = member.plan.lunch
        eats = lunch is not None and lunch[0] <= self.now < lunch[1]
        if not member.is_silent and not eats:
            member.is_away, member.online_since, member.last_ends = False, self.now, []

    def _fall_silent(self, member: Member) -> None:
        member.is_silent = True
        for talk in member.held.values():
            talk.left_s = max(60.0, talk.left_s - (self.now - talk.since))

    def _hand_back(self, member: Member) -> None:
        """The chats of a console that is gone wait again, and others go on with them."""
        for number in list(member.held):
            talk = self._end_part(member, number)
            self.fates[number].transfers += 1
            self.queue[number] = Queued(talk.visitor, self.now, talk.left_s)
