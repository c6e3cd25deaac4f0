"""When the demo's agents were at their consoles: as long as the office is open, but for lunch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import count

from chat.choices import AwayReason, PresenceStatus
from helpdesk.demo.chatlog import PastChat, Teller
from helpdesk.demo.clock import ZONE, instant
from helpdesk.demo.hours import OFFICE_HOURS
from helpdesk.demo.store import Row

LUNCHES = tuple((hour * 3600, hour * 3600 + 1800) for hour in (11, 11.5, 12, 12.5, 10.5))
"""From and to, in seconds of the day; who has a chat then eats at another time, or after work."""

Busy = tuple[datetime, datetime]


def spans(
    chats: Iterable[PastChat], teller: Teller, capacities: Mapping[int, int], days: Iterable[date]
) -> Iterator[Row]:
    """Rows of `PresenceSpan`, for these days and those of the chats."""
    numbers = count(1)
    busy = defaultdict[date, dict[int, list[Busy]]](dict, {day: {} for day in days})
    for chat in chats:
        of_day = busy[chat.contact.started_at.astimezone(ZONE).date()]
        for agent, time in _times(chat, teller):
            of_day.setdefault(agent, []).append(time)
    for day, by_agent in sorted(busy.items()):
        for number, (agent, capacity) in enumerate(capacities.items()):
            times = by_agent.get(agent, [])
            for row in _of_day(day, times, first_lunch=number):
                yield {"id": next(numbers), "user_id": agent, "capacity": capacity, **row}


def _times(chat: PastChat, teller: Teller) -> Iterator[tuple[int, Busy]]:
    parts = teller.parts(chat)
    for shown in parts.shown:
        yield shown.agent, (shown.offered_at, shown.ended_at)
    for part in parts.parts:
        yield part.agent, (part.starts_at, part.ends_at)


def _of_day(day: date, times: list[Busy], *, first_lunch: int) -> Iterator[Row]:
    """Online from the first to the last minute, whatever comes first and last, but for lunch."""
    opens, closes = (at.hour * 3600 for at in OFFICE_HOURS[day.weekday()])
    begins = min([instant(day, opens), *(start for start, _ in times)])
    ends = max([instant(day, closes), *(end for _, end in times)])
    lunch = next((one for one in _lunches(day, first_lunch) if _is_free(one, times)), None)
    if lunch is None:
        yield _span(PresenceStatus.ONLINE, begins, ends)
        return
    yield _span(PresenceStatus.ONLINE, begins, lunch[0])
    yield {**_span(PresenceStatus.AWAY, *lunch), "reason": AwayReason.LUNCH.value}
    yield _span(PresenceStatus.ONLINE, lunch[1], ends)


def _lunches(day: date, first: int) -> Iterator[Busy]:
    """One half of the agents eats after the other."""
    for turn in range(len(LUNCHES)):
        begins, ends = LUNCHES[(first + turn) % len(LUNCHES)]
        yield instant(day, begins), instant(day, ends)


def _is_free(time: Busy, others: list[Busy]) -> bool:
    return all(end <= time[0] or start >= time[1] for start, end in others)


def _span(status: PresenceStatus, begins: datetime, ends: datetime) -> Row:
    return {"status": status.value, "starts_at": begins, "ends_at": ends}
