"""The ticket of a case: how it moved, and where it stands when the story ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log
from random import Random
from typing import NamedTuple

from helpdesk.demo.cases import Case
from helpdesk.demo.contacts import Setting, make_contact
from tickets.choices import Outcome, Status
from tickets.models import Contact, Ticket

WORK_HOURS = 5.0
"""The median time, in office time, that a ticket takes which its contacts did not solve."""
CLOSED_AFTER = timedelta(days=7)
"""A solved ticket to which nobody comes back is closed."""
SEEMS_SOLVED_ONE_IN = 4
"""Of the cases that take several contacts and begin with an agent."""


class Step(NamedTuple):
    """A move of a ticket. Nobody in particular closes what has long been solved."""

    at: datetime
    to: Status
    actor: int | None


@dataclass(slots=True)
class Work:
    case: Case
    ticket: Ticket
    contacts: list[Contact]
    opened_as: Status
    steps: list[Step]


def make_work(case: Case, *, setting: Setting, rng: Random) -> Work:
    """The contacts and the ticket of a case, as they stand at `setting.now`."""
    contacts = [
        make_contact(
            approach, case, is_last=approach is case.approaches[-1], setting=setting, rng=rng
        )
        for approach in case.approaches
    ]
    seem_solved(contacts, case.number)
    worker = contacts[-1].agent_id or rng.choice(setting.agents[case.subject.team])
    solved_at = _solved_at(contacts[-1], setting, rng)
    if solved_at:
        _answered_by_then(contacts, solved_at)
    opened_as = _opened_as(contacts[0])
    steps = list(_steps(contacts, opened_as, solved_at, worker, setting.now, rng))
    status = steps[-1].to if steps else opened_as
    is_taken = status != Status.NEW
    ticket = Ticket(
        pk=case.number,
        requester_id=case.requester.pk,
        subject=case.question,
        status=status,
        topic_id=contacts[0].topic_id,
        team_id=contacts[0].team_id,
        assignee_id=worker if is_taken else None,
        language=contacts[0].language,
        origin_channel=contacts[0].channel,
        created_at=contacts[0].started_at,
        updated_at=_last_touch(contacts, steps),
        solved_at=solved_at,
        closed_at=steps[-1].at if status == Status.CLOSED else None,
    )
    return Work(case, ticket, contacts, opened_as, steps)


def seem_solved(contacts: list[Contact], number: int) -> None:
    """Of some cases the first contact seems to have solved it, until the person comes back."""
    first, *others = contacts
    if number % SEEMS_SOLVED_ONE_IN or not others or not first.agent_id or not first.ended_at:
        return
    if first.ended_at < others[0].started_at < first.ended_at + CLOSED_AFTER:
        first.outcome = Outcome.SOLVED


def _solved_at(last: Contact, setting: Setting, rng: Random) -> datetime | None:
    if last.outcome == Outcome.SOLVED:
        return last.ended_at
    hours = rng.lognormvariate(log(WORK_HOURS), 1.1)
    known = last.ended_at or last.started_at
    solved = setting.clock.later(known, seconds=3600 * hours)
    return solved if last.outcome and solved < setting.now else None


def _answered_by_then(contacts: list[Contact], solved_at: datetime) -> None:
    """What solves the ticket answers the mails that waited, too."""
    for contact in contacts:
        if contact.ended_at is None or contact.ended_at > solved_at:
            contact.first_reply_at = contact.ended_at = solved_at
            contact.outcome = contact.outcome or Outcome.OPEN


def _opened_as(first: Contact) -> Status:
    if first.agent_id is None:
        return Status.NEW
    return Status.SOLVED if first.outcome == Outcome.SOLVED else Status.OPEN


def _steps(
    contacts: list[Contact],
    opened_as: Status,
    solved_at: datetime | None,
    worker: int,
    now: datetime,
    rng: Random,
) -> list[Step]:
    steps = [Step(at, to, worker) for at, to in _wishes(contacts, rng)]
    if solved_at:
        steps = [step for step in steps if step.at < solved_at]
        steps.append(Step(solved_at, Status.SOLVED, worker))
        if solved_at + CLOSED_AFTER < now:
            steps.append(Step(solved_at + CLOSED_AFTER, Status.CLOSED, None))
    moves: list[Step] = []
    status = opened_as
    for step in sorted(steps, key=lambda step: step.at):
        if step.to != status:
            moves.append(step)
            status = step.to
    return moves


def _wishes(contacts: list[Contact], rng: Random) -> list[tuple[datetime, Status]]:
    """An answer that solves nothing asks something back or promises work; a new contact is work."""
    wishes = []
    for contact in contacts:
        if contact is not contacts[0]:
            wishes.append((contact.started_at, Status.OPEN))
        if contact.agent_id is None and contact.first_reply_at:
            to = Status.PENDING if rng.random() < 0.6 else Status.OPEN
            wishes.append((contact.first_reply_at, to))
    return wishes


def _last_touch(contacts: list[Contact], steps: list[Step]) -> datetime:
    ends = [contact.ended_at or contact.started_at for contact in contacts]
    return max(*ends, *(step.at for step in steps), ends[0])
