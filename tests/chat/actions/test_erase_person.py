"""Whoever asks for it is forgotten, with all that was said; the figures stay."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection

from chat.actions import erase_person, finish_erasures, open_chat
from chat.actions import erase_person as verb
from chat.errors import ManyPeople, StillOpen
from chat.models import Block, Chat, Event, Incident
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from helpdesk.redaction import ERASED
from tests.chat.sentinel import EMAIL, SLUG, a_mail, make_person, places
from tests.roles import user_as
from tickets.actions import receive_email
from tickets.models import Attachment, Comment, Contact, Ticket
from tickets.tasks import sweep_mails

pytestmark = pytest.mark.django_db
ASKED = PrivacyReason.ASKED


@pytest.fixture
def boss(db: None) -> User:
    return user_as("superuser")


@pytest.fixture
def person(desk: Desk, agent: User) -> Requester:
    return make_person(agent)


def test_nothing_of_the_person_is_found_in_any_table_key_or_file(
    person: Requester, boss: User
) -> None:
    before = {place.split(":")[0] for place in places()}

    erase_person(person.pk, by=boss, reason=ASKED)

    # The search itself finds: without this the last line would prove nothing.
    assert before == {
        *("chat_block", "chat_chat", "chat_event", "chat_incident", "django_admin_log"),
        *("people_requester", "tickets_attachment", "tickets_comment", "tickets_contact"),
        "tickets_ticket",
    }
    assert places() == []
