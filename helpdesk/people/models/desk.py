"""The one help desk: its name, zone, hours and rules."""

from __future__ import annotations

import zoneinfo
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


def _valid_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no time zone of this name. Example: Europe/Helsinki."))


USUAL_WORDS = _("Empty: the usual words.")


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
    wait_limit_seconds = models.PositiveSmallIntegerField(
        _("longest wait (seconds)"),
        default=600,
        help_text=_(
            "When newcomers would wait longer, chat is closed for them and the form is offered;"
            " it opens again by itself. 0: never."
        ),
    )
    same_agent_hours = models.PositiveSmallIntegerField(
        _("back to the same agent within (hours)"),
        default=24,
        help_text=_("A person who was helped lately goes to the same agent, if free. 0: never."),
    )
    hides_agents = models.BooleanField(
        _("agents appear under the desk's name"),
        default=False,
        help_text=_("Visitors then see the desk's name in the place of an agent's."),
    )
    block_hours = models.PositiveSmallIntegerField(
        _("a block lasts (hours)"), default=24, validators=[MinValueValidator(1)]
    )
    warning_en = models.TextField(
        _("warning to hostile visitors in English"), blank=True, help_text=USUAL_WORDS
    )
    warning_fi = models.TextField(
        _("warning to hostile visitors in Finnish"), blank=True, help_text=USUAL_WORDS
    )
    warning_sv = models.TextField(
        _("warning to hostile visitors in Swedish"), blank=True, help_text=USUAL_WORDS
    )
    eases_load = models.BooleanField(
        _("one chat fewer after a long stretch"),
        default=True,
        help_text=_("After a long time at high load the agent is shown it and offered a break."),
    )
    stretch_minutes = models.PositiveSmallIntegerField(
        _("a long stretch (minutes)"), default=120, validators=[MinValueValidator(15)]
    )
    stretch_load_percent = models.PositiveSmallIntegerField(
        _("high load (% of the chats at once)"),
        default=75,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    survey_one_in = models.PositiveSmallIntegerField(
        _("ask one chat in … what it replaced"),
        default=1,
        validators=[MaxValueValidator(1000)],
        help_text=_(
            "Drawn at random, half before and half after the chat. 1: every chat. 0: never."
        ),
    )
    hop_hours = models.PositiveSmallIntegerField(
        _("a change of channel counts within (hours)"),
        default=72,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
        help_text=_("Of the same person about the same ticket."),
    )
    people_served = models.PositiveIntegerField(
        _("people served"),
        null=True,
        blank=True,
        help_text=_("Students, staff, citizens: for contacts per 1,000 of them."),
    )
    erase_after_months = models.PositiveSmallIntegerField(
        _("erase what was said after (months)"),
        default=0,
        validators=[MaxValueValidator(600)],
        help_text=_(
            "Counted from the end of a request. Words, names and files go for good, figures stay."
            " 0: never."
        ),
    )
    close_solved_days = models.PositiveSmallIntegerField(
        _("close solved tickets after (days)"),
        default=14,
        validators=[MaxValueValidator(3650)],
        help_text=_(
            "When nothing happened to them so long. Until then an answer opens them again,"
            " afterwards it makes a new ticket. 0: never."
        ),
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
