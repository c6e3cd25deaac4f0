"""The history of each ticket, in the words in which the program itself writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from operator import itemgetter

from helpdesk.demo.store import Row
from helpdesk.demo.work import Work
from tickets.choices import Status, TicketEventKind


def history(works: Iterable[Work]) -> Iterator[Row]:
    """Rows of `TicketEvent`: ticket by ticket, each in the order of time."""
    numbers = count(1)
    for work in works:
        for event in sorted(_of(work), key=itemgetter("at")):
            yield {"id": next(numbers), "ticket_id": work.ticket.pk, **event}


def _of(work: Work) -> Iterator[Row]:
    for contact in work.contacts:
        is_first = contact is work.contacts[0]
        data = {"contact": contact.pk, "channel": str(contact.channel)}
        yield {
            "kind": TicketEventKind.OPENED if is_first else TicketEventKind.CONTACT,
            "actor_id": contact.agent_id,
            "at": contact.started_at,
            "data": data | ({"status": work.opened_as.value} if is_first else {}),
        }
    before, since = work.opened_as, work.contacts[0].started_at
    for step in work.steps:
        is_return = before == Status.SOLVED and step.to != Status.CLOSED
        yield {
            "kind": TicketEventKind.STATUS,
            "actor_id": step.actor,
            "at": step.at,
            "data": {"from": before.value, "to": step.to.value},
            "solved_at": since if is_return else None,
        }
        before, since = step.to, step.at
