"""Who was there in promised hours, a quarter of an hour, in sums: `reports.kept_hours` says how."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from reports.models.columns import count, day


class StaffedQuarter(models.Model):
    """A quarter of an hour (UTC) in which a team promised chat; team 0 is the whole desk.

    Times in milliseconds. `promised_ms` is all of it, `short_ms` where fewer agents accepted than
    the team wants, `closed_ms` where enough did and the desk had closed itself because of the wait.
    `none_ms`, `one_ms`, `two_ms`: with so many agents. `agent_ms`, `slot_ms`, `chat_ms`: agents,
    the chats they would take, and the chats they had, each times how long.
    """

    pk = models.CompositePrimaryKey("team", "day", "at")
    team = models.BigIntegerField()
    day = day()
    at = models.DateTimeField()
    promised_ms = count()
    short_ms = count()
    closed_ms = count()
    none_ms = count()
    one_ms = count()
    two_ms = count()
    agent_ms = count()
    slot_ms = count()
    chat_ms = count()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["day"], name="reports_staffed_day")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.team}"
