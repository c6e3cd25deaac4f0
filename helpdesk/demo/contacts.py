"""How each contact went: who answered, when, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import log
from random import Random

from helpdesk.demo.cases import Case
from helpdesk.demo.clock import ZONE, OfficeClock
from helpdesk.demo.moments import AT_THE_DESK, Approach
from helpdesk.demo.survey import answer
from tickets.choices import Channel, Outcome
from tickets.models import Contact

SOLVED_AT_ONCE: Mapping[Channel, float] = {
    Channel.PHONE: 0.72,
    Channel.CHAT: 0.78,
    Channel.EMAIL: 0.62,
    Channel.WEB: 0.55,
    Channel.WALK_IN: 0.80,
}
TALK_MINUTES = {Channel.PHONE: 7.0, Channel.CHAT: 9.0, Channel.WALK_IN: 11.0}
"""The median length of a conversation."""
REPLY_MINUTES = 110.0
"""The median time to the answer to a mail or a form, in office time."""
TRANSFERRED = {Channel.PHONE: 0.14, Channel.CHAT: 0.08}
LEFT_WAITING, NOBODY_THERE = 0.025, 0.003
MASKED = 0.004
SPOKEN = (Channel.PHONE, Channel.WALK_IN)
TIRED_FROM = 14
"""The hour from which chats are answered more slowly: it has been a long day for everybody."""


@dataclass(frozen=True)
class Setting:
    """What all contacts share. `now` is when the story ends: what comes later has not happened."""

    clock: OfficeClock
    closed: frozenset[date]
    now: datetime
    agents: Mapping[str, tuple[int, ...]]
    speakers: Mapping[str, frozenset[int]]
    """Who answers in a language."""
    teams: Mapping[str, int]
    topics: Mapping[str, int]

    def who_speaks(self, team: str, language: str) -> list[int]:
        """The team's agents who answer in this language; all, where nobody does."""
        speakers = self.speakers[language]
        return [agent for agent in self.agents[team] if agent in speakers] or [*self.agents[team]]


def make_contact(
    approach: Approach, case: Case, *, is_last: bool, setting: Setting, rng: Random
) -> Contact:
    """One contact of a case. What is not its last is not solved by it."""
    contact = Contact(
        pk=approach.number,
        channel=approach.channel,
        requester_id=case.requester.pk,
        ticket_id=case.number,
        topic_id=setting.topics[case.subject.slug],
        team_id=setting.teams[case.subject.team],
        language=case.requester.language,
        subject=case.question,
        started_at=approach.at,
        recorded_at=approach.at,
        masked=int(approach.channel not in SPOKEN and rng.random() < MASKED),
    )
    outcome = Outcome.OPEN
    if is_last and rng.random() < SOLVED_AT_ONCE[approach.channel]:
        outcome = Outcome.SOLVED
    if approach.channel not in AT_THE_DESK:
        _write_back(contact, outcome, setting, rng)
    elif approach.channel == Channel.CHAT and rng.random() < LEFT_WAITING + NOBODY_THERE:
        _leave(contact, rng)
    else:
        _talk(contact, outcome, rng)
        contact.agent_id = rng.choice(setting.who_speaks(case.subject.team, contact.language))
    if approach.channel == Channel.CHAT:
        answer(contact, rng)
    return contact


def _write_back(contact: Contact, outcome: Outcome, setting: Setting, rng: Random) -> None:
    seconds = 60 * rng.lognormvariate(log(REPLY_MINUTES), 0.9)
    replied = setting.clock.later(contact.started_at, seconds=seconds)
    if replied < setting.now:
        contact.first_reply_at = contact.ended_at = replied
        contact.outcome = outcome


def _leave(contact: Contact, rng: Random) -> None:
    is_missed = rng.random() < NOBODY_THERE / (LEFT_WAITING + NOBODY_THERE)
    contact.outcome = Outcome.MISSED if is_missed else Outcome.ABANDONED
    contact.ended_at = contact.started_at + timedelta(seconds=rng.randint(35, 240))


def _talk(contact: Contact, outcome: Outcome, rng: Random) -> None:
    channel = Channel(contact.channel)
    # A call is logged from when it is answered; how long it rang nobody knows.
    wait = _chat_wait(contact, rng) if channel == Channel.CHAT else timedelta()
    minutes = min(55.0, max(1.0, rng.lognormvariate(log(TALK_MINUTES[channel]), 0.55)))
    contact.first_reply_at = contact.started_at + wait
    contact.ended_at = contact.first_reply_at + timedelta(seconds=round(60 * minutes))
    contact.outcome = outcome
    contact.transfers = int(rng.random() < TRANSFERRED.get(channel, 0.0))


def _chat_wait(contact: Contact, rng: Random) -> timedelta:
    """Most within the promised ten seconds, nearly all within a minute."""
    is_late_in_the_day = contact.started_at.astimezone(ZONE).hour >= TIRED_FROM
    kept, missed = (0.71, 0.05) if is_late_in_the_day else (0.84, 0.02)
    luck = rng.random()
    if luck < kept:
        seconds = 2.5 + 7.4 * rng.betavariate(2, 2)
    elif luck < 1 - missed:
        seconds = 10 + 50 * rng.betavariate(1.2, 3)
    else:
        seconds = 60 + 120 * rng.betavariate(1, 3)
    return timedelta(seconds=round(seconds, 3))
