"""Files on their way into a chat: kept first, said with a message later, or taken back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import Speaker
from chat.errors import ChatClosed, FileRefused, UnknownFile
from chat.models import Chat, File
from helpdesk.files import HEAD, MEGABYTE, Offered, asked_name, faults, kind_of, limits, safe_name
from helpdesk.people.models import User

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
LATELY = timedelta(hours=1)


def keep_file(chat: Chat, *, role: Speaker, author: User | None, name: str, content: bytes) -> File:
    """Keeps an uploaded file, to be said with a message of this side.

    Raises `FileRefused` for what is no file to take, where this side has sent enough, and where the
    visitors of the last hour have; and `ChatClosed`.
    """
    if role == Speaker.VISITOR:
        name = asked_name(name)
    _need_takable(Offered(name, len(content), content[:HEAD]))
    kind = kind_of(name)
    assert kind is not None
    with transaction.atomic(), connection.cursor() as cursor:
        # Not the chat's row: messages shall not wait for files.
        cursor.execute(ONE_AT_A_TIME, [f"chat.file.{chat.pk}.{role.value}"])
        if not Chat.objects.unfinished().filter(pk=chat.pk).exists():
            raise ChatClosed
        _need_room(chat, role, len(content))
        if role == Speaker.VISITOR:
            _need_calm(len(content))
        return File.objects.create(
            chat=chat,
            role=role,
            author=author,
            name=safe_name(name),
            content_type=kind.content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
        )


def take_back_file(chat: Chat, file: UUID, *, role: Speaker, author: User | None) -> None:
    """Removes one that no message says. Raises `UnknownFile`, also for what was said meanwhile."""
    gone, _kinds = chat.files.of_side(role, author).unsaid().filter(pk=file).delete()
    if not gone:
        raise UnknownFile


def too_large() -> FileRefused:
    """Larger than one file may be."""
    most = limits().each // MEGABYTE
    return FileRefused(
        "too_large",
        _("The file is larger than %(size)s MB. Send a smaller one, or a link to it.")
        % {"size": most},
    )


def _need_takable(offered: Offered) -> None:
    for fault in faults([offered], limits()):
        raise FileRefused(fault.code, fault.message)


def _need_room(chat: Chat, role: Speaker, size: int) -> None:
    sent = chat.files.filter(role=role)
    if sent.count() >= settings.CHAT["files"]:
        raise FileRefused(
            "too_many",
            _("No more files fit: at most %(most)s can be sent in one chat.")
            % {"most": settings.CHAT["files"]},
        )
    together = sent.aggregate(size=Sum("size"))["size"] or 0
    if together + size > settings.CHAT["files_bytes"]:
        raise FileRefused(
            "too_large_together",
            _("Together the files of this chat are larger than %(size)s MB. Send a link to it.")
            % {"size": settings.CHAT["files_bytes"] // MEGABYTE},
        )


def _need_calm(size: int) -> None:
    """Anybody may open chats, one after the other: their files must not fill the disk."""
    lately = File.objects.filter(role=Speaker.VISITOR, created_at__gte=timezone.now() - LATELY)
    sent = lately.aggregate(size=Sum("size"))["size"] or 0
    if sent + size > settings.CHAT["files_per_hour"]:
        raise FileRefused(
            "flood",
            _(
                "So many files came in that no more are taken just now. Send your message without"
                " files, or try again in an hour."
            ),
        )
