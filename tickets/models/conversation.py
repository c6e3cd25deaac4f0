"""What a ticket holds: what was said, and the files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.models import User
from tickets.choices import CommentKind
from tickets.models.contacts import Contact
from tickets.models.work import Ticket
from tickets.querysets import AttachmentQuerySet


class Comment(models.Model):
    """One entry of a ticket's conversation: what the person wrote, our reply, a note, a transcript."""

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

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"


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
