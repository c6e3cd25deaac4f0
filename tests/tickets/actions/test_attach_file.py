"""The files of a ticket."""

from __future__ import annotations

import hashlib

import pytest

from tests.tickets.conftest import MakeContact
from tickets.actions import attach_file
from tickets.actions.attach_file import MAX_SIZE
from tickets.errors import TooLarge
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db


def attach(ticket: Ticket, content: bytes = b"abc", **more: object) -> Attachment:
    fields = {"name": "a.txt", "content_type": "text/plain", "content": content, **more}
    return attach_file(ticket, **fields)  # type: ignore[arg-type]  # the test's own shorthand


def test_size_and_sum_are_recorded(ticket: Ticket) -> None:
    stored = attach(ticket, b"abc")

    stored.refresh_from_db()
    assert (bytes(stored.content), stored.size) == (b"abc", 3)
    assert stored.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert not stored.is_public


def test_the_same_file_again_is_the_stored_one(ticket: Ticket, make_contact: MakeContact) -> None:
    contact = make_contact()
    first = attach(ticket, contact=contact)
    again = attach(ticket, contact=contact)

    assert again == first
    assert Attachment.objects.count() == 1


def test_another_file_of_the_same_name_gets_a_number(
    ticket: Ticket, make_contact: MakeContact
) -> None:
    contact = make_contact()
    names = [attach(ticket, content, contact=contact).name for content in (b"1", b"2", b"3", b"2")]

    assert names == ["a.txt", "a (2).txt", "a (3).txt", "a (2).txt"]


def test_a_file_above_ten_megabytes_is_refused(ticket: Ticket) -> None:
    assert attach(ticket, b"x" * MAX_SIZE).size == MAX_SIZE
    with pytest.raises(TooLarge):
        attach(ticket, b"x" * (MAX_SIZE + 1))


def test_name_and_type_are_made_safe(ticket: Ticket) -> None:
    stored = attach(ticket, name="../näyttö.png", content_type="text/html\r\nX-Evil: 1")

    assert (stored.name, stored.content_type) == ("näyttö.png", "application/octet-stream")
