from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helpdesk.files import File, asked_name, faults, limits, safe_name, safe_type
from tickets.actions.locking import lock_kept
from tickets.choices import CommentKind
from tickets.errors import Erased, FilesRefused, TooLarge
from tickets.models import Attachment, Comment, Contact, Ticket

MAX_SIZE = 10 * 1024 * 1024


@transaction.atomic
def attach_file(
    ticket: Ticket,
    *,
    name: str,
    content_type: str,
    content: bytes,
    contact: Contact | None = None,
    comment: Comment | None = None,
    is_public: bool = False,
    is_taken: bool = False,
) -> Attachment:
    """Keeps a file with its ticket, under a name that is safe on any disk.

    The same file again, of one contact or else of one comment, gives the stored one; another one of
    the same name gets a number. What `is_taken` the desk holds already: a limit that was lowered
    since must not keep a chat from its ticket. Else it raises `TooLarge` above 10 MB, or above what
    one file may be, where that is more. Raises `Erased`.
    """
    if not is_taken and len(content) > max(MAX_SIZE, limits().each):
        raise TooLarge(_("The file is larger than 10 MB. Send a smaller one, or a link to it."))
    ticket = lock_kept(ticket)
    if ticket.erased_at:
        raise Erased
    sha256 = hashlib.sha256(content).hexdigest()
    of_same = _of_same(ticket, contact, comment).defer("content")
    for candidate in _candidates(safe_name(name)):
        stored = of_same.filter(name=candidate).first()
        if stored and stored.sha256 == sha256:
            return stored
        if not stored:
            break
    return Attachment.objects.create(
        ticket=ticket,
        contact=contact,
        comment=comment,
        name=candidate,
        content_type=safe_type(content_type),
        size=len(content),
        sha256=sha256,
        content=content,
        is_public=is_public,
    )


def _candidates(name: str) -> Iterator[str]:
    yield name
    path = PurePosixPath(name)
    yield from (f"{path.stem} ({number}){path.suffix}" for number in count(2))


def _of_same(
    ticket: Ticket, contact: Contact | None, comment: Comment | None
) -> QuerySet[Attachment]:
    if contact:
        return Attachment.objects.filter(contact=contact)
    if comment:
        return Attachment.objects.filter(contact=None, comment=comment)
    return Attachment.objects.filter(contact=None, comment=None, ticket=ticket)


def check_files(files: Sequence[File]) -> None:
    """What people choose in a page of ours. Raises `FilesRefused`."""
    found = faults((file.offered for file in files), limits())
    if found:
        raise FilesRefused(found)


def keep_files(comment: Comment, files: Sequence[File]) -> None:
    """With the comment that they came with; those of a reply are for the person who asked."""
    is_asked = comment.kind == CommentKind.MESSAGE
    for file in files:
        attach_file(
            comment.ticket,
            name=asked_name(file.name) if is_asked else file.name,
            content_type=file.content_type,
            content=file.content,
            contact=comment.contact,
            comment=comment,
            is_public=comment.kind == CommentKind.REPLY,
        )
