"""Two tickets about one issue become one, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.people.models import User
from tests.tickets.conftest import MakeTicket
from tickets.actions import (
    add_comment,
    assign_ticket,
    attach_file,
    merge_tickets,
)
from tickets.errors import (
    Erased,
    OnesAlready,
    TicketClosed,
    WasMerged,
)
from tickets.history import words_of
from tickets.models import Ticket, Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)


def dated(ticket: Ticket, at: datetime) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(created_at=at)
    ticket.refresh_from_db()
    return ticket


def history(ticket: Ticket) -> list[str]:
    return [words_of(event) for event in ticket.events.order_by("pk")]


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
