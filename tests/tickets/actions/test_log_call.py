"""Calls and visits, logged in three fields."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from helpdesk.errors import Invalid
from helpdesk.people.models import Requester, User
from tests.tickets.at_once import at_once
from tickets.actions import log_call
from tickets.actions.log_call import identified
from tickets.errors import OtherPerson
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db


def call(agent: User, **fields: Any) -> Contact:
    return log_call(
        **{
            "agent": agent,
            "person": "aino@uni.example",
            "outcome": "solved",
            "summary": "Password reset",
            "started_at": timezone.now() - timedelta(minutes=3),
            "key": "1",
            **fields,
        }
    )


def test_a_solved_call_is_a_contact_a_solved_ticket_and_a_note(
    agent: User, topic: Topic, requester: Requester
) -> None:
    contact = call(agent, topic=topic)

    ticket = Ticket.objects.get()
    assert (contact.channel, contact.agent, contact.outcome) == ("phone", agent, "solved")
    assert (contact.requester, contact.topic, contact.team) == (requester, topic, topic.team)
    assert contact.wait == timedelta()
    assert contact.ended_at is not None
    assert (ticket.status, ticket.assignee, ticket.subject) == ("solved", agent, "Password reset")
    assert [(c.kind, c.body) for c in ticket.comments.all()] == [("note", "Password reset")]


def test_work_that_goes_on_leaves_the_ticket_open(agent: User) -> None:
    contact = call(agent, outcome="open", channel="walk_in")

    assert contact.channel == "walk_in"
    assert Ticket.objects.get().status == "open"


def test_a_call_may_join_a_ticket_of_its_person(agent: User, ticket: Ticket) -> None:
    contact = call(agent, requester=ticket.requester, ticket=ticket)

    assert contact.ticket == ticket
    ticket.refresh_from_db()
    assert ticket.status == "solved"


def test_a_call_about_a_ticket_without_a_name_is_its_persons(agent: User, ticket: Ticket) -> None:
    assert call(agent, person="", ticket=ticket).requester == ticket.requester


def test_a_ticket_of_another_person_is_refused_and_nothing_is_kept(
    agent: User, ticket: Ticket
) -> None:
    with pytest.raises(OtherPerson):
        call(agent, person="leo@uni.example", ticket=ticket)

    assert not Contact.objects.filter(channel="phone").exists()


def test_logged_twice_under_one_key_it_is_one_call(agent: User) -> None:
    first = call(agent, person="Aino")
    second = call(agent, person="Aino")

    assert second == first
    assert (Contact.objects.count(), Ticket.objects.count()) == (1, 1)
    assert Requester.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_logged_twice_at_once_it_is_one_call(agent: User) -> None:
    first, second = at_once(lambda: call(agent, person="A"), lambda: call(agent, person="A"))

    assert first == second
    assert (Ticket.objects.count(), Requester.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("Aino Kallio", "name", "Aino Kallio"),
        (" leo@uni.example ", "email", "leo@uni.example"),
        ("+358 40 123 4567", "phone", "+358 40 123 4567"),
        ("09-123456", "phone", "09-123456"),
    ],
)
def test_a_person_is_taken_as_typed(typed: str, field: str, value: str) -> None:
    assert identified(typed) == {field: value}


def test_codes_in_what_is_typed_are_masked_and_counted(agent: User) -> None:
    contact = call(agent, person="131052-308T", summary="Code 131052-308T")

    assert contact.masked == 2
    assert contact.requester is not None
    assert contact.requester.name == "▇▇▇▇▇▇-▇▇▇▇"
    assert Ticket.objects.get().subject == "Code ▇▇▇▇▇▇-▇▇▇▇"


def test_without_a_topic_the_words_point_to_one(agent: User, topic: Topic) -> None:
    assert call(agent, summary="eduroam was down").topic == topic


def test_a_topic_may_stand_for_words(agent: User, topic: Topic) -> None:
    call(agent, summary=" ", topic=topic)

    assert Ticket.objects.get().subject == "Wi-Fi"
    with pytest.raises(Invalid):
        call(agent, summary=" ", key="2")


@pytest.mark.parametrize("given", [{"channel": "chat"}, {"outcome": "missed"}])
def test_only_calls_and_visits_are_logged(agent: User, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        call(agent, **given)


def test_a_start_in_the_future_is_now(agent: User) -> None:
    contact = call(agent, started_at=timezone.now() + timedelta(days=1))

    assert contact.started_at <= timezone.now()
