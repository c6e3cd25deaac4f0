"""Reports that are kept and sent: saved views, scheduled mails, frozen answers."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Weekday
from helpdesk.people.models import User
from reports.choices import Rhythm
from reports.querysets import (
    MONTHLY,
    DeliveryQuerySet,
    RunQuerySet,
    SavedViewQuerySet,
    pause_after,
)


class Result(models.TextChoices):
    """What became of a scheduled mail when its hour came."""

    SENT = "sent", _("Sent")
    INSIDE = "inside", _("Not sent: the figure is within the band")
    UNKNOWN = "unknown", _("Not sent: there was no figure to hold against the band")
    FAILED = "failed", _("The mail server did not take it; it is tried again")
    NO_RIGHT = "no-right", _("Stopped: the recipient may not see reports any more")
    NO_ADDRESS = "no-address", _("Stopped: the recipient has no e-mail address")
    BROKEN = "broken", _("Stopped: the report cannot be made with these filters any more")


STOPPED = frozenset({Result.NO_RIGHT, Result.NO_ADDRESS, Result.BROKEN})
"""After these nothing is sent until somebody starts it again."""


class SavedView(models.Model):
    """A report as somebody asked it, by a name: the address with all filters, no figures."""

    owner = models.ForeignKey(
        User, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("report"), max_length=40)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("others who see reports see it too"), default=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint("owner", "name", name="reports_view_name_once_an_owner")
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A saved view that is sent to somebody again and again, at an hour of the desk's zone.

    `band_low` and `band_high` hold the report's headline (`Answer.headline`) in percent: with
    either, it is sent only when the figure is outside of them. `tries` counts the failures of the
    mail that is owed now; `last_at` and `last_result` tell what became of the last one.
    """

    view = models.ForeignKey(
        SavedView, models.CASCADE, related_name="deliveries", verbose_name=_("saved view")
    )
    recipient = models.ForeignKey(
        User, models.CASCADE, related_name="+", verbose_name=_("recipient")
    )
    rhythm = models.CharField(_("how often"), max_length=7, choices=Rhythm.choices)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), choices=Weekday.choices, default=Weekday.MONDAY
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=7, validators=[MaxValueValidator(23)]
    )
    band_low = models.DecimalField(
        _("only below (%)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    band_high = models.DecimalField(
        _("only above (%)"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    next_at = models.DateTimeField(_("next"), db_index=True)
    is_active = models.BooleanField(_("active"), default=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    last_at = models.DateTimeField(_("last"), null=True, editable=False)
    last_result = models.CharField(
        _("what became of the last"),
        max_length=10,
        choices=Result.choices,
        blank=True,
        editable=False,
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled mail")
        verbose_name_plural = _("scheduled mails")
        ordering: ClassVar = ["next_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "view", "recipient", "rhythm", name="reports_delivery_once_a_rhythm"
            ),
            models.CheckConstraint(
                condition=models.Q(hour__lte=23) & models.Q(weekday__lte=6),
                name="reports_delivery_at_an_hour_of_a_weekday",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.view} → {self.recipient}"

    @property
    def tried_again_at(self) -> datetime | None:
        """When the mail that failed is due once more."""
        if not (self.is_active and self.tries and self.last_at):
            return None
        return self.last_at + pause_after(self.tries)


class Run(models.Model):
    """A report's answer as it was at one moment, frozen: figures, filters and definitions.

    It never changes afterwards, whatever is corrected in the facts: a trigger refuses it. `up_to`
    is the moment whose facts it holds. `answer` has a document a language (`reports.frozen`);
    `language` is the one to fall back on. `due_at` is the hour that a scheduled mail was owed for.
    """

    slug = models.SlugField(_("report"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2)
    up_to = models.DateTimeField(_("facts up to"), default=timezone.now)
    answer = models.JSONField(_("answer"))
    definitions = models.JSONField(_("definitions"))
    delivery = models.ForeignKey(
        Delivery,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="runs",
        verbose_name=_("scheduled mail"),
    )
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    due_at = models.DateTimeField(_("due"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    note = models.TextField(_("what we do about it"), blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen report")
        verbose_name_plural = _("frozen reports")
        ordering: ClassVar = ["-up_to", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("delivery", "due_at", name="reports_run_once_a_mail"),
            models.UniqueConstraint(
                "query", condition=models.Q(slug=MONTHLY), name="reports_monthly_once_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {timezone.localtime(self.up_to):%Y-%m-%d %H:%M}"

    @property
    def is_monthly(self) -> bool:
        return self.slug == MONTHLY
