"""Counts by day of the desk's zone. Derived: `reports.actions.refresh` writes them.

Only sums are kept, never shares or medians, so that any days add up. No team and no topic are 0.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.choices import Figure


def day() -> models.DateField[object, object]:
    return models.DateField(_("day"))


def channel() -> models.CharField[object, object]:
    return models.CharField(_("channel"), max_length=8)


def figure() -> models.CharField[object, object]:
    return models.CharField(_("what is counted"), max_length=8, choices=Figure.choices)


def count() -> models.BigIntegerField[object, object]:
    return models.BigIntegerField(default=0)


class Sums(models.Model):
    """All that can be added up, a channel, and of what days. Times in seconds.

    `decided` are those answered or ended; `over` those ended; `attended` those whose `attention_s`
    is known, `unmeasured` those answered whose is not. Of requests only `n` and `solved` are
    counted.

    `asked_…` are ended chats drawn to be asked what the visitor would have done without chat, and
    when; `without_…` what those who were asked said, `before_…` what those asked before said.

    `hopped_…` came from that channel, another one, shortly before about the same ticket;
    `answerable` are those that were solved or left work; `held_…` were solved and nobody came back
    about them within so many days.

    `gave_up` left before an answer, after `gave_up_s` in sum; `late` were written down more than a
    day after they began; `backwards` end before they begin.
    """

    figure = figure()
    day = day()
    channel = channel()
    n = count()
    solved = count()
    decided = count()
    answered = count()
    within_10 = count()
    within_60 = count()
    abandoned = count()
    missed = count()
    transferred = count()
    bounced = count()
    hopped_phone = count()
    hopped_chat = count()
    hopped_email = count()
    hopped_web = count()
    hopped_walk_in = count()
    answerable = count()
    held_1 = count()
    held_3 = count()
    held_7 = count()
    rated = count()
    satisfied = count()
    rated_1 = count()
    rated_2 = count()
    rated_5 = count()
    asked_before = count()
    asked_after = count()
    before_phone = count()
    before_email = count()
    before_visit = count()
    before_none = count()
    without_phone = count()
    without_email = count()
    without_visit = count()
    without_none = count()
    waited_s = count()
    over = count()
    lasted_s = count()
    attended = count()
    attention_s = count()
    unmeasured = count()
    gave_up = count()
    gave_up_s = count()
    late = count()
    ticketless = count()
    backwards = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.n}"


class DayMix(Sums):
    """All of it a channel and day: what is read where no team and no topic is asked for."""

    pk = models.CompositePrimaryKey("figure", "day", "channel")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["figure", "day"], include=["channel", "n"], name="reports_mix_alone"
            ),
        ]


class Counts(Sums):
    """The same a channel, team and topic."""

    team = models.BigIntegerField()
    topic = models.BigIntegerField()

    class Meta:
        abstract = True


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


class MonthCount(Counts):
    """Of a whole month, the sum of its days; `day` is its first. True while it is a `KeptMonth`."""

    pk = models.CompositePrimaryKey("figure", "day", "channel", "team", "topic")


class KeptMonth(models.Model):
    """A month that is over and whose `MonthCount` is the sum of its `DayCount`.

    Whoever counts a day of it anew takes it away first.
    """

    month = models.DateField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class DayHour(models.Model):
    """Contacts that began in an hour of the day, by the clock on the desk's wall.

    On the night when clocks go back, an hour counts twice.
    """

    pk = models.CompositePrimaryKey("day", "hour", "channel", "team")
    day = day()
    hour = models.SmallIntegerField()
    channel = channel()
    team = models.BigIntegerField()
    n = count()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["day"], include=["hour", "team", "n"], name="reports_hours_alone"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.channel} {self.n}"


class QuarterCount(models.Model):
    """Contacts a quarter of an hour in UTC: the interval of staffing, whatever the zone.

    `slot` is which quarter of the day it is by the clock on the desk's wall, from midnight.
    """

    pk = models.CompositePrimaryKey("day", "at", "channel", "team")
    day = day()
    at = models.DateTimeField()
    slot = models.SmallIntegerField(default=0)
    channel = channel()
    team = models.BigIntegerField()
    n = count()
    answered = count()
    attention_s = count()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "day"],
                include=["team", "slot", "n"],
                name="reports_quarters_of_channel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.channel} {self.n}"


class WaitCount(models.Model):
    """First replies by how long they took: more than the edge before, at most `upto` seconds.

    Shares at an edge are exact; a median lies between two of them. 0 stands for longer than all.
    `over` are those that ended.
    """

    pk = models.CompositePrimaryKey("day", "channel", "team", "upto")
    day = day()
    channel = channel()
    team = models.BigIntegerField()
    upto = models.IntegerField()
    n = count()
    over = count()
    rated = count()
    satisfied = count()

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.upto} {self.n}"


class DaySurvey(models.Model):
    """Ended contacts, and who of them answered which question: by how and when they came about.

    `part` is the part of the day in which they began (`reports.day_parts`). `asked`, `answered`
    and `displaced` are about what the visitor would have done without chat.
    """

    pk = models.CompositePrimaryKey("day", "channel", "team", "outcome", "part")
    day = day()
    channel = channel()
    team = models.BigIntegerField()
    outcome = models.CharField(max_length=10)
    part = models.SmallIntegerField()
    n = count()
    asked = count()
    answered = count()
    displaced = count()
    rated = count()
    satisfied = count()

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.outcome} {self.n}"


class DayLoad(models.Model):
    """Answered and ended chats by how many their agents had at once, rounded, and how long they
    took from the first reply to the end.
    """

    pk = models.CompositePrimaryKey("day", "team", "at_once")
    day = day()
    team = models.BigIntegerField()
    at_once = models.SmallIntegerField()
    n = count()
    handled_ms = count()

    def __str__(self) -> str:
        return f"{self.day} {self.at_once} {self.n}"


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
