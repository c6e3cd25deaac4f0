"""All that is kept of one person, as files for them to read: nothing is left out but secrets.

Each row goes out with all its columns, so what is added to a table later is in it by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from chat.models import Attachment, Block, Chat, Contact, Incident, Ticket, Topic
from helpdesk.people.models import Desk, Requester, Team, User

SECRET = {"token_hash", "epoch", "content"}
"""Keys to windows, and contents, which are files of their own."""
File = tuple[str, bytes]
Row = dict[str, Any]


class Dossier:
    """The files of one person, made one after the other as they are asked for."""

    def __init__(self, person: Requester) -> None:
        self.person = person
        self.names: dict[type[Model], dict[Any, str]] = {
            kind: {row.pk: str(row) for row in kind._default_manager.all()}
            for kind in (User, Team, Topic)
        }

    def files(self) -> Iterator[File]:
        yield "README.txt", self._readme().encode()
        yield self._json("person.json", self._rows(self._people()))
        yield self._json("corrections.json", self._rows(self._corrections()))
        contacts = Contact.objects.filter(requester=self.person).order_by("started_at", "pk")
        yield self._json("contacts.json", self._rows(contacts))
        for chat in Chat.objects.of_person(self.person.pk).order_by("opened_at", "pk"):
            yield self._json(f"chats/{chat.opened_at:%Y-%m-%d}-{chat.pk}.json", self._chat(chat))
            yield from self._uploaded(chat)
        for ticket in Ticket.objects.asked_by(self.person.pk).order_by("pk"):
            yield self._json(f"tickets/{ticket.pk}.json", self._ticket(ticket))
            yield from self._attached(ticket)

    def _people(self) -> QuerySet[Requester]:
        """The row itself, and those that were merged into it."""
        own = Requester.objects.filter(pk=self.person.pk)
        return own | Requester.objects.filter(merged_into=self.person)

    def _corrections(self) -> QuerySet[LogEntry]:
        """What the administration noted when somebody changed these rows: it names them, too."""
        about = ContentType.objects.get_for_model(Requester)
        numbers = [str(person.pk) for person in self._people()]
        return LogEntry.objects.filter(content_type=about, object_id__in=numbers).order_by("pk")

    def _chat(self, chat: Chat) -> Row:
        incidents = Incident.objects.filter(chat=chat)
        return {
            **self._row(chat),
            "log": self._rows(chat.events.order_by("seq")),
            "files": self._rows(chat.files.defer("content").order_by("created_at", "pk")),
            "incidents": self._rows(incidents),
            "blocks": self._rows(Block.objects.filter(incident__in=incidents)),
        }

    def _ticket(self, ticket: Ticket) -> Row:
        return {
            **self._row(ticket),
            "conversation": self._rows(ticket.comments.all()),
            "history": self._rows(ticket.events.all()),
            "files": self._rows(ticket.attachments.defer("content")),
        }

    def _attached(self, ticket: Ticket) -> Iterator[File]:
        for number in ticket.attachments.values_list("pk", flat=True):
            file = Attachment.objects.get(pk=number)
            # Numbered: two mails may bring files of one name, which is safe since it was attached.
            yield f"tickets/{ticket.pk}/{file.pk}-{file.name}", bytes(file.content)

    def _uploaded(self, chat: Chat) -> Iterator[File]:
        """Files of a chat that has no ticket yet; later they are the ticket's."""
        owed = chat.files.filter(attachment__isnull=True).order_by("created_at", "pk")
        for number in owed.values_list("pk", flat=True):
            for file in owed.filter(pk=number):  # none, where it was taken back meanwhile
                yield f"chats/{chat.pk}/{file.pk}-{file.name}", bytes(file.content)

    def _rows(self, rows: QuerySet[Any]) -> list[Row]:
        return [self._row(row) for row in rows]

    def _row(self, row: Model) -> Row:
        shown: Row = {}
        for field in row._meta.concrete_fields:
            if field.name in SECRET:
                continue
            value = field.value_from_object(row)
            kind = field.related_model
            names = self.names.get(kind) if isinstance(kind, type) else None
            shown[field.name] = names.get(value) if names else value
        return shown

    def _json(self, name: str, content: Any) -> File:
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        return name, text.encode()

    def _readme(self) -> str:
        about = _(
            "All that %(desk)s keeps of one person, as of %(time)s (UTC).\n\n"
            "person.json: who they are. corrections.json: when staff corrected that.\n"
            "contacts.json: each time they reached us.\n"
            "chats/: each chat with its log, and files that no request has yet.\n"
            "tickets/: each request with its conversation, its history and its files.\n"
            "Times are in UTC.\n\n"
            "Before you hand it out, read it through: it holds the names of staff, internal\n"
            "notes, and maybe what was said about other people.\n"
        )
        return about % {"desk": Desk.current().name, "time": f"{now():%Y-%m-%d %H:%M}"}
