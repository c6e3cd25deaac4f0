"""What protects agents: blocks for a time, and notes of what happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import BlockedBy
from chat.models.chats import Chat
from chat.querysets import BlockQuerySet
from helpdesk.people.models import User


class Incident(models.Model):
    """What happened in a hostile chat, for supervisors."""

    chat = models.ForeignKey(Chat, models.PROTECT, related_name="incidents", verbose_name=_("chat"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("noted by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("what happened"))

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.by} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class Block(models.Model):
    """One identity may not chat for a time. Never an address of the network: a campus shares one.

    `value` is the hash of a browser's key, an e-mail address in lower case, or a user name.
    """

    kind = models.CharField(_("by"), max_length=8, choices=BlockedBy.choices)
    value = models.CharField(_("who"), max_length=254)
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="blocks", verbose_name=_("incident")
    )
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    lifted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering: ClassVar = ["-starts_at"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "value", "ends_at"], name="chat_block_whom")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="chat_block_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {timezone.localtime(self.ends_at):%Y-%m-%d %H:%M}"
