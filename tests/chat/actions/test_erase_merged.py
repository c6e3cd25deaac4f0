"""A person goes whole, whatever of theirs was merged into what."""

from __future__ import annotations

import pytest

from chat.actions import erase_person
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from tests.chat.sentinel import EMAIL, NAME, a_mail, make_person, places
from tests.roles import user_as
from tickets.actions import merge_requesters, merge_tickets, receive_email, record_contact
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
ASKED = PrivacyReason.ASKED


@pytest.fixture
def boss(db: None) -> User:
    return user_as("superuser")


@pytest.fixture
def person(desk: Desk, agent: User) -> Requester:
    return make_person(agent)


def test_whoever_was_merged_is_erased_with_the_row_that_is_kept(
    person: Requester, agent: User, boss: User
) -> None:
    other = Requester.objects.create(name=NAME, email=f"second.{EMAIL}")
    record_contact(channel="phone", requester=other, subject="By phone")
    merge_requesters(other, into=person, by=agent)

    erase_person(other.pk, by=boss, reason=ASKED)

    assert places() == []
    assert set(Requester.objects.values_list("erased_at", flat=True)) & {None} == set()
    assert PrivacyRecord.objects.get().number == person.pk


def test_a_ticket_of_somebody_else_into_which_theirs_was_merged_goes_too(
    person: Requester, agent: User, boss: User
) -> None:
    leo = receive_email(
        a_mail(9).replace(EMAIL.encode(), b"leo@uni.example").replace(NAME.encode(), b"Leo")
    )
    theirs = Ticket.objects.get(contacts__channel="email", requester=person)
    assert leo.ticket is not None
    merge_tickets(theirs, into=leo.ticket, by=agent, other_person=True)

    erase_person(person.pk, by=boss, reason=ASKED)

    assert Requester.objects.get(pk=leo.requester_id).email == "leo@uni.example"
    assert places() == []
