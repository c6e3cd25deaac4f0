"""Who asks, who answers, and when the desk is open."""

from __future__ import annotations

import zoneinfo
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from helpdesk.people.choices import Language, Role, Weekday
from helpdesk.people.querysets import RequesterQuerySet, TeamQuerySet


def _valid_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone of this name. Example: Europe/Helsinki."))


class Desk(models.Model):
    """The one help desk that this installation is: its name, zone, and promises."""

    name = models.CharField(_("name"), max_length=80, default="Helpdesk")
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Europe/Helsinki", validators=[_valid_zone]
    )
    country = models.CharField(_("country of public holidays"), max_length=2, default="FI")
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    queue_limit = models.PositiveSmallIntegerField(
        _("longest queue"),
        default=50,
        help_text=_("With this many people waiting, chat is closed for newcomers."),
    )
    idle_close_minutes = models.PositiveSmallIntegerField(
        _("close a silent chat after (minutes)"), default=20, validators=[MinValueValidator(2)]
    )
    phone_goal_percent = models.DecimalField(
        _("goal: phone at most (% of contacts)"),
        max_digits=4,
        decimal_places=1,
        default=10,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    phone_goal_date = models.DateField(_("goal: reached by"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("desk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="people_one_desk")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @classmethod
    def current(cls) -> Desk:
        """The desk; its defaults where nobody has saved any yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


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


class User(AbstractUser):
    """A member of staff. Requesters are no users: they need no account to be helped."""

    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AGENT)
    display_name = models.CharField(
        _("name shown in chats"), max_length=60, blank=True, help_text=_("Empty: the first name.")
    )
    language = models.CharField(
        _("language of the interface"), max_length=2, choices=Language.choices, blank=True
    )
    capacity = models.PositiveSmallIntegerField(
        _("chats at once"), default=4, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="people_user_email_once"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity__gte=1, capacity__lte=6),
                name="people_user_capacity_1_to_6",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def public_name(self) -> str:
        """The name that visitors see."""
        return self.display_name or self.first_name or self.username

    @property
    def is_supervisor(self) -> bool:
        """Whether this person may look at the whole desk and its figures."""
        return self.is_superuser or self.role in (Role.SUPERVISOR, Role.MANAGER)


class Membership(models.Model):
    """One person's place in one team."""

    team = models.ForeignKey(
        Team, models.CASCADE, related_name="memberships", verbose_name=_("team")
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("member of staff")
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint("team", "user", name="people_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"


class Requester(models.Model):
    """A person who asks for help; in a chat window, the visitor."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    login = models.CharField(_("user name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, blank=True)
    created_at = models.DateTimeField(_("known since"), auto_now_add=True)

    objects = RequesterQuerySet.as_manager()

    class Meta:
        verbose_name = _("requester")
        verbose_name_plural = _("requesters")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="people_requester_email_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or str(_("Unknown person"))


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
