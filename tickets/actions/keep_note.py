from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from helpdesk.files import File
from helpdesk.people.models import User
from tickets.actions.add_comment import add_comment
from tickets.actions.attach_file import check_files
from tickets.choices import CommentKind
from tickets.models import Comment, Ticket


@transaction.atomic
def keep_note(
    ticket: Ticket, *, author: User, body: str, key: UUID, files: Sequence[File] = ()
) -> Comment:
    """What staff write for each other: it and its files never leave the desk.

    Posted twice under one `key` it is one. Raises `Empty`, `FilesRefused`, `Erased`.
    """
    check_files(files)
    return add_comment(
        ticket, kind=CommentKind.NOTE, body=body, author=author, key=key, files=files
    )
