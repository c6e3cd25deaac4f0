"""People who wanted to chat and could not: mostly when nobody was at the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from chat.choices import Refused
from helpdesk.demo.clock import OfficeClock, days_between, instant
from helpdesk.demo.requesters import LANGUAGES
from helpdesk.demo.store import Row

DAYS = 28
A_DAY = 3.0
EVENING = {6: 1, 7: 4, 16: 6, 17: 5, 18: 5, 19: 4, 20: 4, 21: 3, 22: 2}
"""The hours at which people try although the desk is closed, and how often."""
BUSY = 0.08
"""How many tries meet an open desk whose agents all are busy."""


def refused(
    today: date, *, clock: OfficeClock, topics: Mapping[str, tuple[int, int]], rng: Random
) -> Iterator[Row]:
    """Rows of `RefusedAttempt`, in the order of time; `topics`: (topic, team) by slug."""
    number = 0
    for day in days_between(today - timedelta(days=DAYS), today):
        tries = sorted(_second(rng) for _ in range(round(rng.gauss(A_DAY, 1))))
        for second in tries:
            is_busy = rng.random() < BUSY
            at = (
                instant(day, 10 * 3600 + rng.randrange(4 * 3600))
                if is_busy
                else instant(day, second)
            )
            if clock.is_open(at) != is_busy:
                continue
            number += 1
            topic, team = rng.choice([*topics.values()]) if rng.random() < 0.6 else (None, None)
            (language,) = rng.choices(tuple(LANGUAGES), tuple(LANGUAGES.values()))
            yield {
                "id": number,
                "at": at,
                "reason": (Refused.FULL if is_busy else Refused.HOURS).value,
                "topic_id": topic,
                "team_id": team,
                "language": language,
            }


def _second(rng: Random) -> int:
    (hour,) = rng.choices(tuple(EVENING), tuple(EVENING.values()))
    return hour * 3600 + rng.randrange(3600)
