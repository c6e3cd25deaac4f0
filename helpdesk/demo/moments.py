"""When people get in touch: the months of the story spread over days and hours. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from helpdesk.demo.clock import days_between, instant
from helpdesk.demo.hours import OFFICE_HOURS
from helpdesk.demo.story import SEASON, MonthPlan
from tickets.choices import Channel

AT_THE_DESK = (Channel.PHONE, Channel.CHAT, Channel.WALK_IN)
"""Somebody must be there to answer."""
OFFICE_WEEK = (1.25, 1.10, 1.05, 1.00, 0.80, 0.0, 0.0)
ANY_WEEK = (1.20, 1.10, 1.05, 1.00, 0.85, 0.20, 0.28)
OFFICE_HOUR = {8: 0.8, 9: 1.3, 10: 1.35, 11: 1.1, 12: 1.0, 13: 1.15, 14: 1.0, 15: 0.75}
ANY_HOUR = dict(
    enumerate(
        (
            *(0.3, 0.2, 0.1, 0.05, 0.05, 0.1, 0.3, 1.2, 3.5, 4.2, 4.2, 3.6),
            *(3.2, 3.6, 3.4, 2.8, 2.0, 1.5, 1.3, 1.3, 1.3, 1.2, 0.9, 0.5),
        )
    )
)


@dataclass(slots=True)
class Approach:
    """One contact to be: when, and over which channel. `number` counts them in order of time."""

    number: int
    at: datetime
    channel: Channel


def approaches(
    plans: Iterable[MonthPlan], *, today: date, closed: Container[date], rng: Random
) -> list[Approach]:
    """All contacts before `today`, in the order of time."""
    moments = [
        moment for plan in plans for moment in _of_month(plan, today=today, closed=closed, rng=rng)
    ]
    return [
        Approach(number, at, Channel(name))
        for number, (at, name) in enumerate(sorted(moments), start=1)
    ]


def day_weight(day: date, channel: str, *, closed: Container[date]) -> float:
    """How many contacts this day brings beside other days of its month."""
    if channel in AT_THE_DESK:
        weekday = 0.0 if day in closed else OFFICE_WEEK[day.weekday()]
    else:
        weekday = ANY_WEEK[6 if day in closed else day.weekday()]
    return weekday * _season(day)


def _of_month(
    plan: MonthPlan, *, today: date, closed: Container[date], rng: Random
) -> Iterator[tuple[datetime, str]]:
    days = days_between(plan.first_day, _next_month(plan.first_day))
    for channel, whole in plan.contacts.items():
        weights = [day_weight(day, channel, closed=closed) for day in days]
        past = [weight for day, weight in zip(days, weights, strict=True) if day < today]
        count = round(whole * sum(past) / sum(weights))
        for day in rng.choices(days[: len(past)], past, k=count) if count else ():
            yield _moment(day, channel, rng), channel


def _moment(day: date, channel: str, rng: Random) -> datetime:
    hours = ANY_HOUR
    if channel in AT_THE_DESK:
        opens, closes = OFFICE_HOURS[day.weekday()]
        hours = {h: w for h, w in OFFICE_HOUR.items() if opens.hour <= h < closes.hour}
    (hour,) = rng.choices(tuple(hours), tuple(hours.values()))
    return instant(day, hour * 3600 + rng.randrange(3600))


def _season(day: date) -> float:
    """The year's rhythm without steps: between the middles of two months, in a straight line."""
    along = day.month - 1 + (day.day - 15) / 30.4
    month = int(along // 1)
    part = along - month
    return SEASON[month % 12] * (1 - part) + SEASON[(month + 1) % 12] * part


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
