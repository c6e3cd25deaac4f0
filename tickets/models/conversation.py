"""What a ticket holds: what was said, and the files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User
from tickets.choices import CommentKind, SendFault
from tickets.models.contacts import Contact
from tickets.models.work import Ticket
from tickets.querysets import SEND_TRIES, AttachmentQuerySet, CommentQuerySet


class Comment(models.Model):
    """One entry of a ticket's conversation: a message, our reply, a note, a transcript."""

    ticket = models.ForeignKey(
        Ticket, models.CASCADE, related_name="comments", verbose_name=_("ticket")
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("contact"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CommentKind.choices)
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(_("author's name"), max_length=120, blank=True)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Of the form it was written in: posted twice, stored once."),
    )
    send_to = models.EmailField(
        _("to be mailed to"), blank=True, help_text=_("Empty: no mail is owed.")
    )
    sent_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    send_tries = models.PositiveSmallIntegerField(_("failed tries to mail"), default=0)
    send_fault = models.CharField(
        _("why the last try failed"), max_length=8, choices=SendFault.choices, blank=True
    )
    resent_at = models.DateTimeField(
        _("sent again"),
        null=True,
        blank=True,
        help_text=_("Somebody asked for it: tries and pauses are counted from then."),
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(kind=CommentKind.TRANSCRIPT),
                name="tickets_one_transcript_a_contact",
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at__isnull=True) & ~models.Q(send_to=""),
                name="tickets_comment_owed_a_mail",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_owed(self) -> bool:
        """Whether it has to reach the requester's mailbox yet."""
        return bool(self.send_to) and self.sent_at is None

    @property
    def has_failed(self) -> bool:
        """Whether it was tried to mail it, in vain so far."""
        return self.is_owed and self.send_tries > 0

    @property
    def is_given_up(self) -> bool:
        """Whether it is tried no more: a person has to act."""
        return self.is_owed and self.send_tries >= SEND_TRIES


class Attachment(models.Model):
    """A file of a ticket, kept in the database: stored in the same transaction as its ticket."""

    ticket = models.ForeignKey(
        Ticket, models.CASCADE, related_name="attachments", verbose_name=_("ticket")
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name=_("contact"),
    )
    comment = models.ForeignKey(
        Comment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name=_("comment"),
        help_text=_("What it came with."),
    )
    name = models.CharField(_("file name"), max_length=160)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size (bytes)"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("content"))
    is_public = models.BooleanField(_("the requester may get it"), default=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering: ClassVar = ["created_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("contact", "name", name="tickets_attachment_once_a_contact")
        ]

    def __str__(self) -> str:
        return self.name
