"""Short ways to let tickets go their way, as the program writes it down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from chat.choices import State
from chat.models import Chat, Reply
from helpdesk.people.models import User
from tests.reports.answered import add_agent
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
        solved_at = ticket.solved_at if ticket.status == "solved" and to != "closed" else None
        data = {"from": ticket.status, "to": to}
        yield TicketEvent(ticket=ticket, kind="status", at=moment, data=data, solved_at=solved_at)
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


def answer_chats(contacts: Iterable[Contact], rng: Random) -> None:
    """Six agents answer by turns in each team, a chat by one answer that its rating counts for."""
    agents = [add_agent(f"agent{number}") for number in range(6)]
    answered = [contact for contact in contacts if contact.first_reply_at]
    turns: defaultdict[int | None, cycle[User]] = defaultdict(lambda: cycle(agents))
    chats = {each.pk: _chat(each, next(turns[each.team_id])) for each in answered}
    Chat.objects.bulk_create(chats.values())
    Reply.objects.bulk_create(
        Reply(
            chat=chats[contact.pk],
            seq=2,
            agent=chats[contact.pk].agent,
            at=contact.first_reply_at,
            gap_s=contact.wait.total_seconds(),
            at_once=rng.randrange(1, 4),
            hour=rng.randrange(8),
            is_last=True,
        )
        for contact in answered
        if contact.wait
    )


def _chat(contact: Contact, agent: User) -> Chat:
    return Chat(
        contact=contact,
        token_hash=f"year{contact.pk}",
        state=State.CLOSED,
        agent=agent,
        team_id=contact.team_id,
        language="en",
        opened_at=contact.started_at,
        queued_at=contact.started_at,
        ended_at=contact.ended_at,
        outcome=contact.outcome,
        handed_off_at=contact.ended_at,
    )
