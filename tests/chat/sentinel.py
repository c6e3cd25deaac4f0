"""A person whose every word can be looked for: in all tables, in the cache, in the files."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from chat import handoff, log
from chat.actions import (
    accept_chat,
    block_visitor,
    close_chat,
    keep_file,
    open_chat,
    rate_chat,
)
from chat.choices import EndReason, EventKind, Speaker
from chat.models import Chat, File
from helpdesk.people.actions import find_or_make_requester
from helpdesk.people.models import Requester, User
from tests.tickets.mail.letters import letter
from tickets.actions import (
    log_call,
    receive_email,
    record_contact,
    reply_to_requester,
    submit_form,
)
from tickets.models import Article, Ticket

NAME = "Tuulikki Sentinella"
EMAIL = "tuulikki.sentinella@uni.example"
PHONE = "+358 40 7654321"
LOGIN = "tsentine"
SAID = "marsipaanilinna"
WORDS = (NAME, "Sentinella", EMAIL, PHONE, "7654321", LOGIN, SAID)
SLUG = "eduroam"


def tell(chat: Chat, role: Speaker, body: str, author: User | None = None, **more: Any) -> None:
    """One entry of the log, without a socket."""
    kind = EventKind.NOTE if more.get("is_internal") else EventKind.MESSAGE
    log.record(chat, kind=kind, role=role, author=author, body=body, **more)


def send_file(chat: Chat, said: str) -> None:
    """A file that was said, and one that was only uploaded."""
    content = f"{NAME}: {said}".encode()
    keep = partial(keep_file, chat, role=Speaker.VISITOR, author=None, content=content)
    file, _unsaid = keep(name=f"{NAME}.txt"), keep(name=f"{said}.txt")
    named = {"attachments": [{"id": str(file.pk), "name": file.name, "size": file.size}]}
    tell(chat, Speaker.VISITOR, file.name, name=NAME, data=named)
    File.objects.filter(pk=file.pk).update(seq=chat.head)


def make_chat(agent: User, *, said: str = SAID) -> Chat:
    """An ended chat of the person, with everything in it that a log may hold, and its ticket."""
    opened = open_chat(
        question=f"My {said} is broken, says {NAME}",
        language="en",
        name=NAME,
        email=EMAIL,
        page_url=f"https://uni.example/?who={LOGIN}",
        browser_key=uuid.uuid4().hex,
    )
    chat = accept_chat(opened.chat.pk, agent=agent)
    tell(chat, Speaker.VISITOR, f"Call {PHONE}: {said}", name=NAME)
    tell(chat, Speaker.AGENT, f"Dear {NAME}, see http://x.example/articles/{SLUG}/", agent)
    tell(chat, Speaker.AGENT, f"Odd {said}", agent, is_internal=True)
    send_file(chat, said)
    Chat.objects.filter(pk=chat.pk).update(first_reply_at=timezone.now())
    log.record(chat, kind=EventKind.TRANSFERRED, author=agent, data={"note": f"{NAME} {said}"})
    close_chat(chat.pk, reason=EndReason.AGENT, agent=agent, outcome="solved")
    handoff.open_ticket_for(chat.pk)
    rate_chat(
        chat, was_solved=True, satisfaction=5, alternative="phone", comment=f"{said} by {NAME}"
    )
    return Chat.objects.get(pk=chat.pk)


def make_person(agent: User) -> Requester:
    """Somebody who came over every way there is, and whose words are in every place there is."""
    person = find_or_make_requester(email=EMAIL, name=NAME, phone=PHONE, login=LOGIN, language="en")
    Article.objects.get_or_create(
        slug=SLUG, language="en", defaults={"title": "Wi-Fi", "body": "Restart."}
    )
    make_chat(agent)
    hostile = open_chat(question=f"You {SAID}", language="en", name=NAME, email=EMAIL)
    accept_chat(hostile.chat.pk, agent=agent)
    block_visitor(hostile.chat.pk, by=agent, note=f"{NAME} said {SAID}")
    handoff.open_ticket_for(hostile.chat.pk)
    contact = receive_email(a_mail())
    ticket = Ticket.objects.get(pk=contact.ticket_id)
    reply_to_requester(ticket, author=agent, body=f"Dear {NAME}: {SAID}", key=uuid.uuid4())
    submit_form(
        key=uuid.uuid4(), name=NAME, email=EMAIL, topic=None, language="en", message=f"Form {SAID}"
    )
    log_call(
        agent=agent,
        person=PHONE,
        outcome="solved",
        summary=f"{NAME} rang about {SAID}",
        started_at=timezone.now(),
        key=str(uuid.uuid4()),
    )
    record_contact(channel="walk_in", requester=person, subject=f"{SAID} at the door")
    LogEntry.objects.create(
        user=agent,
        content_type=ContentType.objects.get_for_model(Requester),
        object_id=str(person.pk),
        object_repr=NAME,
        action_flag=CHANGE,
    )
    return Requester.objects.get(pk=person.pk)


def a_mail(number: int = 1) -> bytes:
    """A mail of the person with a file."""
    mail = letter(
        f"Hello, {SAID}\n-- \n{NAME}",
        From=f"{NAME} <{EMAIL}>",
        Subject=f"{SAID} again",
        Message_ID=f"<{LOGIN}.{number}@uni.example>",
    )
    content = f"{NAME};{SAID}".encode()
    mail.add_attachment(content, maintype="text", subtype="csv", filename=f"{LOGIN}.csv")
    return mail.as_bytes()


def places() -> list[str]:
    """Where anything of the person can be found: tables, keys of the cache, files."""
    return [*_tables(), *_keys(), *_files()]


def _tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' ORDER BY 1"
        )
        for (table,) in cursor.fetchall():
            for word in WORDS:
                # Whole rows as text: whatever the type of a column; bytes are shown as hex.
                found = f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE ANY(%s)'
                forms = [f"%{word}%", f"%{word.encode().hex()}%"]
                cursor.execute(found, [forms])
                if count := cursor.fetchone()[0]:
                    yield f"{table}: {word} ({count})"


def _keys() -> Iterator[str]:
    client = cache._cache.get_client()  # type: ignore[attr-defined]  # the cache has no list of keys
    for key in client.keys("*"):
        kept = (client.dump(key) or b"") + key
        yield from (f"{key!r}: {word}" for word in WORDS if word.encode() in kept)


def _files() -> Iterator[str]:
    """Of PostgreSQL and Valkey themselves nothing: their logs are as old as backups.

    Nor of the program's own static files, in which any number may stand.
    """
    for folder, _folders, names in os.walk(settings.VAR_DIR):
        if not {"postgres", "valkey", "static"} & set(Path(folder).parts):
            for name in names:
                content = (Path(folder) / name).read_bytes()
                yield from (
                    f"{folder}/{name}: {word}" for word in WORDS if word.encode() in content
                )
