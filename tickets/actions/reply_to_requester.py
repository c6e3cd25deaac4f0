from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from helpdesk.files import File
from helpdesk.people.models import User
from tickets.actions.add_comment import add_comment
from tickets.actions.attach_file import check_files
from tickets.actions.locking import lock_kept
from tickets.actions.move_ticket import move_ticket
from tickets.choices import MOVES, CommentKind, Status
from tickets.errors import Overtaken, TicketClosed
from tickets.models import Comment, Ticket
from tickets.tasks import hurry_mail


@transaction.atomic
def reply_to_requester(
    ticket: Ticket,
    *,
    author: User,
    body: str,
    key: UUID,
    to: str = Status.PENDING,
    files: Sequence[File] = (),
    seen: int | None = None,
) -> Comment:
    """Our answer: kept, owed as a mail to a person who has an address, and the ticket moved on.

    Its files go with the mail. Posted twice under one `key` it is one. `seen` is the last comment
    that the author has read. Raises `Empty`, `FilesRefused`, `TicketClosed`, and `Overtaken` where
    somebody else answered after that one; what was merged meanwhile takes it all the same.
    """
    check_files(files)
    locked = lock_kept(ticket)
    stored = Comment.objects.filter(key=key).first()
    if stored:
        return stored
    if locked.status == Status.CLOSED:
        raise TicketClosed
    if seen is not None and locked.pk == ticket.pk:
        _check_read(locked, author, seen)
    comment = add_comment(
        locked, kind=CommentKind.REPLY, body=body, author=author, key=key, files=files
    )
    comment.send_to = locked.requester.email
    comment.save(update_fields=["send_to"])
    if to in MOVES[locked.status]:
        move_ticket(locked, to=to, actor=author)
    if comment.send_to:
        transaction.on_commit(lambda: hurry_mail(comment.pk))
    return comment


def _check_read(ticket: Ticket, author: User, seen: int) -> None:
    later = ticket.comments.filter(pk__gt=seen).exclude(kind=CommentKind.NOTE)
    names = [each.author_name or str(ticket.requester) for each in later.exclude(author=author)]
    if names:
        raise Overtaken(list(dict.fromkeys(names)))
