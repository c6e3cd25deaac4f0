from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from helpdesk.files import File
from helpdesk.people.models import User
from helpdesk.redaction import clean, one_line
from tickets.actions.attach_file import keep_files
from tickets.actions.locking import lock_kept
from tickets.choices import Channel, CommentKind, TicketEventKind
from tickets.errors import Empty, Erased
from tickets.events import record
from tickets.models import Comment, Contact, Ticket
from tickets.naming import named_in


@transaction.atomic
def add_comment(
    ticket: Ticket,
    *,
    kind: str,
    body: str,
    author: User | None = None,
    author_name: str = "",
    contact: Contact | None = None,
    at: datetime | None = None,
    key: UUID | None = None,
    files: Sequence[File] = (),
) -> Comment:
    """One entry of the ticket's conversation, cleaned of identity codes (counted on the contact).

    Files are kept as they are: what people choose is judged before, by `check_files`. Colleagues
    whom a note names are written down with it, see `tickets.notices`.

    Stored once: a known `key`, and the transcript of a contact that has one, give the stored entry.
    A reply is the first answer to mails and forms that had none. What was merged meanwhile leads
    on: nothing written is lost. Raises `Empty`, `Erased`.
    """
    ticket = lock_kept(ticket)
    stored = _stored(kind, contact, key)
    if stored:
        return stored
    if ticket.erased_at:
        raise Erased
    text, masked = clean(body)
    if not text.strip():
        raise Empty
    comment = Comment.objects.create(
        ticket=ticket,
        contact=contact,
        kind=kind,
        author=author,
        author_name=one_line(clean(author_name or _name(ticket, kind, author)).text)[:120],
        body=text,
        created_at=at or timezone.now(),
        key=key,
    )
    if contact and masked:
        Contact.objects.filter(pk=contact.pk).update(masked=F("masked") + masked)
    if kind == CommentKind.REPLY:
        _answer(ticket, comment.created_at)
    keep_files(comment, files)
    told: dict[str, Any] = {"files": len(files)} if files else {}
    if kind == CommentKind.NOTE and (named := named_in(text)):
        told["named"] = named
    record(
        ticket, TicketEventKind.COMMENT, actor=author, at=at, comment=comment.pk, kind=kind, **told
    )
    return comment


def _stored(kind: str, contact: Contact | None, key: UUID | None) -> Comment | None:
    same: dict[str, Any] | None = None
    if key:
        same = {"key": key}
    elif kind == CommentKind.TRANSCRIPT and contact:
        same = {"kind": kind, "contact": contact}
    return Comment.objects.filter(**same).first() if same else None


def _name(ticket: Ticket, kind: str, author: User | None) -> str:
    if author:
        return author.public_name
    return str(ticket.requester) if kind == CommentKind.MESSAGE else ""


def _answer(ticket: Ticket, at: datetime) -> None:
    waiting = ticket.contacts.filter(
        channel__in=(Channel.EMAIL, Channel.WEB), first_reply_at=None, started_at__lte=at
    )
    # In the order in which contacts are linked, so that the two never wait for each other.
    ids = list(waiting.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    if ids:
        Contact.objects.filter(pk__in=ids).update(first_reply_at=at)
