"""Merging the tickets of two people, and where what comes for the one merged goes then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from helpdesk.people.models import Requester, User
from tests.tickets.conftest import MakeContact, MakeTicket
from tests.tickets.mail.letters import raw
from tickets.actions import (
    add_comment,
    append_or_open,
    assign_ticket,
    attach_contact,
    attach_file,
    merge_tickets,
    move_ticket,
    open_ticket,
    receive_email,
    record_contact,
    reply_to_requester,
)
from tickets.errors import (
    NotAMove,
    TwoPeople,
    WasMerged,
)
from tickets.history import words_of
from tickets.mail.threads import message_id
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)


def history(ticket: Ticket) -> list[str]:
    return [words_of(event) for event in ticket.events.order_by("pk")]


@pytest.fixture
def leo() -> Requester:
    return Requester.objects.create(name="Leo Laine", email="leo@uni.example")


@pytest.fixture
def ticket_of_leo(leo: Requester) -> Ticket:
    return open_ticket(record_contact(channel="phone", requester=leo), subject="Leo's")


def test_the_ticket_of_another_person_needs_a_word(
    ticket: Ticket, ticket_of_leo: Ticket, agent: User
) -> None:
    with pytest.raises(TwoPeople):
        merge_tickets(ticket_of_leo, into=ticket, by=agent)


def test_of_two_people_contacts_stay_whose_they_are_and_history_names_both(
    ticket: Ticket, ticket_of_leo: Ticket, agent: User
) -> None:
    kept = merge_tickets(ticket_of_leo, into=ticket, by=agent, other_person=True)

    assert str(kept.requester) == "Aino Kallio"
    people = kept.contacts.order_by("pk").values_list("requester__name", flat=True)
    assert list(people) == ["Aino Kallio", "Leo Laine"]
    assert history(ticket_of_leo)[-1] == f"Merged into #{ticket.pk} of Aino Kallio"
    assert history(ticket)[-1] == f"#{ticket_of_leo.pk} of Leo Laine was merged into this one"


def test_contacts_of_both_follow_one_another_afterwards(
    make_contact: MakeContact, agent: User
) -> None:
    chat = make_contact(channel="chat", started_at=NOON)
    call = make_contact(channel="phone", started_at=NOON + timedelta(hours=1))
    one, kept = open_ticket(chat, subject="Wi-Fi"), open_ticket(call, subject="Wi-Fi")

    merge_tickets(one, into=kept, by=agent)

    chat.refresh_from_db()
    call.refresh_from_db()
    assert (chat.followed_at, call.hopped_from) == (call.started_at, "chat")


def test_a_mail_that_names_the_number_reaches_the_kept_one(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket(), make_ticket()
    merge_tickets(one, into=kept, by=agent)

    contact = receive_email(raw(Subject=f"Re: [#{one.pk}] Mail"))

    assert contact.ticket == kept


def test_an_answer_to_a_mail_of_the_one_merged_reaches_the_kept_one(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket(), make_ticket()
    reply = reply_to_requester(one, author=agent, body="Try now", key=uuid4())
    ours = message_id(reply, "desk@uni.example")
    merge_tickets(one, into=kept, by=agent)

    contact = receive_email(raw(From="friend@other.example", In_Reply_To=ours))

    assert (contact.ticket, contact.requester) == (kept, kept.requester)


def test_the_other_person_is_heard_in_the_kept_ticket_as_themselves(
    ticket: Ticket, ticket_of_leo: Ticket, leo: Requester, agent: User
) -> None:
    merge_tickets(ticket_of_leo, into=ticket, by=agent, other_person=True)

    contact = receive_email(raw(From="leo@uni.example", Subject=f"Re: [#{ticket_of_leo.pk}] Leo's"))

    assert (contact.ticket, contact.requester) == (ticket, leo)


def test_a_number_still_counts_for_its_own_people_only(
    ticket: Ticket, ticket_of_leo: Ticket, make_ticket: MakeTicket, agent: User
) -> None:
    other = make_ticket()
    merge_tickets(other, into=ticket, by=agent)

    contact = receive_email(raw(From="leo@uni.example", Subject=f"[#{other.pk}] Hello"))

    assert contact.ticket not in (other, ticket)


def test_a_further_contact_is_led_on(
    make_ticket: MakeTicket, make_contact: MakeContact, agent: User
) -> None:
    one, kept = make_ticket(), make_ticket()
    merge_tickets(one, into=kept, by=agent)

    call, chat = make_contact(channel="phone"), make_contact(channel="chat")
    joined = append_or_open(call, subject="Again", status="open", ticket=one)

    assert (joined, attach_contact(chat, ticket=one)) == (kept, kept)


def test_what_is_written_into_the_one_merged_reaches_the_kept_one(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket(), make_ticket()
    merge_tickets(one, into=kept, by=agent)

    note = add_comment(one, kind="note", body="Typed meanwhile", author=agent)
    reply = reply_to_requester(one, author=agent, body="Sent meanwhile", key=uuid4())
    file = attach_file(one, name="a.txt", content_type="text/plain", content=b"1")

    assert {note.ticket, reply.ticket, file.ticket} == {kept}


def test_the_one_merged_is_neither_moved_nor_assigned(make_ticket: MakeTicket, agent: User) -> None:
    one, kept = make_ticket(), make_ticket()
    merge_tickets(one, into=kept, by=agent)

    with pytest.raises(NotAMove):
        move_ticket(one, to="open", actor=agent)
    with pytest.raises(WasMerged):
        assign_ticket(one, assignee=agent, actor=agent)
