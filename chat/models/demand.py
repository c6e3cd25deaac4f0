"""Newcomers who could not chat, and when the desk closed itself to them."""

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


class Closure(models.Model):
    """A time in which the wait was too long and the desk closed itself to newcomers.

    Without a team it held for whoever named no topic, else for the topics of that team. The running
    one has no end: it is what makes the desk open again only when the wait is well below the limit.
    """

    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    wait_seconds = models.PositiveIntegerField(_("wait when it closed (seconds)"))
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("closing because of the wait")
        verbose_name_plural = _("closings because of the wait")
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="chat_closure_starts")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team"],
                condition=models.Q(ends_at__isnull=True),
                nulls_distinct=False,
                name="chat_one_running_closure",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="chat_closure_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team or ''} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}".strip()
