"""Counts of how tickets come and go, a day of the desk's zone. Derived, like all counts.

Of the team and topic that a ticket has now; 0 is none.
"""

from __future__ import annotations

from django.db import models

from reports.models.rollups import count, day


class TeamFlow(models.Model):
    """Moves of a day. All of them up to a day, in less out, are the tickets open at its end.

    Only by team: everything since the first ticket is added up.
    """

    pk = models.CompositePrimaryKey("day", "team")
    day = day()
    team = models.BigIntegerField()
    opened = count()
    reopened = count()
    solved = count()

    def __str__(self) -> str:
        return f"{self.day} +{self.opened} +{self.reopened} -{self.solved}"


class DayFlow(models.Model):
    """Moves of a day, by team and topic."""

    pk = models.CompositePrimaryKey("day", "team", "topic")
    day = day()
    team = models.BigIntegerField()
    topic = models.BigIntegerField()
    opened = count()
    reopened = count()
    solved = count()

    def __str__(self) -> str:
        return f"{self.day} +{self.opened} +{self.reopened} -{self.solved}"


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


class SolveCount(models.Model):
    """Tickets opened on a day by how long they took: at most `upto` seconds to their solving.

    0 stands for longer than all edges, -1 for what is not solved.
    """

    pk = models.CompositePrimaryKey("day", "team", "upto")
    day = day()
    team = models.BigIntegerField()
    upto = models.IntegerField()
    n = count()

    def __str__(self) -> str:
        return f"{self.day} {self.upto} {self.n}"
