"""Counts of how tickets come and go, a day of the desk's zone. Derived, like all counts.

Of the team and topic that a ticket has now; 0 is none.
"""

from __future__ import annotations

from django.db import models

from reports.models.columns import count, day


class Flow(models.Model):
    """Moves of tickets, of a team."""

    day = day()
    team = models.BigIntegerField()
    opened = count()
    reopened = count()
    solved = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} +{self.opened} +{self.reopened} -{self.solved}"


class TeamFlow(Flow):
    """Moves of a day. All of them up to a day, in less out, are the tickets open at its end.

    Only by team: everything since the first ticket is added up.
    """

    pk = models.CompositePrimaryKey("day", "team")


class DayFlow(Flow):
    """Moves of a day, by team and topic."""

    pk = models.CompositePrimaryKey("day", "team", "topic")
    topic = models.BigIntegerField()


class DayAge(models.Model):
    """Moves of a day by the age that their tickets had, in days: what came in, less what went.

    `age` 91 stands for that and more. Those of the last three months tell how old is what is open.
    """

    pk = models.CompositePrimaryKey("day", "team", "age")
    day = day()
    team = models.BigIntegerField()
    age = models.SmallIntegerField()
    net = count()

    def __str__(self) -> str:
        return f"{self.day} {self.age} {self.net}"


class Solves(models.Model):
    """Tickets by how long they took from their opening: at most `upto` seconds to their solving.

    0 stands for longer than all edges, -1 for what is not solved.
    """

    day = day()
    team = models.BigIntegerField()
    upto = models.IntegerField()
    n = count()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.upto} {self.n}"


class SolveCount(Solves):
    """Opened on a day."""

    pk = models.CompositePrimaryKey("day", "team", "upto")
