"""Whoever asks for it is forgotten, with all that was said; what was counted stays."""

from __future__ import annotations

import uuid
from importlib import import_module

import pytest
from django.core import mail
from django.utils import timezone

from chat import handoff
from chat.actions import (
    close_chat,
    erase_chats,
    erase_person,
    finish_erasures,
    open_chat,
    rate_chat,
)
from chat.choices import EndReason
from chat.errors import ManyPeople, StillOpen, UnknownChat
from chat.models import Block, Chat, Event
from helpdesk.errors import NotAllowed, NotFound
from helpdesk.people.choices import PrivacyReason
from helpdesk.people.models import Desk, PrivacyRecord, Requester, User
from helpdesk.redaction import ERASED
from tests.chat.sentinel import EMAIL, NAME, SLUG, a_mail, make_chat, make_person, places
from tests.roles import user_as
from tickets.actions import (
    add_comment,
    attach_file,
    log_call,
    receive_email,
    record_contact,
)
from tickets.choices import CommentKind
from tickets.errors import Erased
from tickets.mail.threads import message_id
from tickets.models import Comment, Contact, Ticket
from tickets.tasks import sweep_mails

pytestmark = pytest.mark.django_db
ASKED = PrivacyReason.ASKED
COUNTED = (
    *("channel", "topic", "team", "agent", "started_at", "first_reply_at", "ended_at", "outcome"),
    *("transfers", "end_reason", "was_solved", "satisfaction", "alternative", "followed_at"),
    *("hopped_from", "is_counted", "masked", "requester", "ticket"),
)


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
        *("chat_block", "chat_chat", "chat_event", "chat_file", "chat_incident"),
        "django_admin_log",
        *("people_requester", "tickets_attachment", "tickets_comment", "tickets_contact"),
        "tickets_ticket",
    }
    assert places() == []


def test_contacts_and_tickets_keep_all_that_is_counted(person: Requester, boss: User) -> None:
    contacts = list(Contact.objects.order_by("pk").values(*COUNTED))
    tickets = list(Ticket.objects.order_by("pk").values("status", "created_at", "solved_at"))

    erase_person(person.pk, by=boss, reason=ASKED)

    assert list(Contact.objects.order_by("pk").values(*COUNTED)) == contacts
    assert tickets == list(
        Ticket.objects.order_by("pk").values("status", "created_at", "solved_at")
    )
    assert Contact.objects.exclude(survey_comment="").count() == 1


def test_the_log_keeps_its_numbers_times_and_sides_under_a_new_epoch(
    person: Requester, boss: User
) -> None:
    kept = ("chat", "seq", "kind", "at", "role", "author", "is_internal")
    before = list(Event.objects.values(*kept))
    epochs = set(Chat.objects.values_list("epoch", flat=True))

    erase_person(person.pk, by=boss, reason=ASKED)

    assert list(Event.objects.values(*kept)) == before
    assert epochs & set(Chat.objects.values_list("epoch", flat=True)) == set()
    assert set(Event.objects.values_list("body", flat=True)) == {
        *("", ERASED),
        f"{ERASED} /articles/{SLUG}/",
    }


def test_a_record_says_who_erased_when_and_why_but_not_whom(person: Requester, boss: User) -> None:
    record = erase_person(person.pk, by=boss, reason=PrivacyReason.MISTAKE)

    assert (record.number, record.by, record.reason) == (person.pk, boss, "mistake")
    assert (record.people, record.chats, record.tickets, record.contacts, record.files) == (
        *(1, 2, 5, 6),
        6,
    )
    assert record.finished_at is not None
    assert str(Requester.objects.get()) == "Erased person"


def test_erasing_twice_is_erasing_once(person: Requester, boss: User) -> None:
    first = erase_person(person.pk, by=boss, reason=ASKED)
    again = erase_person(person.pk, by=boss, reason=PrivacyReason.MISTAKE)

    assert (again.pk, again.reason, again.finished_at) == (first.pk, "asked", first.finished_at)
    assert PrivacyRecord.objects.count() == 1


def test_what_a_crash_left_is_erased_by_the_sweep(
    person: Requester, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_person: Requester) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(handoff, "erase_work_of", die)
        with pytest.raises(KeyboardInterrupt):
            erase_person(person.pk, by=boss, reason=ASKED)
    left = {place.split(":")[0] for place in places()}

    done = finish_erasures()

    assert left >= {"tickets_comment", "tickets_ticket"}
    assert (done, places(), PrivacyRecord.objects.owed().count()) == (1, [], 0)


def test_many_chats_go_in_batches(
    desk: Desk, agent: User, boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    chats = [make_chat(agent) for _ in range(3)]
    batches = []

    def spy(batch: list[uuid.UUID]) -> int:
        batches.append(len(batch))
        return erase_chats(batch)

    module = import_module("chat.actions.erase_person")  # the package's own name is the verb's
    monkeypatch.setattr(module, "BATCH", 2)
    monkeypatch.setattr(module, "erase_chats", spy)

    erase_person(chats[0].contact.requester_id, by=boss, reason=ASKED)

    assert (batches, places()) == ([2, 1], [])


def test_a_person_in_an_open_chat_is_not_erased(person: Requester, boss: User) -> None:
    Block.objects.all().delete()
    open_chat(question="Me again", language="en", name=NAME, email=EMAIL)

    with pytest.raises(StillOpen):
        erase_person(person.pk, by=boss, reason=ASKED)

    assert Requester.objects.get().email == EMAIL


def test_a_chat_that_has_just_ended_gets_its_ticket_before_it_is_erased(
    desk: Desk, agent: User, boss: User
) -> None:
    opened = open_chat(question=f"Says {NAME}", language="en", name=NAME, email=EMAIL)
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)

    erase_person(opened.chat.contact.requester_id, by=boss, reason=ASKED)

    ticket = Ticket.objects.get()
    assert (ticket.subject, places()) == (ERASED, [])
    assert handoff.open_ticket_for(opened.chat.pk) == ticket
    assert places() == []


def test_only_administrators_erase(person: Requester) -> None:
    for role in ("agent", "supervisor", "manager"):
        with pytest.raises(NotAllowed):
            erase_person(person.pk, by=user_as(role), reason=ASKED)

    assert Requester.objects.get().erased_at is None


def test_nobody_is_erased_who_is_not_there(boss: User) -> None:
    with pytest.raises(NotFound):
        erase_person(4711, by=boss, reason=ASKED)


def test_a_row_that_stands_for_many_is_not_erased(boss: User) -> None:
    many = Requester.objects.create(name="Imported from old desk")

    with pytest.raises(ManyPeople):
        erase_person(many.pk, by=boss, reason=ASKED)


def test_whoever_writes_from_the_same_address_later_is_somebody_new(
    person: Requester, boss: User
) -> None:
    first = Ticket.objects.get(contacts__channel="email")
    erase_person(person.pk, by=boss, reason=ASKED)

    # The very mail again, and one that names the ticket: neither leads back.
    again = receive_email(a_mail())
    other = receive_email(a_mail(2).replace(b"Subject: ", b"Subject: [#%d] " % first.pk, 1))

    assert again.requester == other.requester != person
    assert {again.ticket_id, other.ticket_id} & {first.pk} == set()
    assert Comment.objects.filter(ticket=first).exclude(body=ERASED).exists() is False


def test_an_answer_to_our_mail_opens_a_new_request(person: Requester, boss: User) -> None:
    sweep_mails()
    reply = Comment.objects.exclude(send_to="").get()
    sent = message_id(reply, "desk@uni.example").encode()
    erase_person(person.pk, by=boss, reason=ASKED)

    answer = receive_email(a_mail(3).replace(b"Subject:", b"In-Reply-To: " + sent + b"\nSubject:"))

    assert (answer.requester == person, answer.ticket_id == reply.ticket_id) == (False, False)


def test_a_mail_that_is_still_owed_is_not_sent(person: Requester, boss: User) -> None:
    assert Comment.objects.owed_a_mail().count() == 1

    erase_person(person.pk, by=boss, reason=ASKED)
    sweep_mails()

    assert (Comment.objects.owed_a_mail().count(), mail.outbox) == (0, [])


def test_nothing_is_added_to_what_was_erased(person: Requester, agent: User, boss: User) -> None:
    chat = Chat.objects.order_by("opened_at").first()
    assert chat is not None
    ticket = Ticket.objects.order_by("pk").first()
    assert ticket is not None
    erase_person(person.pk, by=boss, reason=ASKED)

    with pytest.raises(Erased):
        add_comment(ticket, kind=CommentKind.NOTE, body="Was Tuulikki")
    with pytest.raises(Erased):
        attach_file(ticket, name="a.txt", content_type="text/plain", content=b"Hi")
    with pytest.raises(Erased):
        record_contact(channel="phone", requester=person, subject="Again")
    with pytest.raises(Erased):
        log_call(
            agent=agent,
            requester=person,
            outcome="solved",
            summary="Rang again",
            started_at=timezone.now(),
            key="k",
        )
    with pytest.raises(UnknownChat):
        rate_chat(chat, was_solved=None, satisfaction=None, alternative="", comment="Late")


def test_an_incident_names_nobody_and_its_block_holds_nobody(person: Requester, boss: User) -> None:
    erase_person(person.pk, by=boss, reason=ASKED)

    again = open_chat(question="Hello", language="en", name="Leo", email=EMAIL)

    assert again.chat.contact.requester != person
