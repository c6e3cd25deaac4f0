"""Answers in chats by hours on shift and by chats at once: gaps, ratings, and how sure.

Nothing here leads to an agent: agents are told apart, so that each is compared with themselves,
and their number is counted, so that small groups can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.db import connection

from chat.reply_gaps import REPLIES, values
from reports.adjusting import Cell
from reports.periods import Period
from reports.report import Asked

DAYS = 28
"""At most so many days are read, the last of the period: answers are counted one by one."""

CELLS = (
    REPLIES
    + """
, rated AS (
  SELECT DISTINCT ON (replies.chat_id) replies.chat_id, replies.at, contact.satisfaction
    FROM replies JOIN chat_chat c ON c.id = replies.chat_id
    JOIN tickets_contact contact ON contact.id = c.contact_id
   WHERE contact.satisfaction IS NOT NULL
   ORDER BY replies.chat_id, replies.at DESC
)
SELECT grouping(agent, hour, at_once), agent, day, hour, at_once, count(*),
       sum(ln(greatest(gap, 1)))::float, count(rated.chat_id),
       count(rated.chat_id) FILTER (WHERE rated.satisfaction >= 4),
       percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY gap)
  FROM replies LEFT JOIN rated USING (chat_id, at)
 GROUP BY GROUPING SETS ((agent, day, hour, at_once), (hour), (at_once))
"""
)
OF_HOUR, OF_LOAD = 0b101, 0b110


class Axis(Enum):
    HOUR = "hour"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one agent on one day, at one hour on shift and with so many chats."""

    agent: int
    day: date
    hour: int
    at_once: int
    n: int
    log_gaps: float
    rated: int
    satisfied: int

    def on(self, axis: Axis) -> int:
        return self.hour if axis == Axis.HOUR else self.at_once


@dataclass(frozen=True)
class Replies:
    """`spread`: median and 90th percentile of the gaps by axis and place on it, in seconds."""

    period: Period
    groups: tuple[Group, ...]
    spread: dict[tuple[Axis, int], tuple[float, float]]

    @property
    def agents(self) -> int:
        return len({group.agent for group in self.groups})

    def along(self, axis: Axis) -> dict[int, list[Group]]:
        """The groups of each place on the axis, in its order."""
        found: dict[int, list[Group]] = {}
        for group in sorted(self.groups, key=lambda one: one.on(axis)):
            found.setdefault(group.on(axis), []).append(group)
        return found


def lately(asked: Asked) -> Asked:
    """The same about the last days of its period, as many as are read."""
    period = asked.filters.period
    first = max(period.first, period.last - timedelta(days=DAYS - 1))
    return replace(asked, filters=replace(asked.filters, period=Period(first, period.last)))


def replies(asked: Asked) -> Replies:
    """Those of the last days of the period."""
    period = lately(asked).filters.period
    start, end = period.instants(asked.zone)
    team = asked.filters.scope.team
    with connection.cursor() as cursor:
        cursor.execute(CELLS, values(start, end, asked.zone, team=team.pk if team else None))
        return _sorted_out(period, cursor.fetchall())


def _sorted_out(period: Period, rows: Iterable[tuple[Any, ...]]) -> Replies:
    groups: list[Group] = []
    spread: dict[tuple[Axis, int], tuple[float, float]] = {}
    for which, agent, day, hour, at_once, *sums, (median, most) in rows:
        if which == OF_HOUR:
            spread[Axis.HOUR, hour] = (median, most)
        elif which == OF_LOAD:
            spread[Axis.AT_ONCE, at_once] = (median, most)
        else:
            groups.append(Group(agent, day, hour, at_once, *sums))
    return Replies(period, tuple(groups), spread)


def gap_cells(groups: Iterable[Group], axis: Axis) -> list[Cell]:
    """Gaps as logarithms, so that what differs by a share differs by as much for all."""
    return [_cell(each, axis, each.n, each.log_gaps) for each in groups]


def rating_cells(groups: Iterable[Group], axis: Axis) -> list[Cell]:
    """Ratings as 1 (4 or 5) or 0."""
    return [_cell(each, axis, each.rated, each.satisfied) for each in groups if each.rated]


def _cell(group: Group, axis: Axis, n: int, total: float) -> Cell:
    """What is alike apart from the axis: the agent, with as many chats or at the same hour."""
    other = group.at_once if axis == Axis.HOUR else group.hour
    stratum, cluster = (group.agent, other), (group.agent, group.day)
    return Cell(stratum=stratum, at=group.on(axis), cluster=cluster, n=n, total=total)
