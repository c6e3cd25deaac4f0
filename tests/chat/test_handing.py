"""The files of a chat go to its ticket with it, and are kept once."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.utils import timezone

from chat import handoff, writer
from chat.actions import accept_chat, close_chat, drop_unsaid_files, erase_chats
from chat.choices import EndReason, Speaker
from chat.dossier import Dossier
from chat.kept import kept_of
from chat.models import Chat, Event, File
from chat.pool import close_pool
from helpdesk.files import MEGABYTE
from helpdesk.people.models import User
from tests.chat.uploads import PDF, PNG, bearer, kept
from tickets.actions import erase_tickets
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def say(
    chat: Chat, *files: File, body: str = "See", by: User | None = None, note: bool = False
) -> None:
    message = writer.Message(
        chat=chat.pk,
        client_id=uuid.uuid4(),
        role=Speaker.AGENT if by else Speaker.VISITOR,
        name=by.public_name if by else "Aino",
        body=body,
        author=by.pk if by else None,
        note=note,
        files=[file.pk for file in files],
    )

    async def store() -> str:
        try:
            return (await writer.Writer().append(message)).code
        finally:
            await close_pool()

    assert async_to_sync(store)() == "ok"


def hand_over(chat: Chat) -> Ticket:
    close_chat(chat.pk, reason=EndReason.VISITOR)
    return handoff.open_ticket_for(chat.pk)


def test_files_that_were_said_become_the_tickets(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    say(opened.chat, kept(opened.chat, "bild.png"), kept(opened.chat, "bild.png", PNG + b"2"))
    say(opened.chat, kept(opened.chat, "log.txt", b"secret", by=agent), by=agent, note=True)
    kept(opened.chat, "never-said.png")

    ticket = hand_over(opened.chat)

    files = ticket.attachments.order_by("pk").values_list("name", "content_type", "is_public")
    assert list(files) == [
        ("transcript.txt", "text/plain; charset=utf-8", True),
        ("transcript.json", "application/json", True),
        ("bild.png", "image/png", True),
        ("bild (2).png", "image/png", True),
        ("log.txt", "text/plain", False),
    ]
    assert list(opened.chat.files.values_list("name", flat=True).order_by("name")) == [
        "bild.png",
        "bild.png",
        "log.txt",
    ]
    assert {bytes(file.content) for file in opened.chat.files.all()} == {b""}


def test_a_visitors_own_transcript_txt_does_not_stand_for_the_transcript(
    client: Client, opened: Any
) -> None:
    say(opened.chat, kept(opened.chat, "transcript.txt", b"forged"))
    hand_over(opened.chat)

    answer = client.get(f"/api/v1/chats/{opened.chat.pk}/transcript/", headers=bearer(opened.token))

    assert "Printer on fire" in answer.content.decode()


def test_handed_over_twice_the_files_are_there_once(opened: Any) -> None:
    say(opened.chat, kept(opened.chat))
    ticket = hand_over(opened.chat)

    Chat.objects.filter(pk=opened.chat.pk).update(handed_off_at=None)
    handoff.open_ticket_for(opened.chat.pk)

    assert ticket.attachments.filter(name="error.png").count() == 1


def test_a_limit_that_was_lowered_since_keeps_no_chat_from_its_ticket(
    opened: Any, settings: Any
) -> None:
    lowered, large = settings.FILES, PNG + bytes(11 * MEGABYTE)
    settings.FILES = {**lowered, "each": 12 * MEGABYTE}
    say(opened.chat, kept(opened.chat, content=large))
    settings.FILES = lowered

    ticket = hand_over(opened.chat)

    assert ticket.attachments.get(name="error.png").size == len(large)


def test_the_windows_still_get_what_is_the_tickets_now(client: Client, opened: Any) -> None:
    file = kept(opened.chat)
    say(opened.chat, file)
    hand_over(opened.chat)

    answer = client.get(
        f"/api/v1/chats/{opened.chat.pk}/files/{file.pk}/", headers=bearer(opened.token)
    )

    assert (answer.status_code, answer.content) == (200, PNG)


def test_what_went_with_its_ticket_is_no_longer_handed_out(client: Client, opened: Any) -> None:
    file = kept(opened.chat)
    say(opened.chat, file)
    ticket = hand_over(opened.chat)
    ticket.attachments.all().delete()

    answer = client.get(
        f"/api/v1/chats/{opened.chat.pk}/files/{file.pk}/", headers=bearer(opened.token)
    )

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_file")


def test_the_transcript_names_the_files(opened: Any, agent: User) -> None:
    accept_chat(opened.chat.pk, agent=agent)
    say(opened.chat, kept(opened.chat, "a.png"), body="a.png")
    say(opened.chat, kept(opened.chat, "form.pdf", PDF, by=agent), body="Fill this in", by=agent)
    say(
        opened.chat,
        kept(opened.chat, "log.txt", b"x", by=agent),
        body="log.txt",
        by=agent,
        note=True,
    )

    ticket = hand_over(opened.chat)

    text = bytes(ticket.attachments.get(name="transcript.txt").content).decode()
    data = json.loads(bytes(ticket.attachments.get(name="transcript.json").content))
    words = [line.partition("] ")[2] or line.strip() for line in text.splitlines()[7:]]
    assert words[-4:-1] == [
        "Aino: [File: a.png, 68\xa0bytes]",
        "Anna: Fill this in",
        "[File: form.pdf, 129\xa0bytes]",
    ]
    named = [[f["name"] for f in e.get("attachments", [])] for e in data["events"]]
    assert [names for names in named if names] == [["a.png"], ["form.pdf"]]
    assert ticket.comments.get(kind="note").body == "[File: log.txt, 1\xa0byte]"


def test_what_was_never_said_goes_with_the_end_or_after_a_day(opened: Any) -> None:
    old, new = kept(opened.chat, "old.png"), kept(opened.chat, "new.png")
    File.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))

    first = drop_unsaid_files()
    left = list(opened.chat.files.values_list("pk", flat=True))
    close_chat(opened.chat.pk, reason=EndReason.VISITOR)
    second = drop_unsaid_files()

    assert (first, left, second) == (1, [new.pk], 1)


def test_erased_chats_have_neither_files_nor_their_names(opened: Any) -> None:
    say(opened.chat, kept(opened.chat, "aino-virtanen.png"))
    ticket = hand_over(opened.chat)

    erase_tickets([ticket.pk], still=Ticket.objects.all())
    erase_chats([opened.chat.pk])

    assert not File.objects.exists()
    assert not Attachment.objects.exists()
    assert "aino" not in str(list(Event.objects.values_list("body", "data"))).lower()


def test_the_files_of_an_open_chat_are_in_what_a_person_is_given(opened: Any) -> None:
    file = kept(opened.chat, "a.png")
    person = opened.chat.contact.requester

    files = dict(Dossier(person).files())

    assert kept_of(person.pk).files == 1
    assert files[f"chats/{opened.chat.pk}/{file.pk}-a.png"] == PNG


def test_the_files_of_a_person_are_read_one_by_one(opened: Any) -> None:
    """All at once they would fill the memory; what is taken back meanwhile is not given."""
    first, second = kept(opened.chat, "a.png"), kept(opened.chat, "b.png")

    given = []
    for name, _content in Dossier(opened.chat.contact.requester).files():
        given.append(name)
        if name.endswith("a.png"):
            second.delete()

    pictures = [name for name in given if name.endswith(".png")]
    assert pictures == [f"chats/{opened.chat.pk}/{first.pk}-a.png"]


def test_a_handed_over_file_is_given_once(opened: Any) -> None:
    say(opened.chat, kept(opened.chat, "a.png"))
    ticket = hand_over(opened.chat)
    person = opened.chat.contact.requester

    names = [name for name in dict(Dossier(person).files()) if name.endswith("a.png")]

    stored = ticket.attachments.get(name="a.png")
    assert names == [f"tickets/{ticket.pk}/{stored.pk}-a.png"]
    assert kept_of(person.pk).files == 3
