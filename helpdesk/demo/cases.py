"""Which contacts belong together: most people get in touch once about one thing, some come back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from helpdesk.demo.clock import ZONE
from helpdesk.demo.moments import Approach
from helpdesk.demo.requesters import Requesters
from helpdesk.demo.topics import Subject
from helpdesk.people.models import Requester
from tickets.choices import Channel

COMES_BACK: Mapping[Channel, float] = {
    Channel.PHONE: 0.07,
    Channel.CHAT: 0.03,
    Channel.EMAIL: 0.20,
    Channel.WEB: 0.02,
    Channel.WALK_IN: 0.04,
}
"""How often a contact over this channel is about a ticket that there is already."""
SOONEST, LATEST = timedelta(hours=2), timedelta(days=7)
MOST = 3


@dataclass(slots=True)
class Case:
    """One issue of one person, and the contacts it took. `number` is its ticket's."""

    number: int
    requester: Requester
    subject: Subject
    question: str
    approaches: list[Approach]


def gather(
    approaches: list[Approach], *, requesters: Requesters, subjects: list[Subject], rng: Random
) -> list[Case]:
    """The cases in the order of their first contacts."""
    cases: list[Case] = []
    begun: list[datetime] = []
    asked = [subject for subject in subjects if subject.questions]
    for approach in approaches:
        known = _known(approach, cases, begun, rng) if _comes_back(approach, rng) else None
        if known:
            known.approaches.append(approach)
            continue
        requester = requesters.somebody(approach.at)
        subject = _subject(asked, approach.at, rng)
        question = rng.choice((subject.questions or {})[requester.language])
        cases.append(Case(len(cases) + 1, requester, subject, question, [approach]))
        begun.append(approach.at)
    return cases


def _comes_back(approach: Approach, rng: Random) -> bool:
    return rng.random() < COMES_BACK[approach.channel]


def _known(
    approach: Approach, cases: list[Case], begun: list[datetime], rng: Random
) -> Case | None:
    first = bisect_left(begun, approach.at - LATEST)
    end = bisect_left(begun, approach.at - SOONEST)
    if first == end:
        return None
    case = cases[rng.randrange(first, end)]
    is_too_soon = approach.at - case.approaches[-1].at < SOONEST
    return None if is_too_soon or len(case.approaches) == MOST else case


def _subject(subjects: list[Subject], at: datetime, rng: Random) -> Subject:
    month = at.astimezone(ZONE).month
    (subject,) = rng.choices(subjects, [subject.weight_in(month) for subject in subjects])
    return subject
