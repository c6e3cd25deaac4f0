"""The command at the end of a mail server's pipe."""

from __future__ import annotations

import io
import os
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError

from tests.tickets.mail.letters import raw
from tickets.management.commands import receive_email as command
from tickets.models import Contact, Ticket

pytestmark = pytest.mark.django_db


class Pipe(io.BytesIO):
    """Standard input as a pipe has it."""

    @property
    def buffer(self) -> Pipe:
        return self


def run(monkeypatch: Any, content: bytes) -> tuple[str, str]:
    monkeypatch.setattr("sys.stdin", Pipe(content))
    out, errors = io.StringIO(), io.StringIO()
    call_command("receive_email", stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


def test_a_mail_is_received_and_its_ticket_named(monkeypatch: Any) -> None:
    out, errors = run(monkeypatch, raw())

    assert (out, errors) == (f"Ticket #{Ticket.objects.get().pk}\n", "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The mail names no sender to answer to."),
        (b"\x00\xff no mail at all", "The mail names no sender to answer to."),
        (raw("", Subject=""), "Write something first: there is no text to store."),
        (
            raw() + b"x" * 11_000_000,
            "The mail is larger than 10 MB. Send a smaller one, or a link to it.",
        ),
    ],
)
def test_a_bad_mail_ends_with_one_sentence_and_a_code(
    monkeypatch: Any, content: bytes, sentence: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(monkeypatch, content)

    assert (str(refusal.value), refusal.value.returncode) == (sentence, os.EX_DATAERR)
    assert not Contact.objects.exists()


def test_an_automatic_mail_is_left_out_without_a_bounce(monkeypatch: Any) -> None:
    out, errors = run(monkeypatch, raw(Auto_Submitted="auto-replied"))

    assert (out, errors) == ("", "The mail was written by a machine and was left out.\n")
    assert not Contact.objects.exists()


@pytest.mark.parametrize("fault", [OperationalError, IntegrityError, KeyError])
def test_whatever_goes_wrong_the_mail_server_is_asked_to_try_again(
    monkeypatch: Any, fault: type[Exception]
) -> None:
    def fail(raw: bytes) -> None:
        raise fault

    monkeypatch.setattr(command, "receive_email", fail)

    with pytest.raises(CommandError) as refusal:
        run(monkeypatch, raw())

    assert refusal.value.returncode == os.EX_TEMPFAIL


def test_a_keyboard_is_no_mail(monkeypatch: Any) -> None:
    monkeypatch.setattr(Pipe, "isatty", lambda self: True)

    with pytest.raises(CommandError) as refusal:
        run(monkeypatch, b"")

    assert refusal.value.returncode == os.EX_USAGE
