"""Who is offered a waiting chat: pure rules, plain values in and out.

Oldest first. Whoever helped this person lately is asked first, if free; else whoever has the most
free weighted capacity; of equals, who has been longest without a new chat. Whoever let this very
chat pass is asked last. A place is a whole place: a chat that rests weighs less when loads are
compared, but whoever has as many chats as they take gets no further one, for it may wake up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from chat.choices import OfferEnd

Skill = Literal["topic", "language"]
RESTS_AFTER = timedelta(minutes=3)
"""A chat in which nobody wrote for so long rests."""
RESTING_WEIGHT = 0.5
EASED_IN = timedelta(minutes=1)
"""So long after coming online an agent gets offers one by one ..."""
EASED_GAP = timedelta(seconds=5)
"""... with this much time between them."""
ASKED_AGAIN_AFTER = timedelta(seconds=15)
"""An agent who let a chat pass is not asked for the same one again before this."""
SHOWN_AT_LEAST = timedelta(seconds=5)
"""No offer is shorter, however soon a promise breaks."""
MISSED_IN_A_ROW = 2
"""After so many offers without an answer nobody seems to be at the console."""
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chat that nobody has. `topics`: its topic and all above it; empty where none is known.

    `same_agent` helped this person lately; `passed`: which agents let this chat pass, and when.
    """

    chat: Any
    queued_at: datetime
    language: str = ""
    team: int | None = None
    topics: frozenset[int] = frozenset()
    same_agent: int | None = None
    passed: Mapping[int, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A chat that an agent has or is shown. `written_at`: when somebody last wrote in it."""

    team: int | None
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Agent:
    """A present agent. `teams`: how many chats of each team at once; None for as many as in all.

    Without `topics` or `languages` an agent answers all of them.
    """

    id: int
    capacity: int
    online_since: datetime
    held: tuple[Held, ...] = ()
    teams: Mapping[int, int | None] = field(default_factory=dict)
    topics: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    last_new_at: datetime | None = None
    last_offered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """`without` names the skills that nobody present has: they were let fall."""

    chat: Any
    agent: int
    without: frozenset[Skill] = frozenset()


def capacity_of(stated: int, *, relieved: int) -> int:
    """Chats at once, after what the rule against fatigue takes off; never none at all."""
    return max(1, stated - relieved)


def weight(held: Held, at: datetime) -> float:
    """What a chat takes of its agent's attention: a resting one less, but never nothing."""
    return RESTING_WEIGHT if at - held.written_at >= RESTS_AFTER else 1.0


def free_weighted(agent: Agent, at: datetime) -> float:
    return agent.capacity - sum(weight(held, at) for held in agent.held)


def free_places(agent: Agent, team: int | None) -> int:
    """How many more chats of this team the agent takes; never negative."""
    free = agent.capacity - len(agent.held)
    of_team = agent.teams.get(team) if team is not None else None
    if of_team is not None:
        free = min(free, of_team - sum(held.team == team for held in agent.held))
    return max(0, free)


def answers_for(agent: Agent, team: int | None) -> bool:
    """Whether chats of this team are for the agent; those of no team are for everybody."""
    return team is None or team in agent.teams


def answers_in(languages: Collection[str], language: str) -> bool:
    """Whether an agent of these languages answers in this one; who names none answers in all."""
    return not languages or not language or language in languages


def knows(agent: Agent, topics: frozenset[int]) -> bool:
    return not agent.topics or not topics or not agent.topics.isdisjoint(topics)


def is_eased_in(agent: Agent, at: datetime) -> bool:
    """Whether whoever just came online has had an offer only moments ago."""
    just_came = at - agent.online_since < EASED_IN
    return just_came and at - (agent.last_offered_at or NEVER) < EASED_GAP


def skilled(chat: Waiting, agents: Iterable[Agent]) -> tuple[list[Agent], frozenset[Skill]]:
    """Who answers for the chat's team and has its skills, and which skills had to be let fall.

    Nobody waits for someone who is not here. Of two skills the topic falls first: whoever does not
    know can ask a colleague, whoever does not understand cannot.
    """
    of_team = [agent for agent in agents if answers_for(agent, chat.team)]
    speakers = [agent for agent in of_team if answers_in(agent.languages, chat.language)]
    ways: tuple[tuple[list[Agent], frozenset[Skill]], ...] = (
        ([agent for agent in speakers if knows(agent, chat.topics)], frozenset()),
        (speakers, frozenset({"topic"})),
        ([agent for agent in of_team if knows(agent, chat.topics)], frozenset({"language"})),
    )
    neither: frozenset[Skill] = frozenset({"topic", "language"})
    return next((way for way in ways if way[0]), (of_team, neither))


def next_agent(chat: Waiting, agents: Sequence[Agent], at: datetime) -> Choice | None:
    """Who is asked next for this chat; None while nobody can be."""
    before = next((agent for agent in agents if agent.id == chat.same_agent), None)
    if (
        before
        and before.id not in chat.passed
        and answers_for(before, chat.team)
        and _can_be_asked(before, chat, at)
    ):
        return Choice(chat.chat, before.id)
    able, without = skilled(chat, agents)
    asked = [agent for agent in able if _can_be_asked(agent, chat, at)]
    if not asked:
        return None
    best = min(asked, key=lambda agent: _rank(agent, chat, at))
    return Choice(chat.chat, best.id, without)


def distribute(waiting: Iterable[Waiting], agents: Iterable[Agent], at: datetime) -> list[Choice]:
    """Who is offered what now, oldest first; what nobody can be asked for goes on waiting."""
    here = {agent.id: agent for agent in agents}
    choices = []
    for chat in sorted(waiting, key=lambda one: one.queued_at):
        choice = next_agent(chat, list(here.values()), at)
        if choice:
            choices.append(choice)
            here[choice.agent] = shown(here[choice.agent], chat, at)
    return choices


def shown(agent: Agent, chat: Waiting, at: datetime) -> Agent:
    """The agent, with this chat offered to them: it takes a place until they answer."""
    held = (*agent.held, Held(chat.team, at))
    return replace(agent, held=held, last_offered_at=at, last_new_at=at)


def offer_ends_at(offered_at: datetime, *, offer_seconds: int, promise_at: datetime) -> datetime:
    """When an offer goes on to the next: after the team's time, or when the promise breaks."""
    latest = offered_at + timedelta(seconds=offer_seconds)
    if promise_at >= offered_at + SHOWN_AT_LEAST:
        return min(latest, promise_at)
    return latest


def takes_no_notice(last_ends: Sequence[str]) -> bool:
    """Whether an agent let the last offers pass without a word; latest first."""
    latest = list(last_ends[:MISSED_IN_A_ROW])
    return len(latest) == MISSED_IN_A_ROW and all(end == OfferEnd.EXPIRED for end in latest)


def _can_be_asked(agent: Agent, chat: Waiting, at: datetime) -> bool:
    asked_lately = at - chat.passed.get(agent.id, NEVER) < ASKED_AGAIN_AFTER
    return free_places(agent, chat.team) > 0 and not is_eased_in(agent, at) and not asked_lately


def _rank(agent: Agent, chat: Waiting, at: datetime) -> tuple[datetime, float, datetime, int]:
    """Smallest first: who never let it pass, who has most room, who waited longest for a chat."""
    return (
        chat.passed.get(agent.id, NEVER),
        -free_weighted(agent, at),
        agent.last_new_at or NEVER,
        agent.id,
    )
