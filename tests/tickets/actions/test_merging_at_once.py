"""Merging while others merge, write and mail at the same moment: nothing is lost or stuck."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from helpdesk.errors import DomainError
from helpdesk.people.models import Requester, User
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact, MakeTicket
from tests.tickets.mail.letters import raw
from tickets.actions import (
    add_comment,
    append_or_open,
    merge_requesters,
    merge_tickets,
    open_ticket,
    receive_email,
    record_contact,
    reply_to_requester,
)
from tickets.errors import BeingMailed, OnesAlready, WasMerged
from tickets.models import Comment, Contact, Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("desk")]
ROUNDS = range(4)


def unexpected(results: list[Any]) -> list[Any]:
    """Errors that are no refusals: deadlocks, broken constraints."""
    return [
        each
        for each in results
        if isinstance(each, Exception) and not isinstance(each, DomainError)
    ]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Makes an act begin when a merge holds both tickets and has moved nothing yet."""
    module, held = import_module("tickets.actions.merge_tickets"), threading.Event()
    check = module._check

    def checked(*given: Any) -> None:
        held.set()
        check(*given)

    monkeypatch.setattr(module, "_check", checked)

    def begin(act: Callable[[], Any]) -> Callable[[], Any]:
        def wait_and_act() -> Any:
            held.wait(10)
            return act()

        return wait_and_act

    return begin


def where_contacts_stand() -> set[int | None]:
    return set(Contact.objects.values_list("ticket__merged_into", flat=True))


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_into_each_other_become_one(make_ticket: MakeTicket, agent: User, round_: int) -> None:
    one, two = make_ticket(), make_ticket()

    results = at_once(
        lambda: merge_tickets(one, into=two, by=agent),
        lambda: merge_tickets(two, into=one, by=agent),
    )

    assert sorted(type(each).__name__ for each in results) == ["OnesAlready", "Ticket"]
    assert Ticket.objects.requests().count() == 1
    assert where_contacts_stand() == {None}


@pytest.mark.parametrize("round_", ROUNDS)
def test_one_into_two_others_goes_into_one_of_them(
    make_ticket: MakeTicket, agent: User, round_: int
) -> None:
    one, two, three = (make_ticket() for _ in range(3))

    results = at_once(
        lambda: merge_tickets(one, into=two, by=agent),
        lambda: merge_tickets(one, into=three, by=agent),
    )

    refused = [each for each in results if isinstance(each, Exception)]
    assert [type(each) for each in refused] == [WasMerged]
    assert Ticket.objects.requests().count() == 2


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_ring_ends_in_one_ticket(make_ticket: MakeTicket, agent: User, round_: int) -> None:
    ring = [make_ticket() for _ in range(4)]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))

    results = at_once(
        *(lambda one=one, kept=kept: merge_tickets(one, into=kept, by=agent) for one, kept in pairs)
    )

    assert unexpected(results) == []
    assert [type(each) for each in results if isinstance(each, Exception)] == [OnesAlready]
    kept = Ticket.objects.requests().get()
    assert kept.contacts.count() == 4


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_mail_that_comes_meanwhile_reaches_the_kept_one(
    make_ticket: MakeTicket, agent: User, meanwhile: Any, round_: int
) -> None:
    one, kept = make_ticket(), make_ticket()

    results = at_once(
        lambda: merge_tickets(one, into=kept, by=agent),
        meanwhile(lambda: receive_email(raw(Subject=f"Re: [#{one.pk}] Fire"))),
    )

    assert unexpected(results) == []
    mail = Contact.objects.get(channel="email")
    assert (mail.ticket, [each.ticket for each in mail.comments.all()]) == (kept, [kept])


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_contact_that_joins_and_words_that_are_written_meanwhile_are_kept(
    make_ticket: MakeTicket, make_contact: MakeContact, agent: User, meanwhile: Any, round_: int
) -> None:
    one, kept = make_ticket(), make_ticket()
    call = make_contact(channel="phone")
    key = uuid4()

    results = at_once(
        lambda: merge_tickets(one, into=kept, by=agent),
        meanwhile(lambda: append_or_open(call, subject="Again", status="open", ticket=one)),
        meanwhile(lambda: add_comment(one, kind="note", body="Typed", author=agent)),
        meanwhile(lambda: reply_to_requester(one, author=agent, body="Try now", key=key)),
    )

    assert unexpected(results) == []
    assert [each for each in results if isinstance(each, Exception)] == []
    assert set(Contact.objects.values_list("ticket", flat=True)) == {kept.pk}
    assert set(Comment.objects.values_list("ticket", flat=True)) == {kept.pk}


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_person_is_merged_while_their_tickets_are_and_a_mail_comes(
    make_ticket: MakeTicket, requester: Requester, agent: User, round_: int
) -> None:
    twin = Requester.objects.create(name="Aino", email="ak@home.example")
    kept = make_ticket()
    theirs = open_ticket(record_contact(channel="phone", requester=twin), subject="Fire")

    results = at_once(
        lambda: merge_requesters(twin, into=requester, by=agent),
        lambda: merge_tickets(theirs, into=kept, by=agent, other_person=True),
        lambda: receive_email(raw(From="ak@home.example", Subject="New")),
        lambda: record_contact(channel="web", requester=twin),
    )

    assert unexpected(results) == []
    assert set(Contact.objects.values_list("requester", flat=True)) == {requester.pk}
    assert set(Ticket.objects.values_list("requester", flat=True)) == {requester.pk}
    assert where_contacts_stand() == {None}


@pytest.mark.parametrize("round_", ROUNDS)
def test_two_people_into_each_other_become_one(
    requester: Requester, agent: User, round_: int
) -> None:
    twin = Requester.objects.create(name="Aino")
    record_contact(channel="web", requester=twin)

    results = at_once(
        lambda: merge_requesters(twin, into=requester, by=agent),
        lambda: merge_requesters(requester, into=twin, by=agent),
    )

    assert sorted(type(each).__name__ for each in results) == ["OnePersonAlready", "Requester"]
    kept = Requester.objects.everybody().get()
    assert [contact.requester for contact in Contact.objects.all()] == [kept]


def test_while_a_reply_is_being_mailed_one_is_told_to_wait(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket(), make_ticket()
    reply = reply_to_requester(one, author=agent, body="Try now", key=uuid4())

    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT FROM tickets_comment WHERE id = %s FOR UPDATE", [reply.pk])
        (refused,) = at_once(lambda: merge_tickets(one, into=kept, by=agent))
        cursor.execute("ROLLBACK")

    assert isinstance(refused, BeingMailed)
    assert merge_tickets(one, into=kept, by=agent) == kept
