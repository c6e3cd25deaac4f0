"""Files that people send to each other in a chat."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import Speaker
from chat.models.chats import Chat
from chat.querysets import FileQuerySet
from helpdesk.people.models import User
from tickets.models import Attachment


class File(models.Model):
    """A file of a chat: first uploaded, then said with a message, then its ticket's.

    `seq` is the number of the message that says it; none: only who uploaded it knows of it. Once
    its ticket is made the content is kept there, in `attachment`, and no longer here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chat = models.ForeignKey(
        Chat, models.CASCADE, related_name="files", db_index=False, verbose_name=_("chat")
    )
    role = models.CharField(_("from"), max_length=8, choices=Speaker.choices)
    author = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agent")
    )
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("content"))
    created_at = models.DateTimeField(_("added"), default=timezone.now)
    seq = models.PositiveIntegerField(_("number of the message"), null=True, blank=True)
    is_internal = models.BooleanField(_("not for the visitor"), default=False)
    attachment = models.ForeignKey(
        # Without a constraint: tickets let their files go without asking what lies above them.
        Attachment,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("kept with the ticket"),
    )

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes: ClassVar = [
            models.Index(fields=["chat", "role"], name="chat_file_of_chat"),
            models.Index(fields=["created_at"], name="chat_file_added"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(seq__isnull=True),
                name="chat_file_not_said",
            ),
        ]

    def __str__(self) -> str:
        return self.name
