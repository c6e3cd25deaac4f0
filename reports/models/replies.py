"""Answers in chats (`chat.Reply`), counted by day of the chat's beginning. No team is 0.

Agents are told apart so that each is compared with themselves; nothing here is ever shown of one.
"""

from __future__ import annotations

from django.db import models

from reports.models.rollups import count, day


class DayReply(models.Model):
    """Answers of an agent in an hour on shift, with so many chats at once.

    `log_gaps` is the sum of the gaps' natural logarithms, gaps below a second taken as one;
    `rated` and `satisfied` are chats whose last answer it was.
    """

    pk = models.CompositePrimaryKey("day", "team", "agent", "hour", "at_once")
    day = day()
    team = models.BigIntegerField()
    agent = models.BigIntegerField()
    hour = models.SmallIntegerField()
    at_once = models.SmallIntegerField()
    n = count()
    log_gaps = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    rated = count()
    satisfied = count()

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.at_once} {self.n}"


class GapCount(models.Model):
    """Answers by how long their gap was: more than the edge before, at most `upto` seconds.

    0 stands for longer than all edges.
    """

    pk = models.CompositePrimaryKey("day", "team", "hour", "at_once", "upto")
    day = day()
    team = models.BigIntegerField()
    hour = models.SmallIntegerField()
    at_once = models.SmallIntegerField()
    upto = models.IntegerField()
    n = count()

    def __str__(self) -> str:
        return f"{self.day} {self.upto} {self.n}"


class ToldCount(models.Model):
    """Chats whose visitors were told a wait: by hour, and by the edge under which it fell.

    `answered` of `n`; `inside` of these waited as long as told; times in milliseconds over those
    answered: what was told, what it was, and the sum of the differences without their signs.
    """

    pk = models.CompositePrimaryKey("day", "team", "hour", "upto")
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

    def __str__(self) -> str:
        return f"{self.day} {self.hour} {self.n}"
