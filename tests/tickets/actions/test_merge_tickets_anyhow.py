"""Nothing is lost, in whatever order tickets are merged."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.errors import DomainError
from helpdesk.people.models import Requester, User
from tickets.actions import (
    add_comment,
    attach_contact,
    attach_file,
    merge_tickets,
    open_ticket,
    record_contact,
)
from tickets.choices import Channel
from tickets.models import Attachment, Comment, Contact, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


@pytest.fixture
def leo() -> Requester:
    return Requester.objects.create(name="Leo Laine", email="leo@uni.example")


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
