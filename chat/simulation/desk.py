"""The simulated desk: who may come in and who gets whom, decided by the real rules."""

from __future__ import annotations

from functools import partial

from chat.assignment import Waiting, next_agent, offer_ends_at, takes_no_notice
from chat.availability import is_wait_too_long, why_closed
from chat.choices import OfferEnd
from chat.simulation.crew import Member, clock
from chat.simulation.day import Day, Visitor
from chat.simulation.habits import GLANCE_MEAN_S, NOTICED_MEDIAN_S, SLOWER_A_CHAT, reaction
from chat.simulation.policies import Policy
from chat.simulation.records import Fate, Log
from chat.simulation.stage import House, Queued, Running, Stage
from chat.waits import estimate

TICK_S = 1.0
BACK_AFTER_S = 120.0
"""An honest agent whom the program set away comes back after so long."""


class SimulatedDesk(Stage):
    """Plays one day. `log` has what happened; nothing is left undone when `play` returns."""

    def __init__(self, day: Day, policy: Policy, house: House) -> None:
        super().__init__(day, house)
        self.policy = policy
        self.is_slow = self._ticks = False

    def play(self) -> Log:
        for visitor in self.day.visitors:
            self._at(visitor.at, partial(self._arrive, visitor))
        while happen := self._next():
            happen()
            self._route()
        return self.log

    # --- newcomers

    def _arrive(self, visitor: Visitor) -> None:
        fate = self.fates[visitor.number] = Fate(visitor.number, self.now)
        self.log.fates.append(fate)
        fate.why = self._why_closed(fate) or ""
        if fate.why:
            fate.end = "refused"
            return
        self.queue[visitor.number] = Queued(visitor, self.now, visitor.service_s)
        self._at(self.now + visitor.patience_s, lambda: self._lose_patience(visitor))

    def _why_closed(self, fate: Fate) -> str | None:
        here = [member.load for member in self.crew.values() if not member.is_away]
        fate.told = estimate(
            len(self.queue) + 1,
            free=sum(load.free for load in here),
            places=[load.capacity for load in here],
            experience=self.memory.experience(self.now),
            promise_s=self.house.promise_s,
        )
        slowest = max((self.now - one.since for one in self.queue.values()), default=0.0)
        self.is_slow = is_wait_too_long(
            max(fate.told.expected_s, slowest),
            limit_s=self.house.wait_limit_s,
            is_closed=self.is_slow,
        )
        return why_closed(
            in_hours=self.now < self.day.closes,
            agents=here,
            waiting=len(self.queue),
            queue_limit=self.house.queue_limit,
            is_slow=self.is_slow,
        )

    def _lose_patience(self, visitor: Visitor) -> None:
        """Whoever has no answer gives up, unless somebody is just writing one."""
        fate = self.fates[visitor.number]
        if fate.first_words_at is not None:
            return
        holder = next((m for m in self.crew.values() if visitor.number in m.held), None)
        if holder and not holder.is_silent:
            return
        if holder:
            self._end_part(holder, visitor.number)
        queued = self.queue.get(visitor.number)
        if queued:
            self._end_offer(queued, OfferEnd.WITHDRAWN)
            del self.queue[visitor.number]
        fate.end, fate.left_at = "left", self.now
        self.memory.waits.append((self.now - fate.came_at, True))

    # --- the way to an agent

    def _route(self) -> None:
        if self.policy.choose is None:
            self._let_pick()
            return
        waiting = [self._waiting(one) for one in self.queue.values() if one.offer is None]
        if not waiting:
            return
        for choice in self.policy.choose(waiting, self._agents(), clock(self.now)):
            self._offer(self.queue[int(str(choice.chat))], self.crew[choice.agent])
        if not self._ticks and any(one.offer is None for one in self.queue.values()):
            self._ticks = True
            self._at(self.now + TICK_S, self._tick)

    def _tick(self) -> None:
        self._ticks = False

    def _waiting(self, queued: Queued) -> Waiting:
        passed = {agent: clock(at) for agent, at in queued.passed.items()}
        return Waiting(queued.visitor.number, clock(queued.since), passed=passed)

    def _offer(self, queued: Queued, member: Member) -> None:
        latest = self.now + self.house.offer_s
        expires = latest
        if self.policy.learns:
            came_at = self.fates[queued.visitor.number].came_at
            promised = clock(came_at + self.house.promise_s)
            ends = offer_ends_at(
                clock(self.now), offer_seconds=self.house.offer_s, promise_at=promised
            )
            expires = (ends - clock(0)).total_seconds()
        offer = queued.offer = Running(member.plan.number, self.now, expires, latest)
        queued.first_shown = self.now if queued.first_shown is None else queued.first_shown
        member.shown.add(queued.visitor.number)
        member.last_new = member.last_offered = self.now
        self._at(expires, lambda: self._expire(queued, offer))
        if not member.is_silent:
            rng = self._rng("notice", queued.visitor.number, member.plan.number)
            took = reaction(rng, NOTICED_MEDIAN_S, in_hand=len(member.held))
            self._at(self.now + took, lambda: self._accept(queued, offer))

    def _accept(self, queued: Queued, offer: Running) -> None:
        if queued.offer is not offer:
            return
        member = self.crew[offer.agent]
        self._end_offer(queued, OfferEnd.ACCEPTED)
        self._take(queued, member)

    def _expire(self, queued: Queued, offer: Running) -> None:
        """As `chat.actions.offer`: a broken promise moves an offer only if another can be asked."""
        if queued.offer is not offer:
            return
        queued.passed[offer.agent] = self.now
        others = self._agents(but=offer.agent)
        if self.now < offer.latest and not next_agent(
            self._waiting(queued), others, clock(self.now)
        ):
            del queued.passed[offer.agent]
            self._at(offer.latest, lambda: self._expire(queued, offer))
            return
        self._end_offer(queued, OfferEnd.EXPIRED)
        member = self.crew[offer.agent]
        if self.policy.learns and takes_no_notice(member.last_ends) and not member.is_away:
            self._set_away(member)
            if not member.is_silent:
                self._at(self.now + BACK_AFTER_S, lambda: self._come_back(member))

    def _let_pick(self) -> None:
        """Whoever has room looks at the queue now and then, and takes the oldest."""
        if not self.queue:
            return
        for member in self.crew.values():
            if member.glances or member.is_silent or not member.has_room():
                continue
            member.glances = True
            rng = self._rng(f"glance {self.now}", 0, member.plan.number)
            mean = GLANCE_MEAN_S * (1 + SLOWER_A_CHAT * len(member.held))
            self._at(self.now + rng.expovariate(1 / mean), partial(self._glance, member))

    def _glance(self, member: Member) -> None:
        member.glances = False
        if self.queue and member.has_room() and not member.is_silent:
            self._take(min(self.queue.values(), key=lambda one: one.since), member)
