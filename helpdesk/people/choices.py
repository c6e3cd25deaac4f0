"""The closed sets of words about people and hours."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of staff is here for. Each role may do what the ones before it may."""

    AGENT = "agent", _("Agent")
    SUPERVISOR = "supervisor", _("Supervisor")
    MANAGER = "manager", _("Manager")


class Language(models.TextChoices):
    FINNISH = "fi", _("Finnish")
    SWEDISH = "sv", _("Swedish")
    ENGLISH = "en", _("English")


class Routing(models.TextChoices):
    """How a waiting chat comes to an agent."""

    OFFER = "offer", _("Offers, one agent after the other")
    PICK = "pick", _("Agents pick from the queue")


class Weekday(models.IntegerChoices):
    """ISO weekdays less one, as `date.weekday()` gives them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Season(models.TextChoices):
    """Semesters of one season are compared with each other, week by week."""

    AUTUMN = "autumn", _("Autumn")
    SPRING = "spring", _("Spring")
    SUMMER = "summer", _("Summer")


class PrivacyAct(models.TextChoices):
    ERASED = "erased", _("Erased")
    EXPORTED = "exported", _("Exported")


class PrivacyReason(models.TextChoices):
    """Why something was erased or handed out: chosen, never written, so that it names nobody."""

    ASKED = "asked", _("The person asked for it")
    NEEDLESS = "needless", _("There was no ground to keep it")
    MISTAKE = "mistake", _("It was stored by mistake")
    RETENTION = "retention", _("The time of keeping was over")
