"""People, topics and contacts of a small desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpdesk.people.choices import Role
from helpdesk.people.models import Desk, Requester, Team, User
from tickets.actions import open_ticket, record_contact
from tickets.models import Contact, Ticket, Topic

MakeContact = Callable[..., Contact]
MakeTicket = Callable[..., Ticket]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(pk=1, name="Test desk", email="desk@uni.example")


@pytest.fixture
def agent(db: None) -> User:
    return User.objects.create_user("anna", "anna@desk.example", first_name="Anna")


@pytest.fixture
def supervisor(db: None) -> User:
    return User.objects.create_user("sari", "sari@desk.example", role=Role.SUPERVISOR)


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="First line", slug="first-line")


@pytest.fixture
def topic(team: Team) -> Topic:
    return Topic.objects.create(
        slug="wifi",
        name_en="Wi-Fi",
        name_fi="Langaton verkko",
        name_sv="Trådlöst nät",
        keywords="eduroam wlan",
        team=team,
    )


@pytest.fixture
def requester(db: None) -> Requester:
    return Requester.objects.create(name="Aino Kallio", email="aino@uni.example", language="fi")


@pytest.fixture
def make_contact(requester: Requester) -> MakeContact:
    def make(**fields: Any) -> Contact:
        return record_contact(**{"channel": "web", "requester": requester, **fields})

    return make


@pytest.fixture
def make_ticket(make_contact: MakeContact) -> MakeTicket:
    """Makes a ticket with its contact; further fields are the contact's."""

    def make(subject: str = "Printer on fire", *, status: str = "new", **contact: Any) -> Ticket:
        return open_ticket(make_contact(**contact), subject=subject, status=status)

    return make


@pytest.fixture
def ticket(make_ticket: MakeTicket) -> Ticket:
    return make_ticket()
