"""Which contact followed which, and over which channel the person came before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.people.models import Desk, Requester
from tests.tickets.at_once import at_once
from tests.tickets.conftest import MakeContact
from tickets.actions import (
    append_or_open,
    attach_contact,
    link_all_contacts,
    link_contacts,
    log_call,
    merge_tickets,
    open_ticket,
    record_contact,
)
from tickets.models import Contact, Ticket, Topic

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 5, 10, tzinfo=UTC)
CLOCKS_GO_BACK = datetime(2026, 10, 24, 20, tzinfo=UTC)
HOP = timedelta(hours=72)


class Told(NamedTuple):
    """A contact that somebody writes down: of which person, topic and ticket, and when it was."""

    channel: str
    person: int | None
    topic: int | None
    ticket: int | None
    minutes: int


TOLD = st.builds(
    Told,
    channel=st.sampled_from(["phone", "chat", "email"]),
    person=st.sampled_from([0, 0, 0, 1, None]),
    topic=st.sampled_from([0, 1, None]),
    ticket=st.sampled_from([0, 1, None]),
    # Few moments, so that some fall together; some far apart, so that not every change is a hop.
    minutes=st.sampled_from([0, 30, 60, 90, 120, 4319, 4320, 4321, 9000]),
)


def expected(contacts: list[Contact]) -> dict[int, tuple[datetime | None, str]]:
    """By the words of the definition: each pair of contacts is looked at."""
    found = {}
    for one in contacts:
        others = [
            other
            for other in contacts
            if one.is_counted
            and other.is_counted
            and other.pk != one.pk
            and one.requester_id is not None
            and other.requester_id == one.requester_id
        ]
        later = [
            other.started_at
            for other in others
            if moment(other) > moment(one) and (same_ticket(one, other) or same_topic(one, other))
        ]
        earlier = [o for o in others if moment(o) < moment(one) and same_ticket(one, o)]
        last = max(earlier, key=moment, default=None)
        hopped = (
            last is not None
            and last.channel != one.channel
            and one.started_at - last.started_at <= HOP
        )
        found[one.pk] = (min(later, default=None), last.channel if last and hopped else "")
    return found


def moment(contact: Contact) -> tuple[datetime, int]:
    return contact.started_at, contact.pk


def same_ticket(one: Contact, other: Contact) -> bool:
    return one.ticket_id is not None and one.ticket_id == other.ticket_id


def same_topic(one: Contact, other: Contact) -> bool:
    return one.topic_id is not None and one.topic_id == other.topic_id


def stored() -> dict[int, tuple[datetime | None, str]]:
    rows = Contact.objects.order_by("started_at", "pk").values_list(
        "pk", "followed_at", "hopped_from"
    )
    return {pk: (followed, hopped) for pk, followed, hopped in rows}


@pytest.fixture
def cast(desk: Desk) -> dict[str, list[Any]]:
    people = [Requester.objects.create(name=name, email=f"{name}@a.example") for name in "ab"]
    topics = [
        Topic.objects.create(slug=slug, name_en=slug, name_fi=slug, name_sv=slug)
        for slug in ("wifi", "print")
    ]
    tickets = [
        [Ticket.objects.create(requester=who, subject="?", origin_channel="web") for _ in range(2)]
        for who in people
    ]
    return {"people": people, "topics": topics, "tickets": tickets}


def write_down(told: Told, cast: dict[str, list[Any]]) -> None:
    """As the program does: recorded first, filed second; some of nobody, some without a ticket."""
    person = None if told.person is None else cast["people"][told.person]
    topic = None if told.topic is None else cast["topics"][told.topic]
    contact = record_contact(
        channel=told.channel,
        requester=person,
        topic=topic,
        started_at=CLOCKS_GO_BACK + timedelta(minutes=told.minutes),
    )
    if told.person is not None and told.ticket is not None:
        attach_contact(contact, ticket=cast["tickets"][told.person][told.ticket])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(TOLD, max_size=9))
def test_links_are_true_after_contacts_in_any_order_of_time(
    told: list[Told], cast: dict[str, list[Any]]
) -> None:
    Contact.objects.all().delete()

    for each in told:
        write_down(each, cast)

    assert stored() == expected(list(Contact.objects.all()))
    assert link_all_contacts() == 0


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(TOLD, max_size=12), uncounted=st.sets(st.integers(0, 11)))
def test_everybody_at_once_gives_the_same_links(
    told: list[Told], uncounted: set[int], cast: dict[str, list[Any]]
) -> None:
    Contact.objects.all().delete()
    Contact.objects.bulk_create(
        Contact(
            channel=each.channel,
            requester=None if each.person is None else cast["people"][each.person],
            topic=None if each.topic is None else cast["topics"][each.topic],
            ticket=(
                None
                if each.person is None or each.ticket is None
                else cast["tickets"][each.person][each.ticket]
            ),
            started_at=CLOCKS_GO_BACK + timedelta(minutes=each.minutes),
            is_counted=place not in uncounted,
            hopped_from="web",
            followed_at=NOON,
        )
        for place, each in enumerate(told)
    )

    link_all_contacts()

    assert stored() == expected(list(Contact.objects.all()))


def test_a_call_about_the_ticket_of_a_chat_hopped_from_chat(
    make_contact: MakeContact, topic: Topic
) -> None:
    chat = make_contact(channel="chat", started_at=NOON)
    ticket = open_ticket(chat, subject="Wi-Fi")

    call = make_contact(channel="phone", started_at=NOON + HOP)
    append_or_open(call, subject="Wi-Fi", status="open", ticket=ticket)

    assert stored() == {chat.pk: (NOON + HOP, ""), call.pk: (None, "chat")}


def test_a_call_after_the_time_that_the_desk_allows_is_no_hop_but_follows(
    make_contact: MakeContact, desk: Desk
) -> None:
    desk.hop_hours = 1
    desk.save()
    chat = make_contact(channel="chat", started_at=NOON)
    ticket = open_ticket(chat, subject="Wi-Fi")
    later = NOON + timedelta(hours=1, seconds=1)

    attach_contact(make_contact(channel="phone", started_at=later), ticket=ticket)

    assert list(stored().values()) == [(later, ""), (None, "")]


def test_a_call_written_down_late_comes_between_its_neighbours(
    make_contact: MakeContact, agent: Any, requester: Requester
) -> None:
    mail = make_contact(channel="email", started_at=NOON)
    ticket = open_ticket(mail, subject="Wi-Fi")
    again = make_contact(channel="email", started_at=NOON + timedelta(hours=2))
    attach_contact(again, ticket=ticket)

    call = log_call(
        agent=agent,
        requester=requester,
        outcome="open",
        summary="rang about it",
        started_at=NOON + timedelta(hours=1),
        key="late",
        ticket=ticket,
    )

    assert stored() == {
        mail.pk: (call.started_at, ""),
        call.pk: (again.started_at, "email"),
        again.pk: (None, "phone"),
    }


def test_another_person_with_the_same_topic_follows_nobody(topic: Topic) -> None:
    for name in ("Aino", "Leo"):
        person = Requester.objects.create(name=name)
        record_contact(channel="phone", requester=person, topic=topic, started_at=NOON)

    assert list(stored().values()) == [(None, ""), (None, "")]


def test_whom_a_source_did_not_name_is_not_one_person(topic: Topic) -> None:
    nobody = Requester.objects.create(name="Imported from old-desk")
    for _ in range(2):
        record_contact(channel="phone", requester=nobody, topic=topic, started_at=NOON)

    assert list(stored().values()) == [(None, ""), (None, "")]


def test_a_contact_of_a_person_whose_name_was_erased_keeps_its_place(
    make_contact: MakeContact, topic: Topic, requester: Requester
) -> None:
    first = make_contact(topic=topic, started_at=NOON)
    second = make_contact(topic=topic, started_at=NOON + HOP)
    Requester.objects.update(name="", email="", phone="", login="")

    assert link_contacts(requester.pk) == 0
    assert stored() == {first.pk: (NOON + HOP, ""), second.pk: (None, "")}


def test_a_contact_taken_from_its_person_follows_nobody_any_more(
    make_contact: MakeContact, topic: Topic, requester: Requester
) -> None:
    first = make_contact(topic=topic, started_at=NOON)
    second = make_contact(topic=topic, started_at=NOON + HOP)
    Contact.objects.filter(pk=second.pk).update(requester=None)

    link_contacts(requester.pk)

    assert stored()[first.pk] == (None, "")


def test_merged_tickets_link_their_contacts_and_lose_none(
    make_contact: MakeContact, supervisor: Any
) -> None:
    chat = make_contact(channel="chat", started_at=NOON)
    call = make_contact(channel="phone", started_at=NOON + timedelta(hours=1))
    ticket, other = (open_ticket(each, subject="Wi-Fi") for each in (chat, call))
    assert stored() == {chat.pk: (None, ""), call.pk: (None, "")}

    merge_tickets(other, into=ticket, by=supervisor)

    assert stored() == {chat.pk: (call.started_at, ""), call.pk: (None, "chat")}


@pytest.mark.django_db(transaction=True)
def test_contacts_of_one_person_filed_at_the_same_moment_never_wait_for_each_other(
    make_contact: MakeContact, topic: Topic
) -> None:
    contacts = [
        make_contact(channel=channel, topic=topic, started_at=NOON + timedelta(hours=hours))
        for hours, channel in enumerate(("phone", "chat", "email", "chat", "web", "phone"))
    ]
    ticket = open_ticket(make_contact(channel="web", started_at=NOON), subject="Wi-Fi")

    results = at_once(*(lambda c=c: attach_contact(c, ticket=ticket) for c in contacts))

    assert [result for result in results if isinstance(result, Exception)] == []
    assert stored() == expected(list(Contact.objects.all()))


def test_linking_a_contact_costs_two_statements(
    make_contact: MakeContact, topic: Topic, requester: Requester, django_assert_num_queries: Any
) -> None:
    for hours in range(3):
        make_contact(topic=topic, started_at=NOON + timedelta(hours=hours))

    with django_assert_num_queries(4):  # the two of a transaction within another among them
        link_contacts(requester.pk)
