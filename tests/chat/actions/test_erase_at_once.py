"""A person is erased at the very moment in which something else happens to what is theirs."""

from __future__ import annotations

from functools import partial

import pytest

from chat.actions import close_chat, erase_person, open_chat
from chat.choices import EndReason
from chat.errors import StillOpen
from chat.handoff import open_ticket_for
from chat.models import Chat
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from tests.chat.sentinel import EMAIL, NAME, a_mail, make_person, places
from tests.roles import user_as
from tests.tickets.at_once import at_once
from tickets.actions import receive_email
from tickets.models import Contact, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = PrivacyReason.ASKED


def test_two_erase_the_same_person(desk: Desk, agent: User) -> None:
    person, boss = make_person(agent), user_as("superuser")
    erase = partial(erase_person, person.pk, by=boss, reason=ASKED)

    first, second = at_once(erase, erase)

    assert (first, PrivacyRecord.objects.count(), places()) == (second, 1, [])


def test_a_mail_arrives_from_the_address_that_is_erased(desk: Desk, agent: User) -> None:
    person, boss = make_person(agent), user_as("superuser")

    record, contact = at_once(
        partial(erase_person, person.pk, by=boss, reason=ASKED),
        partial(receive_email, a_mail(2)),
    )

    # It came before and went with the rest, or it came after and is of somebody new.
    assert record.finished_at is not None
    assert Contact.objects.filter(requester=person, erased_at=None).exists() is False
    assert Ticket.objects.filter(requester=person, erased_at=None).exists() is False
    is_new = contact.requester_id != person.pk
    assert Requester.objects.filter(email=EMAIL).exists() is is_new
    assert (places() != []) is is_new


def test_a_chat_is_handed_over(desk: Desk, agent: User) -> None:
    boss = user_as("superuser")
    opened = open_chat(question=f"Says {NAME}", language="en", name=NAME, email=EMAIL)
    person = opened.chat.contact.requester_id
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    record, ticket = at_once(
        partial(erase_person, person, by=boss, reason=ASKED),
        partial(open_ticket_for, opened.chat.pk),
    )

    assert Ticket.objects.get() == ticket
    if isinstance(record, StillOpen):
        erase_person(person, by=boss, reason=ASKED)
    assert places() == []


def test_a_chat_opens(desk: Desk, agent: User) -> None:
    boss = user_as("superuser")
    person = Requester.objects.create(name=NAME, email=EMAIL)

    record, opened = at_once(
        partial(erase_person, person.pk, by=boss, reason=ASKED),
        partial(open_chat, question="Hello", language="en", name=NAME, email=EMAIL),
    )

    # Refused because of the chat, or the chat is of somebody new.
    theirs = Chat.objects.get(pk=opened.chat.pk).contact.requester_id == person.pk
    assert isinstance(record, StillOpen) is theirs
    assert (Requester.objects.get(pk=person.pk).erased_at is None) is theirs
