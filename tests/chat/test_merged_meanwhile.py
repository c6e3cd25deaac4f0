"""A chat goes on with a ticket that is merged into another one meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from chat import handoff
from chat.actions import accept_chat, close_chat
from chat.choices import EndReason
from chat.models import Chat
from helpdesk.people.models import Requester, User
from tests.tickets.at_once import at_once
from tickets.actions import merge_requesters, merge_tickets, open_ticket, record_contact
from tickets.models import Attachment, Comment, Contact, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = range(4)


def ticket_of(person: Requester | None, subject: str) -> Ticket:
    return open_ticket(record_contact(channel="phone", requester=person), subject=subject)


@pytest.fixture
def active(opened: Any, agent: User) -> Chat:
    return accept_chat(opened.chat.pk, agent=agent)


def where_it_stands(chat: Chat) -> set[int | None]:
    """The tickets of the chat's contact, of its transcript and of its files."""
    of_chat = {"contact": chat.contact_id}
    return {
        Contact.objects.get(pk=chat.contact_id).ticket_id,
        *Comment.objects.filter(**of_chat).values_list("ticket", flat=True),
        *Attachment.objects.filter(**of_chat).values_list("ticket", flat=True),
    }


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_chat_that_ends_in_a_ticket_meanwhile_stands_in_the_kept_one(
    active: Chat, agent: User, round_: int
) -> None:
    person = active.contact.requester
    one, kept = ticket_of(person, "Fire"), ticket_of(person, "Smoke")
    handoff.join(active, ticket=one.pk, actor=agent)
    close_chat(active.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")

    results = at_once(
        lambda: handoff.open_ticket_for(active.pk),
        lambda: merge_tickets(one, into=kept, by=agent),
    )

    assert [each for each in results if isinstance(each, Exception)] == []
    assert where_it_stands(active) == {kept.pk}


def test_a_chat_that_names_the_one_merged_joins_the_kept_one(active: Chat, agent: User) -> None:
    person = active.contact.requester
    one, kept = ticket_of(person, "Fire"), ticket_of(person, "Smoke")
    merge_tickets(one, into=kept, by=agent)

    handoff.join(active, ticket=one.pk, actor=agent)
    close_chat(active.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")

    assert handoff.open_ticket_for(active.pk) == kept
    assert where_it_stands(active) == {kept.pk}


@pytest.mark.parametrize("round_", ROUNDS)
def test_the_person_of_a_chat_that_ends_meanwhile_is_the_kept_one(
    active: Chat, agent: User, round_: int
) -> None:
    kept = Requester.objects.create(name="Aino Kallio", email="kallio@uni.example")
    twin = active.contact.requester
    assert twin is not None
    close_chat(active.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")

    results = at_once(
        lambda: handoff.open_ticket_for(active.pk),
        lambda: merge_requesters(twin, into=kept, by=agent),
    )

    assert [each for each in results if isinstance(each, Exception)] == []
    contact = Contact.objects.get(pk=active.contact_id)
    assert contact.ticket is not None
    assert (contact.requester, contact.ticket.requester) == (kept, kept)
