"""Who is there to answer, since when, and what they know."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.choices import AwayReason, PresenceStatus
from chat.querysets import PresenceQuerySet, PresenceSpanQuerySet, ReliefQuerySet
from helpdesk.people.models import User
from tickets.models import Topic


class Presence(models.Model):
    """Whether an agent is there. A console silent for the time to live counts as gone."""

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="presence", verbose_name=_("agent")
    )
    status = models.CharField(
        _("status"), max_length=8, choices=PresenceStatus.choices, default=PresenceStatus.OFFLINE
    )
    reason = models.CharField(_("why away"), max_length=10, choices=AwayReason.choices, blank=True)
    capacity = models.PositiveSmallIntegerField(_("chats at once"), default=4)
    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    active_at = models.DateTimeField(
        _("last at work"),
        default=timezone.now,
        help_text=_("When the agent last touched the console: a forgotten tab is no presence."),
    )
    tells_activity = models.BooleanField(
        _("console tells of work"),
        default=False,
        help_text=_("One that does not is judged by its connection alone."),
    )
    rested_at = models.DateTimeField(
        _("rested"), null=True, blank=True, help_text=_("Since when the load is counted anew.")
    )
    relieved = models.PositiveSmallIntegerField(
        _("chats fewer after a long stretch"),
        default=0,
        help_text=_("Taken off the capacity by the rule against fatigue."),
    )

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("presence")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1, capacity__lte=6), name="chat_capacity_1_to_6"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.status}"


class PresenceSpan(models.Model):
    """One unbroken stretch of one agent's presence; the running one has no end.

    What is staffed, how long somebody worked, and whether promised hours were kept is read from
    these rows.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="presence_spans", verbose_name=_("agent")
    )
    status = models.CharField(_("status"), max_length=8, choices=PresenceStatus.choices)
    reason = models.CharField(_("why away"), max_length=10, choices=AwayReason.choices, blank=True)
    capacity = models.PositiveSmallIntegerField(_("chats at once"))
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = PresenceSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("stretch of presence")
        verbose_name_plural = _("stretches of presence")
        indexes: ClassVar = [models.Index(fields=["starts_at", "user"], name="chat_span_starts")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ends_at__isnull=True),
                name="chat_one_running_span_an_agent",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(ends_at__gte=models.F("starts_at")),
                name="chat_span_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.status} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class Relief(models.Model):
    """A time in which an agent took one chat fewer after a long stretch, and why.

    For that agent's own eyes: it stands in no report, no list of others and not in the admin.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="reliefs", verbose_name=_("agent"))
    stretch_minutes = models.PositiveSmallIntegerField(_("a long stretch (minutes)"))
    load_percent = models.PositiveSmallIntegerField(_("load (%)"))
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("to"), null=True, blank=True)

    objects = ReliefQuerySet.as_manager()

    class Meta:
        verbose_name = _("relief")
        verbose_name_plural = _("reliefs")
        indexes: ClassVar = [models.Index(fields=["user", "starts_at"], name="chat_relief_of_user")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(ends_at__isnull=True),
                name="chat_one_running_relief",
            ),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"


class Skill(models.Model):
    """A topic, with all under it, that an agent answers. Whoever has none answers everything."""

    user = models.ForeignKey(User, models.CASCADE, related_name="skills", verbose_name=_("agent"))
    topic = models.ForeignKey(
        Topic, models.CASCADE, related_name="skilled", verbose_name=_("topic")
    )

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        constraints: ClassVar = [models.UniqueConstraint("user", "topic", name="chat_skill_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.topic}"
