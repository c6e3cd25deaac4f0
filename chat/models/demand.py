"""Newcomers who could not chat: demand that no contact shows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import Refused
from helpdesk.people.choices import Language
from helpdesk.people.models import Team
from tickets.models import Topic


class RefusedAttempt(models.Model):
    """Somebody wanted to chat and the desk was closed to them. No person is named."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=8, choices=Refused.choices)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)

    class Meta:
        verbose_name = _("refused attempt")
        verbose_name_plural = _("refused attempts")
        indexes: ClassVar = [models.Index(fields=["at"], name="chat_refused_at")]

    def __str__(self) -> str:
        return f"{self.reason} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
