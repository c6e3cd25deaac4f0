"""Teams, and when they are open."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Routing, Season, Weekday
from helpdesk.people.querysets import TeamQuerySet


class Team(models.Model):
    """People who answer for the same topics."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=40, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    promise_seconds = models.PositiveSmallIntegerField(
        _("promise: first answer in (seconds)"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    routing = models.CharField(
        _("chats find their agent by"),
        max_length=5,
        choices=Routing.choices,
        default=Routing.OFFER,
        help_text=_("Whoever may take a waiting chat can always pick it from the queue."),
    )
    offer_seconds = models.PositiveSmallIntegerField(
        _("an offer goes on after (seconds)"),
        default=20,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )
    ask_after_minutes = models.PositiveSmallIntegerField(
        _("ask a silent visitor after (minutes)"),
        default=5,
        help_text=_("Once, when the last word was ours. 0: never."),
    )
    close_after_minutes = models.PositiveSmallIntegerField(
        _("close a silent chat after (minutes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2)],
        help_text=_("Empty: as the desk does."),
    )
    agent_grace_seconds = models.PositiveSmallIntegerField(
        _("a lost agent's chats wait (seconds)"),
        default=60,
        help_text=_("How long chats wait for their agent's console to return."),
    )
    least_agents = models.PositiveSmallIntegerField(
        _("agents at least in service hours"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("With fewer there, promised hours count as not kept."),
    )
    members = models.ManyToManyField(
        "people.User", through="people.Membership", related_name="teams"
    )

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class ServiceHours(models.Model):
    """A span of one weekday in which chat is promised, in the desk's zone.

    `closes` is exclusive; 00:00 there means midnight at the end of the day. Several rows a day make
    a lunch break. Without a team the row holds for the whole desk.
    """

    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="hours", verbose_name=_("team")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("00:00 is midnight at the end of the day."))

    class Meta:
        verbose_name = verbose_name_plural = _("service hours")
        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")) | models.Q(closes="00:00"),
                name="people_hours_open_before_they_close",
                violation_error_message=_("The desk must open before it closes."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class Holiday(models.Model):
    """A day that is not like its weekday: closed, or open in other hours."""

    day = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    opens = models.TimeField(
        _("opens"), null=True, blank=True, help_text=_("Empty: closed all day.")
    )
    closes = models.TimeField(_("closes"), null=True, blank=True)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(opens__isnull=True, closes__isnull=True)
                | models.Q(opens__isnull=False, closes__gt=models.F("opens"))
                | models.Q(opens__isnull=False, closes="00:00"),
                name="people_holiday_closed_or_whole_hours",
                violation_error_message=_("Give both times, opening before closing, or neither."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Term(models.Model):
    """A semester or another stretch of teaching whose weeks are compared with those of the last.

    Its weeks are counted from the Monday of the week of its first day.
    """

    name = models.CharField(_("name"), max_length=80)
    season = models.CharField(_("season"), max_length=6, choices=Season.choices)
    first_day = models.DateField(_("first day"), unique=True)
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("semester")
        verbose_name_plural = _("semesters")
        ordering: ClassVar = ["first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_day__gt=models.F("first_day")),
                name="people_term_ends_after_it_starts",
                violation_error_message=_("The semester must end after it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.name
