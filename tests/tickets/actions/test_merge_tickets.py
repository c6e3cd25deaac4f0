"""Two tickets about one issue become one, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.errors import DomainError
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
from tickets.choices import Channel
from tickets.errors import (
    Erased,
    NotAMove,
    OnesAlready,
    TicketClosed,
    TwoPeople,
    WasMerged,
)
from tickets.history import words_of
from tickets.mail.threads import message_id
from tickets.models import Attachment, Comment, Contact, Ticket, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)


def dated(ticket: Ticket, at: datetime) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(created_at=at)
    ticket.refresh_from_db()
    return ticket


def history(ticket: Ticket) -> list[str]:
    return [words_of(event) for event in ticket.events.order_by("pk")]


@pytest.fixture
def leo() -> Requester:
    return Requester.objects.create(name="Leo Laine", email="leo@uni.example")


@pytest.fixture
def ticket_of_leo(leo: Requester) -> Ticket:
    return open_ticket(record_contact(channel="phone", requester=leo), subject="Leo's")


def test_everything_goes_over_and_the_conversation_stays_in_order_of_time(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket("Mail is slow"), make_ticket("Mail is down")
    for ticket, minutes, body in ((one, 1, "a"), (kept, 2, "b"), (one, 3, "c"), (kept, 4, "d")):
        at = NOON + timedelta(minutes=minutes)
        add_comment(ticket, kind="message", body=body, at=at, contact=ticket.contacts.get())
    attach_file(one, name="log.txt", content_type="text/plain", content=b"x")

    merged = merge_tickets(one, into=kept, by=agent)

    assert merged == kept
    assert [comment.body for comment in kept.comments.all()] == ["a", "b", "c", "d"]
    assert kept.contacts.count() == 2
    assert [file.name for file in kept.attachments.all()] == ["log.txt"]
    left = (one.comments.count(), one.contacts.count(), one.attachments.count())
    assert left == (0, 0, 0)


def test_the_one_merged_is_closed_and_both_histories_say_where_it_went(
    make_ticket: MakeTicket, agent: User
) -> None:
    one, kept = make_ticket("Mail is slow"), make_ticket("Mail is down")

    merge_tickets(one, into=kept, by=agent)

    assert (one.status, one.merged_into, one.closed_at is None) == ("closed", kept, False)
    assert history(one) == ["Opened: Web form", "New → Closed", f"Merged into #{kept.pk}"]
    assert history(kept) == ["Opened: Web form", f"#{one.pk} was merged into this one"]
    assert [event.actor for event in kept.events.filter(kind="merged")] == [agent]


def test_merged_again_nothing_changes(make_ticket: MakeTicket, agent: User) -> None:
    one, kept = make_ticket(), make_ticket()
    merge_tickets(one, into=kept, by=agent)
    before = (history(one), history(kept), one.closed_at)

    assert merge_tickets(one, into=kept, by=agent) == kept
    assert (history(one), history(kept), one.closed_at) == before


def test_a_ticket_is_not_merged_into_itself(ticket: Ticket, agent: User) -> None:
    with pytest.raises(OnesAlready):
        merge_tickets(ticket, into=ticket, by=agent)


def test_there_are_no_circles(make_ticket: MakeTicket, agent: User) -> None:
    one, two = make_ticket(), make_ticket()
    merge_tickets(one, into=two, by=agent)

    with pytest.raises(OnesAlready):
        merge_tickets(two, into=one, by=agent)


def test_what_was_merged_leads_to_the_end(make_ticket: MakeTicket, agent: User) -> None:
    one, two, three, four = (make_ticket() for _ in range(4))
    merge_tickets(two, into=three, by=agent)

    assert merge_tickets(one, into=two, by=agent) == three
    merge_tickets(three, into=four, by=agent)

    assert {each.merged_into_id for each in Ticket.objects.exclude(pk=four.pk)} == {four.pk}
    assert four.contacts.count() == 4
    assert merge_tickets(one, into=two, by=agent) == four


def test_what_went_elsewhere_is_not_merged_once_more(make_ticket: MakeTicket, agent: User) -> None:
    one, two, three = (make_ticket() for _ in range(3))
    merge_tickets(one, into=two, by=agent)

    with pytest.raises(WasMerged) as refused:
        merge_tickets(one, into=three, by=agent)

    assert refused.value.details == {"ticket": two.pk}


def test_nothing_goes_into_a_closed_ticket(make_ticket: MakeTicket, agent: User) -> None:
    one, closed = make_ticket(), make_ticket(status="closed")

    with pytest.raises(TicketClosed):
        merge_tickets(one, into=closed, by=agent)

    assert one.contacts.count() == 1


def test_nothing_goes_into_an_erased_ticket(make_ticket: MakeTicket, agent: User) -> None:
    one, erased = make_ticket(), make_ticket()
    Ticket.objects.filter(pk=erased.pk).update(erased_at=NOON)

    with pytest.raises(Erased):
        merge_tickets(one, into=erased, by=agent)


def test_a_closed_ticket_may_be_merged(make_ticket: MakeTicket, agent: User) -> None:
    closed, kept = make_ticket(status="closed"), make_ticket()

    merge_tickets(closed, into=kept, by=agent)

    assert (closed.merged_into, kept.contacts.count()) == (kept, 2)


@pytest.mark.parametrize(
    ("one", "kept", "after"),
    [
        ("new", "new", "new"),
        ("new", "open", "open"),
        ("new", "pending", "open"),
        ("new", "solved", "open"),
        ("open", "new", "open"),
        ("open", "pending", "open"),
        ("open", "solved", "open"),
        ("pending", "new", "new"),
        ("pending", "pending", "pending"),
        ("pending", "solved", "open"),
        ("solved", "new", "new"),
        ("solved", "pending", "pending"),
        ("solved", "solved", "solved"),
        ("closed", "pending", "pending"),
    ],
)
def test_what_was_unsolved_stays_unsolved(
    make_ticket: MakeTicket, agent: User, one: str, kept: str, after: str
) -> None:
    source, target = make_ticket(status=one), make_ticket(status=kept)

    assert merge_tickets(source, into=target, by=agent).status == after


@pytest.mark.parametrize(("kept_is", "channel"), [("earlier", "phone"), ("later", "phone")])
def test_the_issue_began_with_the_earlier_ticket_whichever_is_kept(
    make_ticket: MakeTicket, agent: User, kept_is: str, channel: str
) -> None:
    earlier = dated(make_ticket(channel="phone"), NOON)
    later = dated(make_ticket(channel="chat"), NOON + timedelta(days=1))
    one, kept = (later, earlier) if kept_is == "earlier" else (earlier, later)

    merged = merge_tickets(one, into=kept, by=agent)

    assert (merged.created_at, merged.origin_channel) == (NOON, channel)


def test_the_kept_one_takes_over_what_it_lacks(
    make_ticket: MakeTicket, agent: User, topic: Topic
) -> None:
    one, kept = make_ticket(topic=topic, language="sv"), make_ticket()
    assign_ticket(one, assignee=agent)

    merged = merge_tickets(one, into=kept, by=agent)

    assert (merged.topic, merged.team, merged.language, merged.assignee) == (
        *(topic, topic.team, "sv"),
        agent,
    )


def test_what_the_kept_one_has_it_keeps(
    make_ticket: MakeTicket, agent: User, supervisor: User
) -> None:
    one, kept = make_ticket(language="sv"), make_ticket(language="fi")
    assign_ticket(one, assignee=agent)
    assign_ticket(kept, assignee=supervisor)

    merged = merge_tickets(one, into=kept, by=agent)

    assert (merged.language, merged.assignee, merged.subject) == ("fi", supervisor, kept.subject)


def test_whoever_left_does_not_get_the_work(make_ticket: MakeTicket, agent: User) -> None:
    one, kept = make_ticket(), make_ticket()
    assign_ticket(one, assignee=agent)
    User.objects.filter(pk=agent.pk).update(is_active=False)

    assert merge_tickets(one, into=kept, by=agent).assignee is None


def test_what_was_passed_on_in_both_stays_with_its_assignee(
    make_ticket: MakeTicket, agent: User, supervisor: User
) -> None:
    tickets = make_ticket(), make_ticket()
    for ticket in tickets:
        assign_ticket(ticket, assignee=agent)
        assign_ticket(ticket, assignee=supervisor)

    assert merge_tickets(tickets[0], into=tickets[1], by=agent).keeps_assignee


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


TOLD = st.lists(
    st.tuples(
        st.sampled_from(["contact", "message", "note", "file"]),
        st.integers(0, 3),
        st.sampled_from(list(Channel.values)),
    ),
    max_size=12,
)
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6)


def everything() -> Counter[Any]:
    """All that people said and sent, and by whom, without where it stands."""
    contacts = Contact.objects.values_list("pk", "requester", "channel", "started_at", "subject")
    comments = Comment.objects.values_list("pk", "contact", "kind", "body", "created_at")
    files = Attachment.objects.values_list("pk", "contact", "name", "sha256")
    return Counter([*contacts, *comments, *files])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=TOLD, pairs=PAIRS)
def test_nothing_disappears_whatever_is_merged_in_whatever_order(
    told: list[tuple[str, int, str]],
    pairs: list[tuple[int, int]],
    agent: User,
    requester: Requester,
    leo: Requester,
) -> None:
    tickets = [
        open_ticket(record_contact(channel="web", requester=who), subject=str(place))
        for place, who in enumerate((requester, requester, leo, leo))
    ]
    for place, (what, number, channel) in enumerate(told):
        ticket = tickets[number]
        if what == "contact":
            contact = record_contact(channel=channel, requester=ticket.requester)
            attach_contact(contact, ticket=ticket)
        elif what == "file":
            content = str(place).encode()
            attach_file(ticket, name="same.txt", content_type="a/b", content=content)
        else:
            add_comment(ticket, kind=what, body=str(place))
    before = everything()

    for one, kept in pairs:
        try:
            merge_tickets(tickets[one], into=tickets[kept], by=agent, other_person=True)
        except DomainError:
            continue

    assert everything() == before
    merged = Ticket.objects.filter(merged_into__isnull=False)
    assert not Contact.objects.filter(ticket__in=merged).exists()
    assert not Comment.objects.filter(ticket__in=merged).exists()
    assert not Attachment.objects.filter(ticket__in=merged).exists()
    assert not merged.filter(merged_into__merged_into__isnull=False).exists()
