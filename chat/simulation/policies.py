"""Three ways in which a waiting chat finds its agent. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.assignment import Agent, Choice, Waiting, distribute, free_places, shown

Choose = Callable[[Sequence[Waiting], Sequence[Agent], datetime], list[Choice]]


@dataclass(frozen=True, slots=True)
class Policy:
    """`choose` is None where agents pick by themselves.

    `learns`: an agent who lets offers pass is no longer asked, and a broken promise moves an offer.
    """

    name: str
    title: str
    choose: Choose | None
    learns: bool


def _by_the_rules(
    waiting: Sequence[Waiting], agents: Sequence[Agent], at: datetime
) -> list[Choice]:
    return distribute(waiting, agents, at)


def _fewest_first(
    waiting: Sequence[Waiting], agents: Sequence[Agent], at: datetime
) -> list[Choice]:
    """To whoever has the fewest chats, whatever they could take and whatever happened before."""
    here = {agent.id: agent for agent in agents}
    choices = []
    for chat in sorted(waiting, key=lambda one: one.queued_at):
        free = [agent for agent in here.values() if free_places(agent, chat.team)]
        if not free:
            break
        best = min(free, key=lambda agent: (len(agent.held), agent.id))
        choices.append(Choice(chat.chat, best.id))
        here[best.id] = shown(best, chat, at)
    return choices


POLICIES = (
    Policy("offer", "offers", _by_the_rules, learns=True),
    Policy("fewest", "fewest chats first", _fewest_first, learns=False),
    Policy("pick", "free pick", None, learns=False),
)
