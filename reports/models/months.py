"""The same counts of whole months that are over: sums of their days. `day` is a month's first.

What is asked of days of a month stands in a column of its own (`weekday`, `heap`, `opened`): see
`reports.rollup.tables`. True while the month is a `KeptMonth`.
"""

from __future__ import annotations

from django.db import models

from reports.models.columns import Counts, Hours, Loads, Quarters, Sums, Surveys, Waits
from reports.models.replies import Gaps, Replies, ToldWaits
from reports.models.work import Flow, Solves


class KeptMonth(models.Model):
    """A month that is over and whose counts are the sums of those of its days.

    Whoever counts a day of it anew takes it away first.
    """

    month = models.DateField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class MonthMix(Sums):
    pk = models.CompositePrimaryKey("figure", "day", "channel")


class MonthCount(Counts):
    pk = models.CompositePrimaryKey("figure", "day", "channel", "team", "topic")


class MonthHour(Hours):
    """`weekday` 0 is Monday."""

    pk = models.CompositePrimaryKey("day", "weekday", "hour", "channel", "team")
    weekday = models.SmallIntegerField()


class MonthQuarter(Quarters):
    """`weekday` 0 is Monday; quarters that come twice when clocks go back are one."""

    pk = models.CompositePrimaryKey("channel", "day", "weekday", "slot", "team")
    weekday = models.SmallIntegerField()


class MonthWait(Waits):
    pk = models.CompositePrimaryKey("channel", "day", "team", "upto")


class MonthSurvey(Surveys):
    pk = models.CompositePrimaryKey("channel", "day", "team", "outcome", "part")


class MonthLoad(Loads):
    pk = models.CompositePrimaryKey("day", "team", "at_once")


class MonthFlow(Flow):
    pk = models.CompositePrimaryKey("day", "team", "topic")
    topic = models.BigIntegerField()


class MonthSolve(Solves):
    """`opened` is the day of opening of tickets that are not solved, else the month's first."""

    pk = models.CompositePrimaryKey("day", "team", "upto", "opened")
    opened = models.DateField()


class MonthReply(Replies):
    """`heap`: in which of those that are left out in turn an agent's day lies."""

    pk = models.CompositePrimaryKey("day", "team", "agent", "hour", "at_once", "heap")
    heap = models.SmallIntegerField()


class MonthGap(Gaps):
    pk = models.CompositePrimaryKey("day", "team", "hour", "at_once", "upto")


class MonthTold(ToldWaits):
    pk = models.CompositePrimaryKey("day", "team", "hour", "upto")
