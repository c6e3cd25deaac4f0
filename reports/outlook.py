"""Where the phone's share stands, what may become of it, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reports import forecast
from reports.measures.ratios import Ratio
from reports.measures.weeks import Week, weeks_of_phone
from reports.models import Target
from reports.report import Asked

AHEAD = 26
MOST_AHEAD = 104


@dataclass(frozen=True)
class Wanted:
    """What the phone's share is to be at most, in percent, by when, and along which path."""

    goal: Decimal
    day: date | None
    target: Target | None = None

    def gap(self, share: Decimal, day: date) -> Decimal | None:
        """How many points the share is ahead of the path on this day; none without a path."""
        return self.target.on(day) - share if self.target else None


@dataclass(frozen=True)
class Outlook:
    """What is known, what may come, and what is wanted."""

    weeks: Sequence[Week]
    wanted: Wanted
    bands: Sequence[forecast.Band] = ()
    known: Sequence[float] = ()
    """The shares of the weeks on record, which the goal's four weeks may reach back to."""
    drawn: list[list[float]] = field(default_factory=list)
    error: float | None = None
    """By how much such forecasts were wrong, `error_weeks` ahead."""
    error_weeks: int = 0

    @property
    def now(self) -> Ratio:
        """The phone's part of the last four whole weeks."""
        last = self.weeks[-forecast.TRAILING :]
        return Ratio(sum(week.part for week in last), sum(week.whole for week in last))

    @property
    def last_day(self) -> date:
        """The last one of the last whole week; only where there is one."""
        return self.weeks[-1].days.last

    @property
    def is_past(self) -> bool:
        """Whether the goal's day is over."""
        return bool(self.weeks and self.wanted.day and self.wanted.day <= self.last_day)

    @property
    def weeks_left(self) -> int | None:
        """How many whole weeks are still to come up to the goal's day; none where it is past."""
        if not self.weeks or not self.wanted.day or self.is_past:
            return None
        return (self.wanted.day - self.last_day).days // 7

    def chance(self, *, falling: Decimal = Decimal(0)) -> float | None:
        """To be at or below the goal on its day; with the share falling faster by so much a month.

        None without a day to meet it by, or without a forecast that reaches so far.
        """
        left = self.weeks_left
        if left is None or not self.drawn or left > len(self.drawn[0]):
            return None
        drawn = forecast.faster(self.drawn, float(falling)) if falling else self.drawn
        last = list(self.known[-forecast.TRAILING :])
        return forecast.chance(
            [last + path[:left] for path in drawn], float(self.wanted.goal) / 100
        )

    @property
    def needed(self) -> Decimal | None:
        """By how many points a week the share must fall from now on to be at the goal in time."""
        share, left = self.now.share, self.weeks_left
        if share is None or left is None:
            return None
        return max(Decimal(0), (share - self.wanted.goal) / max(1, left))


def look_ahead(asked: Asked) -> Outlook:
    """One statement for the weeks; the rest is reckoned."""
    filters = asked.filters
    weeks = weeks_of_phone(filters.figure, filters.scope, zone=asked.zone, today=asked.today)
    return outlook(weeks, wanted(asked))


def wanted(asked: Asked) -> Wanted:
    """The target in force of the figure; without one, the goal of the desk's settings."""
    target = Target.in_force(asked.filters.figure)
    if target:
        return Wanted(target.to_percent, target.to_day, target)
    return Wanted(asked.desk.phone_goal_percent, asked.desk.phone_goal_date)


def outlook(weeks: Sequence[Week], goal: Wanted) -> Outlook:
    """Without 26 weeks on record nothing is forecast; pure."""
    values = forecast.logits([(week.part, week.whole) for week in weeks])
    model = forecast.fit(values)
    if model is None:
        return Outlook(weeks, goal)
    ahead = _ahead(weeks, goal.day)
    drawn = forecast.paths(model, ahead)
    known = [forecast.share(value) for value in values]
    error_weeks = min(13, ahead)
    return Outlook(
        weeks,
        goal,
        forecast.bands(forecast.trailing(known, drawn)),
        known,
        drawn,
        forecast.back_test(values, ahead=error_weeks),
        error_weeks,
    )


def _ahead(weeks: Sequence[Week], goal_day: date | None) -> int:
    if not goal_day or goal_day <= weeks[-1].days.last:
        return AHEAD
    return min(MOST_AHEAD, max(forecast.TRAILING, (goal_day - weeks[-1].start).days // 7))
