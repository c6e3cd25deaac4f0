"""Every ended chat becomes exactly one ticket, with everything filled in."""

from __future__ import annotations

import hashlib
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chat import handoff, log
from chat.actions import accept_chat, close_chat, open_chat, transfer_chat
from chat.choices import EndReason, EventKind, Speaker
from chat.models import Chat
from chat.tasks import sweep_tickets
from helpdesk.errors import DomainError, NotFound
from helpdesk.people.models import User
from tests.chat.conftest import MakeAgent
from tickets.choices import Channel, CommentKind, Outcome, Status
from tickets.models import Comment, Contact, Ticket, Topic


def say(chat: Chat, role: Speaker, body: str, author: User | None = None) -> None:
    """One message, without a socket."""
    log.record(chat, kind=EventKind.MESSAGE, role=role, author=author, body=body)
    if role == Speaker.AGENT and chat.first_reply_at is None:
        chat.first_reply_at = chat.opened_at
    chat.last_message_role = role
    chat.save(update_fields=["first_reply_at", "last_message_role"])


@pytest.fixture
def talked(opened: Any, agent: User) -> Chat:
    """A chat in which an agent has replied."""
    chat = accept_chat(opened.chat.pk, agent=agent)
    say(chat, Speaker.AGENT, "Have you tried water?", agent)
    return chat


def test_a_solved_chat_becomes_a_solved_ticket_with_everything_filled_in(
    talked: Chat, agent: User
) -> None:
    topic = Topic.objects.create(slug="print", name_en="Printing", name_fi="Tulostus", name_sv="Ut")
    close_chat(talked.pk, reason=EndReason.AGENT, agent=agent, outcome="solved", topic=topic)

    ticket = handoff.open_ticket_for(talked.pk)

    contact = Contact.objects.get(chat=talked)
    ended = Chat.objects.get(pk=talked.pk)
    assert contact.ticket == ticket
    assert (ticket.subject, ticket.status, ticket.assignee, ticket.topic, ticket.language) == (
        "Printer on fire",
        Status.SOLVED,
        agent,
        topic,
        "en",
    )
    assert (ticket.requester.name, ticket.requester.email) == ("Aino", "aino@uni.example")
    assert ticket.origin_channel == Channel.CHAT
    assert (contact.started_at, contact.first_reply_at, contact.ended_at, contact.transfers) == (
        ended.opened_at,
        ended.first_reply_at,
        ended.ended_at,
        0,
    )
    assert (contact.outcome, contact.agent) == (Outcome.SOLVED, agent)


@pytest.mark.parametrize(
    ("reason", "outcome", "status"),
    [
        (EndReason.AGENT, "solved", Status.SOLVED),
        (EndReason.AGENT, "open", Status.OPEN),
        (EndReason.VISITOR, "", Status.SOLVED),
        (EndReason.IDLE, "", Status.SOLVED),
    ],
)
def test_the_outcome_decides_the_status(
    talked: Chat, reason: EndReason, outcome: str, status: Status
) -> None:
    close_chat(talked.pk, reason=reason, outcome=outcome)

    assert handoff.open_ticket_for(talked.pk).status == status


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (EndReason.VISITOR, Outcome.ABANDONED),
        (EndReason.LEFT, Outcome.ABANDONED),
        (EndReason.NOBODY, Outcome.MISSED),
    ],
)
def test_a_chat_without_an_answer_becomes_a_new_ticket(
    opened: Any, reason: EndReason, outcome: Outcome
) -> None:
    close_chat(opened.chat.pk, reason=reason)

    ticket = handoff.open_ticket_for(opened.chat.pk)

    assert ticket.status == Status.NEW
    assert ticket.contacts.get().outcome == outcome


def test_the_transcript_is_in_the_conversation_and_attached_with_its_checksum(
    talked: Chat, agent: User
) -> None:
    say(talked, Speaker.VISITOR, "It works <b>now</b> 🙂")
    log.record(
        talked, kind=EventKind.NOTE, role=Speaker.AGENT, author=agent, body="Odd", is_internal=True
    )
    close_chat(talked.pk, reason=EndReason.VISITOR)

    ticket = handoff.open_ticket_for(talked.pk)

    comment = ticket.comments.get(kind=CommentKind.TRANSCRIPT)
    note = ticket.comments.get(kind=CommentKind.NOTE)
    text, data = ticket.attachments.order_by("-name")
    assert (text.name, data.name) == ("transcript.txt", "transcript.json")
    assert bytes(text.content).decode() == comment.body
    assert "It works <b>now</b> 🙂" in comment.body
    assert [e["body"] for e in json.loads(bytes(data.content))["events"] if "body" in e] == [
        "Printer on fire",
        "Have you tried water?",
        "It works <b>now</b> 🙂",
    ]
    for file in (text, data):
        assert file.sha256 == hashlib.sha256(bytes(file.content)).hexdigest()
        assert b"Odd" not in bytes(file.content)
    assert (note.body, note.author_name) == ("Odd", "Anna")


def test_handing_over_again_changes_nothing(talked: Chat) -> None:
    close_chat(talked.pk, reason=EndReason.VISITOR)

    first = handoff.open_ticket_for(talked.pk)
    again = handoff.open_ticket_for(talked.pk)

    assert first == again
    assert Ticket.objects.count() == 1
    assert Comment.objects.filter(kind=CommentKind.TRANSCRIPT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_ticket(talked: Chat) -> None:
    close_chat(talked.pk, reason=EndReason.VISITOR)

    def work(_: int) -> int:
        try:
            return handoff.open_ticket_for(talked.pk).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        made = set(workers.map(work, range(4)))

    assert made == set(Ticket.objects.values_list("pk", flat=True))
    assert len(made) == 1


def test_handing_over_again_repeats_no_note_and_moves_nothing_back(
    talked: Chat, agent: User
) -> None:
    note = {"author": agent, "body": "Water it is", "is_internal": True}
    log.record(talked, kind=EventKind.NOTE, role=Speaker.AGENT, **note)
    close_chat(talked.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")
    ticket = handoff.open_ticket_for(talked.pk)
    Contact.objects.filter(chat=talked).update(subject="Corrected since", topic=None, masked=7)
    before = Contact.objects.values().get(chat=talked)

    handoff.open_ticket_for(talked.pk)

    notes = ticket.comments.filter(kind=CommentKind.NOTE)
    assert [comment.body for comment in notes] == ["Water it is"]
    assert Contact.objects.values().get(chat=talked) == before


def test_an_open_chat_has_no_ticket_yet(talked: Chat) -> None:
    with pytest.raises(NotFound):
        handoff.open_ticket_for(talked.pk)


def test_a_visitor_without_an_address_gets_a_requester_of_their_own(desk: Any, agent: User) -> None:
    chats = [open_chat(question="Hi there", language="sv", name="Leo").chat for _ in range(2)]
    for chat in chats:
        close_chat(chat.pk, reason=EndReason.VISITOR)

    tickets = [handoff.open_ticket_for(chat.pk) for chat in chats]

    assert [ticket.requester.name for ticket in tickets] == ["Leo", "Leo"]
    assert tickets[0].requester != tickets[1].requester


def test_the_sweep_repeats_what_was_lost_and_the_page_then_reads_0(talked: Chat) -> None:
    close_chat(talked.pk, reason=EndReason.IDLE)
    owed = Chat.objects.owed_a_ticket().count()

    sweep_tickets()

    assert owed == 1
    assert Chat.objects.owed_a_ticket().count() == 0
    assert Contact.objects.get(chat=talked).ticket is not None


def test_one_chat_that_cannot_be_handed_over_holds_up_no_other(
    desk: Any, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (open_chat(question=q, language="en").chat for q in ("Bad", "Good"))
    for chat in (bad, good):
        close_chat(chat.pk, reason=EndReason.VISITOR)
    whole = handoff.as_text

    def broken(heading: Any, entries: Any, **more: Any) -> str:
        if heading.chat == str(bad.pk):
            raise ValueError("unreadable")
        return whole(heading, entries, **more)

    monkeypatch.setattr(handoff, "as_text", broken)

    assert handoff.open_owed_tickets() == 1
    assert list(Chat.objects.owed_a_ticket()) == [bad]


def test_the_agent_can_let_the_contact_join_an_open_ticket_of_the_person(
    talked: Chat, agent: User
) -> None:
    earlier = open_chat(
        question="It smells", language="en", name="Aino", email="Aino@Uni.example"
    ).chat
    close_chat(earlier.pk, reason=EndReason.VISITOR)
    ticket = handoff.open_ticket_for(earlier.pk)

    close_chat(talked.pk, reason=EndReason.AGENT, agent=agent, outcome="solved", ticket=ticket.pk)

    assert handoff.open_ticket_for(talked.pk) == ticket
    assert ticket.contacts.count() == 2
    assert ticket.comments.filter(kind=CommentKind.TRANSCRIPT).count() == 2
    assert Ticket.objects.count() == 1


def test_a_contact_cannot_join_the_ticket_of_another_person(talked: Chat, agent: User) -> None:
    other = open_chat(question="Mine", language="en", email="leo@uni.example").chat
    close_chat(other.pk, reason=EndReason.VISITOR)
    ticket = handoff.open_ticket_for(other.pk)

    with pytest.raises(DomainError) as refused:
        close_chat(talked.pk, reason=EndReason.AGENT, agent=agent, ticket=ticket.pk)

    assert refused.value.code == "other_person"
    assert Chat.objects.get(pk=talked.pk).ended_at is None


def test_transfers_are_counted_and_told_in_the_transcript(
    talked: Chat, agent: User, make_agent: MakeAgent
) -> None:
    other = make_agent("mikko")
    transfer_chat(talked.pk, by=agent, client_id=uuid.uuid4(), note="Yours", agent=other)
    close_chat(talked.pk, reason=EndReason.AGENT, agent=other, outcome="solved")

    ticket = handoff.open_ticket_for(talked.pk)

    assert ticket.contacts.get().transfers == 1
    assert ticket.assignee == other
    assert "handed over to Mikko" in ticket.comments.get(kind=CommentKind.TRANSCRIPT).body


def test_the_topic_is_proposed_from_the_question(desk: Any, agent: User) -> None:
    topic = Topic.objects.create(
        slug="print", name_en="Printing", name_fi="Tulostus", name_sv="Ut", keywords="printer"
    )
    chat = open_chat(question="My printer is on fire", language="en").chat
    close_chat(chat.pk, reason=EndReason.VISITOR)

    assert handoff.open_ticket_for(chat.pk).topic == topic
