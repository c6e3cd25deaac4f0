"""Answers in chats (`chat.Reply`), counted by day of the chat's beginning. No team is 0.

Agents are told apart so that each is compared with themselves; nothing here is ever shown of one.
"""

from __future__ import annotations

from django.db import models

from reports.models.columns import count, day


class Replies(models.Model):
    """Answers of an agent in an hour on shift, with so many chats at once.

    `log_gaps` is the sum of the gaps' natural logarithms in ten-thousandths, gaps below a second
    taken as one; `rated` and `satisfied` are chats whose last answer it was.
    """

    day = day()
    team = models.BigIntegerField()
    agent = models.BigIntegerField()
    hour = models.SmallIntegerField()
    at_once = models.SmallIntegerField()
    n = count()
    log_gaps = count()
    rated = count()
    satisfied = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.at_once} {self.n}"


class Gaps(models.Model):
    """Answers by how long their gap was: more than the edge before, at most `upto` seconds.

    0 stands for longer than all edges.
    """

    day = day()
    team = models.BigIntegerField()
    hour = models.SmallIntegerField()
    at_once = models.SmallIntegerField()
    upto = models.IntegerField()
    n = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.upto} {self.n}"


class ToldWaits(models.Model):
    """Chats whose visitors were told a wait: by hour, and by the edge under which it fell.

    `answered` of `n`; `inside` of these waited as long as told; times in milliseconds over those
    answered: what was told, what it was, and the sum of the differences without their signs.
    """

    day = day()
    team = models.BigIntegerField()
    hour = models.SmallIntegerField()
    upto = models.IntegerField()
    n = count()
    answered = count()
    inside = count()
    told_ms = count()
    waited_ms = count()
    off_ms = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.n}"


class DayReply(Replies):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "team", "agent", "hour", "at_once")


class GapCount(Gaps):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "team", "hour", "at_once", "upto")


class ToldCount(ToldWaits):
    """Of a day."""

    pk = models.CompositePrimaryKey("day", "team", "hour", "upto")
