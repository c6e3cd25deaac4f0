"""Short ways to let tickets go their way, as the program writes it down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from tickets.choices import MOVES, UNSOLVED
from tickets.models import Contact, Ticket, TicketEvent

HOURS = (0, 0.1, 1, 5, 20, 30, 100, 200, 400, 900, 2500)


def go_ways(tickets: Iterable[Ticket], rng: Random, *, until: datetime) -> None:
    """Each is opened when it was made, and moves some times, by allowed steps only."""
    tickets = list(tickets)
    events = [event for ticket in tickets for event in _way(ticket, rng, until)]
    TicketEvent.objects.bulk_create(events)
    Ticket.objects.bulk_update(tickets, ["status", "solved_at", "closed_at"])


def _way(ticket: Ticket, rng: Random, until: datetime) -> Iterable[TicketEvent]:
    moment = ticket.created_at
    _enter(ticket, rng.choice(["new", "open", "solved"]), moment)
    yield TicketEvent(ticket=ticket, kind="opened", at=moment, data={"status": ticket.status})
    for _step in range(rng.randrange(6)):
        moment += timedelta(hours=rng.choice(HOURS))
        if moment >= until or not MOVES[ticket.status]:
            return
        to = rng.choice(sorted(MOVES[ticket.status]))
        data = {"from": ticket.status, "to": to}
        if ticket.status == "solved" and to != "closed" and ticket.solved_at:
            data["solved_at"] = ticket.solved_at.isoformat()
        yield TicketEvent(ticket=ticket, kind="status", at=moment, data=data)
        _enter(ticket, to, moment)


def _enter(ticket: Ticket, status: str, moment: datetime) -> None:
    ticket.status = status
    if status == "solved":
        ticket.solved_at = moment
    elif status == "closed":
        ticket.closed_at = moment
    elif status in UNSOLVED:
        ticket.solved_at = None


def come_back(contacts: Iterable[Contact], rng: Random) -> None:
    """Some contacts are about what the same person came about last."""
    last: dict[int | None, Contact] = {}
    for contact in sorted(contacts, key=lambda each: each.started_at):
        before = last.get(contact.requester_id)
        if before and rng.random() < 0.4:
            contact.ticket = before.ticket
        last[contact.requester_id] = contact
