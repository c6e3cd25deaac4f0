"""To whom a chat was shown, and who was in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import Joined, OfferEnd
from chat.models.chats import Chat
from chat.querysets import OfferQuerySet, ParticipationQuerySet
from helpdesk.people.models import User


class Offer(models.Model):
    """A waiting chat shown to one agent to accept, until `expires_at`. One at a time a chat."""

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="offers", verbose_name=_("chat"))
    agent = models.ForeignKey(User, models.CASCADE, related_name="offers", verbose_name=_("agent"))
    offered_at = models.DateTimeField(_("offered"), default=timezone.now)
    expires_at = models.DateTimeField(_("passed on at"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end = models.CharField(_("how it ended"), max_length=9, choices=OfferEnd.choices, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        indexes: ClassVar = [
            models.Index(fields=["chat", "offered_at"], name="chat_offers_of_a_chat"),
            models.Index(fields=["agent", "-offered_at"], name="chat_offers_of_an_agent"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chat"],
                condition=models.Q(ended_at__isnull=True),
                name="chat_one_running_offer",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, end="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end="")),
                name="chat_offer_ended_iff_ended_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id} → {self.agent}"


class Participation(models.Model):
    """One agent's time in one chat; the running one has no end. Attention is summed from these."""

    chat = models.ForeignKey(
        Chat, models.CASCADE, related_name="participations", verbose_name=_("chat")
    )
    agent = models.ForeignKey(
        User, models.PROTECT, related_name="participations", verbose_name=_("agent")
    )
    via = models.CharField(_("came by"), max_length=8, choices=Joined.choices)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        indexes: ClassVar = [
            models.Index(fields=["agent", "starts_at"], name="chat_participation_of_agent"),
            models.Index(fields=["starts_at"], name="chat_participation_starts"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["chat"],
                condition=models.Q(ends_at__isnull=True),
                name="chat_one_running_participation",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="chat_participation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent} · {self.chat_id}"
