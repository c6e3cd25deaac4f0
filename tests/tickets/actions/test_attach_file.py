"""The files of a ticket."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.conftest import MakeContact
from tickets.actions import attach_file
from tickets.actions.attach_file import MAX_SIZE, safe_name
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


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\aino\\näyttö.png", "näyttö.png"),
        ("a\x00b\r\nContent-Type: x.txt", "ab Content-Type_ x.txt"),
        ("gnp.\u202eexe.txt", "gnp.exe.txt"),
        ("131052-308T.pdf", "▇▇▇▇▇▇-▇▇▇▇.pdf"),
        (".htaccess", "htaccess"),
        ("", "file"),
        ("...", "file"),
        ("folder/", "folder"),
        ("x" * 300 + ".jpeg", "x" * 120 + ".jpeg"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_becomes_a_plain_one(name: str) -> None:
    safe = safe_name(name)

    assert 0 < len(safe) <= 141
    assert not set(safe) & set('/\\\0\r\n<>:"|?*')
    assert safe not in (".", "..")


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
        ("image/svg+xml", "image/svg+xml"),
        ("text/html\r\nX-Evil: 1", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
        ("a/" + "b" * 200, "application/octet-stream"),
    ],
)
def test_a_strange_type_is_not_repeated(ticket: Ticket, stated: str, kept: str) -> None:
    assert attach(ticket, content_type=stated).content_type == kept
