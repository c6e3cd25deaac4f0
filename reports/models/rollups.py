"""Counts by day of the desk's zone. Derived: `reports.actions.refresh` writes them.

Only sums are kept, never shares or medians, so that any days add up. No team and no topic are 0.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.columns import Counts, Hours, Loads, Quarters, Sums, Surveys, Waits


class DayMix(Sums):
    """All of it a channel and day: what is read where no team and no topic is asked for."""

    pk = models.CompositePrimaryKey("figure", "day", "channel")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["figure", "day"], include=["channel", "n"], name="reports_mix_alone"
            ),
        ]


class DayCount(Counts):
    """Of a day."""

    pk = models.CompositePrimaryKey("figure", "day", "channel", "team", "topic")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["figure", "topic", "day"],
                include=["channel", "n"],
                name="reports_day_of_topic",
            ),
            models.Index(
                fields=["figure", "team", "day"],
                include=["channel", "n"],
                name="reports_day_of_team",
            ),
        ]


class DayHour(Hours):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "hour", "channel", "team")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["day"], include=["hour", "team", "n"], name="reports_hours_alone"),
        ]


class QuarterCount(Quarters):
    """A quarter of an hour in UTC: the interval of staffing, whatever the zone."""

    pk = models.CompositePrimaryKey("day", "at", "channel", "team")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "day"],
                include=["team", "slot", "n"],
                name="reports_quarters_of_channel",
            ),
        ]


class WaitCount(Waits):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "channel", "team", "upto")


class DaySurvey(Surveys):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "channel", "team", "outcome", "part")


class DayLoad(Loads):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "team", "at_once")


class DirtyMark(models.Model):
    """Something that began in this hour (UTC) changed: the counts of its day are not true any more.

    Appended by triggers, one mark a change and hour, never merged: whoever changes and whoever
    counts never wait for each other, and a change that commits while its day is being counted
    leaves its own mark behind. Hours, not days, so that a mark means the same in every time zone.
    """

    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="reports_dirty_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class RollupState(models.Model):
    """Of which zone the days are, and how the last comparison with the facts came out.

    `staffed_rules` names the promised hours and teams for which it was counted who was there, up to
    the end of the day `staffed_until`.
    """

    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    staffed_rules = models.CharField(max_length=64, blank=True)
    staffed_until = models.DateField(null=True, blank=True)
    built_at = models.DateTimeField(_("built"), null=True, blank=True)
    refreshed_at = models.DateTimeField(_("refreshed"), null=True, blank=True)
    compared_at = models.DateTimeField(_("compared"), null=True, blank=True)
    differences = models.PositiveIntegerField(_("differences"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("state of the counts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pk=1), name="reports_one_state")
        ]

    def __str__(self) -> str:
        return self.zone
