"""The closed sets of words that the filters of a report choose from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Figure(models.TextChoices):
    """What is counted. The two are never mixed: each figure says which of them it is."""

    CONTACTS = "contacts", _("Contacts")
    REQUESTS = "requests", _("Requests")


class Grain(models.TextChoices):
    """How long the time of one row is, in the desk's zone. Weeks are those of ISO 8601."""

    DAY = "day", _("Days")
    WEEK = "week", _("Weeks")
    MONTH = "month", _("Months")


class Preset(models.TextChoices):
    """Periods that move with the day on which one looks; all but the `last` ones end today."""

    DAYS_7 = "7-days", _("Last 7 days")
    WEEKS_4 = "4-weeks", _("Last 4 weeks")
    THIS_MONTH = "this-month", _("This month")
    LAST_MONTH = "last-month", _("Last month")
    MONTHS_12 = "12-months", _("Last 12 months")
    MONTHS_24 = "24-months", _("Last 24 months")
    THIS_YEAR = "this-year", _("This year")
    LAST_YEAR = "last-year", _("Last year")
    THIS_SEMESTER = "this-semester", _("This semester")
    LAST_SEMESTER = "last-semester", _("Last semester")


class Comparison(models.TextChoices):
    PREVIOUS = "previous", _("The period before")
    YEAR = "year", _("The same days a year before")
    SEMESTER = "semester", _("Same semester weeks")
    NONE = "none", _("Nothing")


class Without(models.TextChoices):
    """Which days a reader leaves out of a report."""

    NOTHING = "", pgettext_lazy("left out", "Nothing")
    MARKED = "marked", _("Days marked as unusual")


class Happening(models.TextChoices):
    """What an annotation tells of."""

    MARKETING = "marketing", _("Marketing")
    OUTAGE = "outage", _("Outage")
    OPENING = "opening", _("Opening or closing")
    OTHER = "other", _("Other")


class Rhythm(models.TextChoices):
    """How often a report is sent."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month, on the first day")
