from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import count
from pathlib import PurePosixPath

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.files import safe_name, safe_type
from tickets.actions.locking import lock_kept
from tickets.errors import Erased, TooLarge
from tickets.models import Attachment, Contact, Ticket

MAX_SIZE = 10 * 1024 * 1024


@transaction.atomic
def attach_file(
    ticket: Ticket,
    *,
    name: str,
    content_type: str,
    content: bytes,
    contact: Contact | None = None,
    is_public: bool = False,
) -> Attachment:
    """Keeps a file with its ticket, under a name that is safe on any disk.

    The same file again gives the stored one; another one of the same name gets a number.
    Raises `TooLarge` above 10 MB, and `Erased`.
    """
    if len(content) > MAX_SIZE:
        raise TooLarge(_("The file is larger than 10 MB. Send a smaller one, or a link to it."))
    ticket = lock_kept(ticket)
    if ticket.erased_at:
        raise Erased
    sha256 = hashlib.sha256(content).hexdigest()
    for candidate in _candidates(safe_name(name)):
        stored = _stored(ticket, contact, candidate)
        if stored and stored.sha256 == sha256:
            return stored
        if not stored:
            break
    return Attachment.objects.create(
        ticket=ticket,
        contact=contact,
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


def _stored(ticket: Ticket, contact: Contact | None, name: str) -> Attachment | None:
    of_contact = {"contact": contact} if contact else {"contact": None, "ticket": ticket}
    return Attachment.objects.defer("content").filter(name=name, **of_contact).first()
