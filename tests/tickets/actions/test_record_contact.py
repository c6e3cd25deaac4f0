"""Each approach is one contact."""

from __future__ import annotations

import pytest

from tests.tickets.at_once import at_once
from tickets.actions import record_contact
from tickets.models import Contact, Topic

pytestmark = pytest.mark.django_db


def test_a_contact_has_the_team_of_its_topic(topic: Topic) -> None:
    assert record_contact(channel="phone", topic=topic).team == topic.team


def test_a_known_external_id_gives_the_stored_contact() -> None:
    first = record_contact(channel="email", external_id="mail:1", subject="One")
    second = record_contact(channel="email", external_id="mail:1", subject="Two")

    assert second == first
    assert second.subject == "One"


def test_contacts_without_external_id_are_each_their_own() -> None:
    assert record_contact(channel="chat") != record_contact(channel="chat")


def test_the_subject_is_cleaned_and_its_codes_are_counted() -> None:
    contact = record_contact(channel="web", subject="My code\n131052-308T\x00", masked=2)

    assert contact.subject == "My code ▇▇▇▇▇▇-▇▇▇▇"
    assert contact.masked == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_approach_recorded_twice_at_once_is_one() -> None:
    def record() -> Contact:
        return record_contact(channel="email", external_id="mail:1")

    first, second = at_once(record, record)

    assert first == second
    assert Contact.objects.count() == 1
