"""Many windows that say nothing: what each costs, how fast they come, and come back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.conftest import IDLE
from tests.bench.driver import Remote
from tests.bench.figures import Goal, Row, percentile, spread
from tests.bench.stand import Stand, terminate

FIRST = 20
"""Windows that come before memory is measured, so that all code is loaded and run."""
SETTLE_S = 2.0
MEMORY = Goal(80, " KiB", "less")
WHOLE = Goal(10, " s", "less")
STORE = """
WITH numbered AS (
    UPDATE chat_chat SET head = head + 1 WHERE id::text = ANY(%s) RETURNING id, head
)
INSERT INTO chat_event (chat_id, seq, kind, at, role, name, body, data, is_internal)
SELECT id, head, 'message', now(), 'agent', 'Agent', 'Are you still there?', '{}', false
  FROM numbered RETURNING seq
"""


@dataclass(frozen=True)
class Seen:
    """One run; sizes in KiB a window, times in seconds."""

    web: float
    postgres: float
    valkey: float
    connects_per_s: float
    down_s: float
    whole_s: tuple[float, ...]
    """From SIGTERM, for each window."""

    @property
    def memory(self) -> float:
        return self.web + self.postgres + self.valkey


def bench_idle_windows(
    stand: Stand, driver: Remote, runs: int, publish: Callable[[str, list[Row]], None]
) -> None:
    """1,000 visitors' windows of 1,000 chats, and a restart that they all live through."""
    seen = [once(stand, driver) for _ in range(runs)]
    parts = ", ".join(
        f"{name} {median(getattr(one, name) for one in seen):.1f}"
        for name in ("web", "postgres", "valkey")
    )
    last = [max(one.whole_s) for one in seen]
    half = median(percentile(one.whole_s, 0.5) for one in seen)
    down = median(one.down_s for one in seen)
    memory, slowest = [one.memory for one in seen], median(last)
    connects = spread([one.connects_per_s for one in seen])
    after = f"half of them after {half:.1f} s; the web process listened again after {down:.1f} s"
    publish(
        "windows",
        [
            Row("memory an idle window (KiB)", spread(memory, 1), parts, MEMORY, median(memory)),
            Row("connects a second, welcome and log included", connects, "25 at a time"),
            Row("1,000 windows whole after SIGTERM (s)", spread(last, 1), after, WHOLE, slowest),
        ],
    )


def once(stand: Stand, driver: Remote) -> Seen:
    chats = stand.chats["idle"]
    with stand.web() as web:
        driver.call("gather", web.port, chats[:FIRST])
        time.sleep(SETTLE_S)
        before = stand.memory(web)
        took = driver.call("gather", web.port, chats[FIRST:])
        time.sleep(SETTLE_S)
        grown = [now - then for now, then in zip(stand.memory(web), before, strict=True)]
        count = IDLE - FIRST
        [(head,)] = stand.execute("SELECT head FROM chat_chat WHERE id::text = %s", chats[0][0])
        driver.call("stay", head + 1)
        began = time.monotonic()
        terminate(web)
        stand.execute(STORE, [chat for chat, _, _ in chats])
        web.start()
        down = time.monotonic() - began
        whole = tuple(moment - began for moment in driver.call("whole"))
        driver.call("disperse")
    own, postgres, valkey = (size / 1024 / count for size in grown)
    return Seen(own, postgres, valkey, count / took, down, whole)
