from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from helpdesk.people.models import User
from tests.admin_objects import make_contact, make_requester, make_ticket, make_topic
from tickets.actions import move_ticket
from tickets.models import Contact

pytestmark = pytest.mark.django_db
LIST = "/api/v1/contacts/"


def call(**fields: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "outcome": "solved", "summary": "Password reset", **fields}


def ids(answer: Any) -> list[int]:
    return [contact["id"] for contact in answer.json()["results"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(
    api: APIClient, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(rows):
        make_contact(n)

    with django_assert_num_queries(3):
        api.get(LIST)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("channel=chat", ["chat"]),
        ("channel=chat&channel=email", ["email", "chat"]),
        ("has_ticket=false", ["email", "chat"]),
        ("has_ticket=true", ["phone"]),
        ("started_from=2026-03-01T00:00:00Z&started_before=2026-03-02T00:00:00Z", ["chat"]),
        ("", ["phone", "email", "chat"]),
    ],
)
def test_contacts_are_narrowed(api: APIClient, asked: str, found: list[str]) -> None:
    make_contact(1, channel="chat", started_at=datetime(2026, 3, 1, tzinfo=UTC))
    make_contact(2, channel="email", started_at=datetime(2026, 3, 2, tzinfo=UTC))
    make_ticket(3)

    answer = api.get(f"{LIST}?{asked}")

    assert [contact["channel"] for contact in answer.json()["results"]] == found


@pytest.mark.parametrize("field", ["team", "topic", "requester"])
def test_contacts_are_narrowed_by_whom_and_what(api: APIClient, field: str) -> None:
    wanted, _other = make_contact(1), make_contact(2)

    assert ids(api.get(f"{LIST}?{field}={getattr(wanted, field).pk}")) == [wanted.pk]


def test_one_contact_is_shown_with_its_ticket(api: APIClient) -> None:
    ticket = make_ticket(1)
    contact = ticket.contacts.get()

    shown = api.get(f"{LIST}{contact.pk}/").json()

    assert (shown["ticket"], shown["agent"]["name"]) == (ticket.pk, "User1")


def test_a_call_makes_a_contact_and_a_ticket(api: APIClient, agent: User) -> None:
    topic = make_topic(1)

    answer = api.post(LIST, call(person="aino@uni.example", topic=topic.pk), format="json")

    contact = Contact.objects.get()
    assert (answer.status_code, answer.json()["id"]) == (201, contact.pk)
    assert contact.ticket is not None
    assert (contact.channel, contact.agent, contact.ticket.status) == ("phone", agent, "solved")
    assert contact.requester is not None
    assert contact.requester.email == "aino@uni.example"


def test_a_call_that_is_sent_twice_is_logged_once(api: APIClient) -> None:
    logged = call(person="Aino")

    answers = [api.post(LIST, logged, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert Contact.objects.count() == 1


def test_a_walk_in_joins_an_open_ticket_of_the_person(api: APIClient) -> None:
    ticket = make_ticket(1)

    sent = call(channel="walk_in", requester=ticket.requester_id, ticket=ticket.pk, outcome="open")
    answer = api.post(LIST, sent, format="json")

    assert (answer.status_code, answer.json()["ticket"]) == (201, ticket.pk)


def test_a_ticket_of_another_person_is_refused(api: APIClient) -> None:
    ticket = make_ticket(1)

    sent = call(requester=make_requester(2).pk, ticket=ticket.pk)
    answer = api.post(LIST, sent, format="json")

    assert (answer.status_code, answer.json()["code"]) == (409, "other_person")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "chat"}, "channel"),
        ({"outcome": "missed"}, "outcome"),
        ({"summary": ""}, "summary"),
        ({"key": ""}, "key"),
        ({"topic": 4711}, "topic"),
        ({"requester": 4711}, "requester"),
        ({"started_at": "soon"}, "started_at"),
    ],
)
def test_a_call_that_does_not_fit_is_refused_by_field(
    api: APIClient, wrong: dict[str, Any], field: str
) -> None:
    answer = api.post(LIST, call(**wrong), format="json")

    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert Contact.objects.count() == 0


def test_a_closed_ticket_takes_no_call(api: APIClient) -> None:
    ticket = make_ticket(1)
    move_ticket(ticket, to="closed")

    sent = call(requester=ticket.requester_id, ticket=ticket.pk)
    answer = api.post(LIST, sent, format="json")

    assert (answer.status_code, list(answer.json())) == (400, ["ticket"])
