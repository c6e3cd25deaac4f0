"""What the judge reads of a chat is what the database holds."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from chat.actions import accept_chat, close_chat, open_chat
from chat.choices import EndReason
from chat.handoff import open_ticket_for
from chat.models import Chat
from chat.replay.records import Seen
from chat.replay.stored import give_up, load, longest_silence_s, ready
from helpdesk.people.models import Desk, User
from tickets.models import Ticket


@pytest.fixture
def closed(desk: Desk, agent: User) -> Chat:
    """An ended chat without e-mail address, whose ticket is owed."""
    chat = open_chat(question="Tulostin?", language="fi", name="Aino").chat
    accept_chat(chat.pk, agent=agent)
    close_chat(chat.pk, reason=EndReason.AGENT, agent=agent)
    chat.refresh_from_db()
    return chat


def test_the_log_is_read_as_a_window_would_show_it(closed: Chat) -> None:
    found = load(str(closed.pk))

    assert found is not None
    assert [(one.seq, one.kind) for one in found.log] == [
        (1, "opened"),
        (2, "message"),
        (3, "assigned"),
        (4, "closed"),
    ]
    assert found.log[1] == Seen(2, "message", "visitor", None, "Tulostin?")
    assert found.log[3].by == "agent"
    assert (found.state, found.end_reason) == ("closed", "agent")


def test_a_chat_is_ready_when_its_ticket_is_made(closed: Chat) -> None:
    assert ready([str(closed.pk)]) == []
    before = load(str(closed.pk))
    assert before is not None
    assert (before.tickets, before.transcript) == (0, None)

    open_ticket_for(closed.pk)

    assert ready([str(closed.pk), str(uuid.uuid4())]) == [str(closed.pk)]
    after = load(str(closed.pk))
    assert after is not None
    assert after.tickets == 1
    assert json.loads(after.transcript or b"")["chat"] == str(closed.pk)
    assert any("Tulostin?" in text for text in after.texts)


def test_a_ticket_that_no_contact_leads_to_is_counted(closed: Chat) -> None:
    made = open_ticket_for(closed.pk)
    Ticket.objects.create(requester=made.requester, subject="again", origin_channel="chat")

    found = load(str(closed.pk))

    assert found is not None
    assert found.tickets == 2


@pytest.mark.parametrize("name", ["transcript.json", "transcript.txt"])
def test_a_transcript_with_a_wrong_checksum_is_none(closed: Chat, name: str) -> None:
    open_ticket_for(closed.pk)
    closed.contact.attachments.filter(name=name).update(sha256="0" * 64)

    found = load(str(closed.pk))

    assert found is not None
    assert found.transcript is None


def test_an_absent_chat_is_none(db: None) -> None:
    assert load(str(uuid.uuid4())) is None


def test_giving_up_ends_a_chat_and_leaves_an_ended_one_alone(opened: Any, closed: Chat) -> None:
    give_up(str(opened.chat.pk))
    give_up(str(closed.pk))
    give_up(str(uuid.uuid4()))

    opened.chat.refresh_from_db()
    closed.refresh_from_db()
    assert (opened.chat.state, closed.end_reason) == ("abandoned", "agent")


def test_no_pause_is_so_long_that_the_desk_closes_the_chat(desk: Desk) -> None:
    Desk.objects.update(idle_close_minutes=4)

    assert longest_silence_s() == 120.0
