"""How people reached the desk: the rows that reports count."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language
from helpdesk.people.models import Requester, Team, User
from tickets.choices import Alternative, AlternativeAsked, Capture, Channel, Outcome
from tickets.models.knowledge import Topic
from tickets.models.work import Ticket
from tickets.querysets import ContactQuerySet


class Contact(models.Model):
    """One approach by one requester over one channel. Reports count these rows."""

    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    requester = models.ForeignKey(
        Requester,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("requester"),
    )
    ticket = models.ForeignKey(
        Ticket,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("ticket"),
    )
    topic = models.ForeignKey(
        Topic,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("topic"),
    )
    team = models.ForeignKey(
        Team,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("team"),
    )
    agent = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("agent"),
    )
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    first_reply_at = models.DateTimeField(_("first reply"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    transfers = models.PositiveSmallIntegerField(_("transfers"), default=0)
    end_reason = models.CharField(
        _("how it ended"), max_length=8, blank=True, help_text=_("For chats: which side ended it.")
    )
    in_service_hours = models.BooleanField(_("began in service hours"), null=True, blank=True)
    agents = models.PositiveSmallIntegerField(
        _("agents"), default=0, help_text=_("How many different agents took part.")
    )
    bounces = models.PositiveSmallIntegerField(
        _("bounces"), default=0, help_text=_("Transfers beyond the first, or back to one before.")
    )
    attention_seconds = models.PositiveIntegerField(
        _("attention (seconds)"),
        null=True,
        blank=True,
        help_text=_("The agents' time, shared among the chats that each had at once."),
    )
    concurrency = models.FloatField(
        _("chats at once"),
        null=True,
        blank=True,
        help_text=_("Of its agents while it lasted, weighted by time."),
    )
    most_at_once = models.PositiveSmallIntegerField(_("most chats at once"), null=True, blank=True)
    is_counted = models.BooleanField(
        _("counted"), default=True, help_text=_("Spam and trials are not.")
    )
    capture = models.CharField(
        _("recorded by"), max_length=8, choices=Capture.choices, default=Capture.PROGRAM
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    masked = models.PositiveSmallIntegerField(
        _("masked codes and passwords"),
        default=0,
        help_text=_("How many were stopped before storage."),
    )
    external_id = models.CharField(
        _("external id"),
        max_length=255,
        null=True,
        blank=True,
        unique=True,
        help_text=_("What makes receiving it twice harmless: the Message-ID, the key of a form."),
    )
    surveyed_at = models.DateTimeField(_("survey answered"), null=True, blank=True)
    was_solved = models.BooleanField(_("was it solved?"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction (1 to 5)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    alternative_asked = models.CharField(
        _("asked what without chat"),
        max_length=6,
        choices=AlternativeAsked.choices,
        blank=True,
        help_text=_("Drawn at random when the chat opened; empty: not asked."),
    )
    alternative = models.CharField(
        _("without chat"), max_length=5, choices=Alternative.choices, blank=True
    )
    survey_comment = models.TextField(_("in the person's own words"), blank=True)
    followed_at = models.DateTimeField(
        _("followed by another contact"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the same person came next about the same ticket or topic."),
    )
    hopped_from = models.CharField(
        _("came from channel"),
        max_length=8,
        choices=Channel.choices,
        blank=True,
        editable=False,
        help_text=_(
            "Where the same person came shortly before about the same ticket over another channel."
        ),
    )
    erased_at = models.DateTimeField(
        _("words erased"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("What was said is gone; what was counted stays."),
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes: ClassVar = [
            models.Index(
                fields=["started_at"],
                include=["channel", "team", "topic"],
                name="tickets_contact_mix",
            ),
            models.Index(fields=["requester", "-started_at"], name="tickets_contact_of_requester"),
            models.Index(
                fields=["-started_at"],
                condition=~models.Q(survey_comment=""),
                name="tickets_contact_comments",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(satisfaction__isnull=True)
                | models.Q(satisfaction__range=(1, 5)),
                name="tickets_satisfaction_1_to_5",
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="tickets_contact_known_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {timezone.localtime(self.started_at):%Y-%m-%d}"

    @property
    def wait(self) -> timedelta | None:
        """From the start to our first reply; none while there is none."""
        return self.first_reply_at - self.started_at if self.first_reply_at else None

    @property
    def duration(self) -> timedelta | None:
        return self.ended_at - self.started_at if self.ended_at else None
