from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpdesk.people.models import Requester, User
from tickets.actions import move_ticket, open_ticket, record_contact
from tickets.choices import Channel, Status
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent(client: Client) -> User:
    agent = User.objects.create_user("anna", "anna@desk.example")
    client.force_login(agent)
    return agent


@pytest.fixture
def aino(db: None) -> Requester:
    return Requester.objects.create(name="Aino Koskinen", email="aino@uni.example", phone="040 123")


def a_call(**changes: Any) -> dict[str, Any]:
    started_at = (timezone.now() - timedelta(minutes=3)).isoformat()
    call = {"key": uuid4(), "channel": "phone", "started_at": started_at, "outcome": "solved"}
    return {**call, "person": "Aino Koskinen", "summary": "Paper jam", **changes}


def ticket_of(requester: Requester, subject: str = "Old matter") -> Ticket:
    contact = record_contact(channel="email", requester=requester, subject=subject)
    return open_ticket(contact, subject=subject)


def test_a_logged_call_becomes_a_contact_and_a_ticket(
    client: Client, agent: User, aino: Requester
) -> None:
    names = {f"name_{language}": "Printing" for language in ("en", "fi", "sv")}
    topic = Topic.objects.create(slug="printing", **names)

    response = client.post("/calls/", a_call(requester=aino.pk, topic=topic.pk))

    ticket = Ticket.objects.get()
    assert response.status_code == 201
    assert response.json() == {"ticket": ticket.pk, "url": f"/tickets/{ticket.pk}/"}
    assert (ticket.requester, ticket.status, ticket.topic) == (aino, Status.SOLVED, topic)
    contact = Contact.objects.get()
    assert (contact.channel, contact.agent, contact.ticket) == (Channel.PHONE, agent, ticket)
    assert contact.duration is not None
    assert contact.duration >= timedelta(minutes=3)


def test_the_same_form_saved_twice_is_one_call(client: Client, agent: User) -> None:
    call = a_call()

    answers = [client.post("/calls/", call).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert (Contact.objects.count(), Ticket.objects.count()) == (1, 1)


def test_a_visit_can_join_an_open_ticket_of_the_same_person(
    client: Client, agent: User, aino: Requester
) -> None:
    known = ticket_of(aino)

    response = client.post(
        "/calls/", a_call(channel="walk_in", requester=aino.pk, ticket=known.pk, outcome="open")
    )

    assert response.json()["ticket"] == known.pk
    assert list(known.contacts.order_by("pk").values_list("channel", flat=True)) == [
        "email",
        "walk_in",
    ]


def test_a_ticket_of_another_person_is_refused_with_a_sentence(
    client: Client, agent: User, aino: Requester
) -> None:
    other = ticket_of(Requester.objects.create(name="Leo"))

    response = client.post(
        "/calls/",
        a_call(requester=aino.pk, ticket=other.pk),
        headers={"Accept": "application/json"},
    )

    assert (response.status_code, response.json()["code"]) == (409, "other_person")
    assert Contact.objects.filter(channel="phone").count() == 0


def test_each_field_says_what_is_wrong(client: Client, agent: User) -> None:
    call = a_call(channel="telepathy", outcome="", person="x" * 201, key="none")

    response = client.post("/calls/", call)

    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"channel", "outcome", "person", "key"}
    assert Contact.objects.count() == 0


def test_a_form_forgotten_open_overnight_makes_no_call_of_a_night(
    client: Client, agent: User
) -> None:
    client.post("/calls/", a_call(started_at=(timezone.now() - timedelta(hours=13)).isoformat()))

    duration = Contact.objects.get().duration
    assert duration is not None
    assert duration < timedelta(minutes=1)


def test_strangers_can_neither_log_calls_nor_look_for_people(client: Client) -> None:
    answers = [client.post("/calls/", a_call()), client.post("/calls/people/", {"q": "aino"})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Contact.objects.count() == 0


@pytest.mark.parametrize("words", ["aino", "KOSKINEN", "aino@uni", "040 1"])
def test_a_known_person_is_found_by_name_address_or_number(
    client: Client, agent: User, aino: Requester, words: str
) -> None:
    Requester.objects.create(name="Leo")

    response = client.post("/calls/people/", {"q": words})

    assert list(response.context["people"]) == [aino]


@pytest.mark.parametrize("words", ["", "a", " ", "\0", "nobody of this name"])
def test_too_few_words_and_unknown_ones_find_nobody(
    client: Client, agent: User, aino: Requester, words: str
) -> None:
    response = client.post("/calls/people/", {"q": words})

    assert list(response.context["people"]) == []


def test_a_found_person_comes_with_the_tickets_that_a_call_may_join(
    client: Client, agent: User, aino: Requester
) -> None:
    open_one, closed_one = ticket_of(aino, "Open matter"), ticket_of(aino, "Closed matter")
    move_ticket(closed_one, to=Status.CLOSED)

    (person,) = client.post("/calls/people/", {"q": "aino"}).context["people"]

    assert person.open_tickets == [open_one]


def test_three_people_cost_no_more_queries_than_one(
    client: Client, agent: User, aino: Requester, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ticket_of(aino)
    with django_assert_num_queries(5):
        client.post("/calls/people/", {"q": "koskinen"})
    for name in ("Eino", "Väinö"):
        ticket_of(Requester.objects.create(name=f"{name} Koskinen"))
    with django_assert_num_queries(5):
        client.post("/calls/people/", {"q": "koskinen"})
