"""Files that go with a reply, a note, the web form or a mail."""

from __future__ import annotations

import base64
import email
import email.policy
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMessage

from helpdesk.files import File
from helpdesk.people.models import Requester, User
from helpdesk.redaction import ERASED
from tests.tickets.conftest import MakeTicket
from tickets.actions import (
    add_comment,
    erase_tickets,
    keep_note,
    merge_tickets,
    reply_to_requester,
    send_reply,
    submit_form,
)
from tickets.errors import Empty, FilesRefused
from tickets.history import words_of
from tickets.models import Attachment, Comment, Contact, Ticket

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SCREEN = File("näyttö.png", "image/png", PNG)
LOG = File("error.log", "text/plain", b"one\r\ntwo\n\xe4")


def reply(ticket: Ticket, agent: User, *files: File, key: UUID | None = None) -> Comment:
    return reply_to_requester(
        ticket, author=agent, body="Look at this", key=key or uuid4(), files=files
    )


def form(key: UUID, *files: File, message: str = "It smokes") -> Contact:
    return submit_form(
        key=key,
        name="Aino",
        email="aino@uni.example",
        topic=None,
        language="en",
        message=message,
        files=files,
    )


def stored() -> list[tuple[str, str, bool]]:
    return list(Attachment.objects.values_list("name", "comment__kind", "is_public"))


def test_the_files_of_a_reply_are_kept_with_it_and_are_the_persons(
    ticket: Ticket, agent: User
) -> None:
    comment = reply(ticket, agent, SCREEN, LOG)

    assert stored() == [("näyttö.png", "reply", True), ("error.log", "reply", True)]
    file = comment.files.get(name="error.log")
    assert (file.ticket, bytes(file.content)) == (ticket, LOG.content)


def test_the_files_of_a_note_stay_inside(ticket: Ticket, agent: User) -> None:
    keep_note(ticket, author=agent, body="Look", key=uuid4(), files=[SCREEN])

    assert stored() == [("näyttö.png", "note", False)]


def test_history_tells_how_many_came(ticket: Ticket, agent: User) -> None:
    keep_note(ticket, author=agent, body="Look", key=uuid4(), files=[SCREEN])
    reply(ticket, agent, SCREEN, LOG)

    words = [words_of(event) for event in ticket.events.filter(kind="comment")]
    assert words == ["Internal note, with 1 file", "Reply, with 2 files"]


def test_posted_twice_they_are_kept_once(ticket: Ticket, agent: User) -> None:
    key = uuid4()
    first, second = reply(ticket, agent, SCREEN, key=key), reply(ticket, agent, SCREEN, key=key)

    assert first == second
    assert len(stored()) == 1


def test_one_file_may_go_with_two_comments(ticket: Ticket, agent: User) -> None:
    keep_note(ticket, author=agent, body="Look", key=uuid4(), files=[SCREEN])
    reply(ticket, agent, SCREEN)

    assert stored() == [("näyttö.png", "note", False), ("näyttö.png", "reply", True)]


def test_two_files_of_one_name_get_a_number(ticket: Ticket, agent: User) -> None:
    reply(ticket, agent, LOG, File("error.log", "text/plain", b"other"))

    assert [name for name, *_ in stored()] == ["error.log", "error (2).log"]


def test_what_is_not_taken_keeps_the_whole_reply_back(ticket: Ticket, agent: User) -> None:
    wrong = [File("a.exe", "image/png", b"MZ"), File("b.png", "image/png", b"MZ")]

    with pytest.raises(FilesRefused) as refused:
        reply(ticket, agent, SCREEN, *wrong)

    assert [fault.code for fault in refused.value.faults] == ["kind", "content"]
    assert not Comment.objects.exists()


def test_a_reply_without_words_keeps_no_file(ticket: Ticket, agent: User) -> None:
    with pytest.raises(Empty):
        reply_to_requester(ticket, author=agent, body=" ", key=uuid4(), files=[SCREEN])

    assert stored() == []


def test_the_mail_carries_the_files_byte_for_byte(
    ticket: Ticket, agent: User, mailoutbox: list[EmailMessage]
) -> None:
    mail_file = File("old.eml", "message/rfc822", b"Subject: hi\r\n\r\nBody\r\n")
    comment = reply(ticket, agent, SCREEN, LOG, mail_file)
    note = keep_note(ticket, author=agent, body="Inside", key=uuid4(), files=[LOG])

    send_reply(comment.pk)

    assert (send_reply(note.pk), len(mailoutbox)) == (None, 1)
    raw = mailoutbox[0].message().as_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    body = mail.get_body()
    assert body is not None
    assert body.get_content().startswith("Look at this")
    parts: list[Any] = list(mail.iter_attachments())
    assert [(part.get_filename(), part.get_content_type()) for part in parts] == [
        ("näyttö.png", "image/png"),
        ("error.log", "text/plain"),
        ("old.eml", "application/octet-stream"),
    ]
    kept = [part.get_payload(decode=True) for part in parts]
    assert kept == [PNG, LOG.content, mail_file.content]
    assert b"filename*=utf-8''n%C3%A4ytt%C3%B6.png" in raw
    assert base64.b64encode(PNG)[:60] in raw


def test_a_merged_ticket_takes_the_files_along_with_their_comments(
    ticket: Ticket, make_ticket: MakeTicket, agent: User
) -> None:
    kept = make_ticket("Smoke")
    comment = reply(ticket, agent, SCREEN)

    merge_tickets(ticket, into=kept, by=agent)

    file = Attachment.objects.get()
    assert (file.ticket, file.comment) == (kept, comment)


def test_what_is_erased_is_erased_with_its_files(ticket: Ticket, agent: User) -> None:
    reply(ticket, agent, SCREEN)
    keep_note(ticket, author=agent, body="Inside", key=uuid4(), files=[LOG])

    gone = erase_tickets([ticket.pk])

    assert (gone.files, stored()) == (2, [])
    assert list(Comment.objects.values_list("body", flat=True)) == [ERASED, ERASED]


def test_the_form_keeps_a_screenshot_with_contact_comment_and_ticket() -> None:
    contact = form(uuid4(), SCREEN)

    file = Attachment.objects.get()
    assert (file.contact, file.ticket, file.comment) == (
        contact,
        contact.ticket,
        contact.comments.get(),
    )


def test_the_form_posted_again_with_another_file_keeps_both_once() -> None:
    key = uuid4()
    for _ in range(2):
        contact = form(key, SCREEN)
    form(key, LOG)

    assert Comment.objects.get().contact == contact
    assert [name for name, *_ in stored()] == ["näyttö.png", "error.log"]


def test_a_password_in_the_name_of_a_file_is_kept_only_where_agents_hand_it_out(
    ticket: Ticket, agent: User
) -> None:
    told = File("my password is Kesa-2026.txt", "text/plain", b"see the name")

    form(uuid4(), told)
    reply(ticket, agent, told)

    masked = "my password is ▇▇▇▇▇▇▇▇.txt"
    assert sorted(stored()) == [(told.name, "reply", True), (masked, "message", False)]


def test_the_form_refuses_what_is_not_taken_and_makes_nothing() -> None:
    with pytest.raises(FilesRefused):
        form(uuid4(), File("a.exe", "", b"MZ"))

    assert not Requester.objects.exists()
    assert not Contact.objects.exists()


def test_the_forms_of_an_hour_bring_only_so_much_in_files(settings: Any) -> None:
    settings.FORM_FILES_PER_HOUR = 2 * len(PNG)
    form(uuid4(), SCREEN)
    contact = form(uuid4(), SCREEN)

    with pytest.raises(FilesRefused) as refused:
        form(uuid4(), LOG)
    form(uuid4(), message="No file")
    Contact.objects.filter(pk=contact.pk).update(started_at=contact.started_at - timedelta(hours=1))
    form(uuid4(), LOG)

    assert [fault.code for fault in refused.value.faults] == ["flood"]
    assert (Contact.objects.count(), len(stored())) == (4, 3)


def test_one_form_posted_again_and_again_gathers_no_more_files_than_one_may_send(
    settings: Any,
) -> None:
    settings.FILES = {**settings.FILES, "most": 2}
    key = uuid4()
    form(key, SCREEN, LOG)
    form(key, SCREEN, LOG)

    with pytest.raises(FilesRefused):
        form(key, File("more.txt", "text/plain", b"more"))

    assert len(stored()) == 2


def test_files_of_another_entry_are_not_an_entrys(ticket: Ticket, agent: User) -> None:
    comment = reply(ticket, agent, SCREEN)
    plain = add_comment(ticket, kind="message", body="Thanks")

    assert [each.files.count() for each in (comment, plain)] == [1, 0]
